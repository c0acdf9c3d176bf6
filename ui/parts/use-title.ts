import { useEffect } from 'react';

/** Title of the browser tab for as long as the page is shown. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Posthaste` : 'Posthaste';
  }, [title]);
}
