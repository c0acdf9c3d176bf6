const key = 'posthaste.last-view';

/** The view this browser looked at last; all open tickets for a newcomer. */
export function lastView(): string {
  try {
    return localStorage.getItem(key) ?? 'open';
  } catch {
    // Storage can be switched off in the browser: then everybody is a newcomer.
    return 'open';
  }
}

export function rememberView(view: string): void {
  try {
    localStorage.setItem(key, view);
  } catch {
    // See above: without storage the next visit starts at all open tickets.
    return;
  }
}
