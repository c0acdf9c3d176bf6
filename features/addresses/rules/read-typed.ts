/** From what somebody pasted to the one address that is meant. */
import { domainToUnicode } from 'node:url';

export type TypedAddress = {
  /** Before the last @; '' when there is none. */
  local: string;
  /** Behind the last @, punycode made readable; '' when there is no @. */
  domain: string;
  /** Both, in lower case. */
  address: string;
};

/** Longer than an address with a display name ever is (RFC 5321 section 4.5.3.1 ends at 254); the rest is not read. */
export const typedCharacters = 400;

// Signs that take no room on the screen: joiners, marks of direction, soft hyphens.
const invisible = /[\p{Cc}\p{Cf}]/gu;

/**
 * Reads a bare address, `Name <address>`, a `mailto:` link, or one with blanks and quotes around it. Full-width signs
 * become usual ones (NFKC); signs nobody sees go.
 */
export function readTyped(pasted: string): TypedAddress {
  const text = pasted
    .slice(0, typedCharacters)
    .normalize('NFKC')
    .replace(/[\t\r\n]/g, ' ')
    .replace(invisible, '')
    .trim();
  const bare = inner(text)
    .replace(/\s*([@.])\s*/g, '$1')
    .toLowerCase();
  const word = withoutMarks(bare.split(/\s+/).find((one) => one.includes('@')) ?? bare.replace(/\s+/g, ''));
  const at = word.lastIndexOf('@');
  if (at < 0) return { local: '', domain: '', address: word };
  const local = word.slice(0, at);
  const domain = readable(word.slice(at + 1));
  return { local, domain, address: `${local}@${domain}` };
}

/** Without the quotes, brackets and full stops that a sentence puts around an address. */
function withoutMarks(word: string): string {
  return word.replace(/^['"“”„«»()[\]<>,;:]+|['"“”„«»()[\]<>,;:.]+$/g, '');
}

/** What stands in brackets, or behind `mailto:` (RFC 6068) without its query. */
function inner(text: string): string {
  const open = text.lastIndexOf('<');
  const close = text.indexOf('>', open);
  const piece =
    open >= 0 && text.includes('@', open) ? text.slice(open + 1, close < 0 ? undefined : close) : text;
  const link = /^\s*mailto:(?:\/\/)?([^?]*)/i.exec(piece)?.[1];
  return link === undefined ? piece : decoded(link);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing was typed as itself.
    return text;
  }
}

/** `xn--` labels as the letters they show (RFC 5890); anything Node cannot read stays as it is. */
function readable(domain: string): string {
  return domain.includes('xn--') ? domainToUnicode(domain) || domain : domain;
}
