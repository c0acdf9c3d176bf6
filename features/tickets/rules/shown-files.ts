/** Pictures that stand in an agent's text: `cid:` and the id of an upload (RFC 2392). Browser-safe. */

/** The ids of files shown inside the text as `cid:<id>`. */
export function shownFileIds(html: string): Set<string> {
  return new Set(
    [...html.matchAll(/src="cid:([0-9a-f-]{36})"/gi)].map((match) => (match[1] ?? '').toLowerCase()),
  );
}
