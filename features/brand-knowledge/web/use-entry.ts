import { useSearch } from '@tanstack/react-router';

/** What is opened in this area of the settings, as the address says; undefined for the list. */
export function useEntry(): string | undefined {
  return useSearch({ strict: false }).entry;
}
