/** Header fields of our own. On mail that comes in they are a stranger's words, and nobody reads them. */

export const ownHeaderPrefix = 'X-Posthaste-';

/** Every mail of ours carries it: whoever gets one back knows the loop. */
export const loopHeader = `${ownHeaderPrefix}Loop`;

/** `name` in lower case. */
export function isOwnHeader(name: string): boolean {
  return name.startsWith(ownHeaderPrefix.toLowerCase());
}
