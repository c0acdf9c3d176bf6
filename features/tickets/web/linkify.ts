/** Finds web and mail addresses in plain text. Pure; the caller draws them, so that no HTML is ever made from mail. */

export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/** Longer texts are shown without links: finding them is not worth the wait. */
const longest = 200_000;
const candidate = /\bhttps?:\/\/[^\s<>"'`]{3,2000}|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** Punctuation that ends the sentence, not the address. */
function trimEnd(address: string): string {
  let end = address.length;
  while (end > 0 && '.,;:!?\'"'.includes(address.charAt(end - 1))) end -= 1;
  if (address.charAt(end - 1) === ')' && !address.slice(0, end).includes('(')) end -= 1;
  return address.slice(0, end);
}

/** Only addresses the URL parser agrees are web addresses become links. */
function hrefOf(address: string): string | null {
  if (!/^https?:/i.test(address)) return `mailto:${address}`;
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

export function linkify(text: string): Piece[] {
  if (text.length > longest) return [{ kind: 'text', text }];
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const address = trimEnd(match[0]);
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push({ kind: 'link', text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}
