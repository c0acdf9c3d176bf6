import { useMediaQuery } from '@mantine/hooks';

/** Below this the views hide in a drawer and list and ticket are pages of their own. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false }) ?? false;
}

/** From here on a ticket is previewed beside the list. */
export function useWide(): boolean {
  return useMediaQuery('(min-width: 1180px)', undefined, { getInitialValueInEffect: false }) ?? false;
}
