/** Addresses in reports: "rfc822; ada@example.com" and the encoded forms of RFC 3461 and RFC 6533. */
import { normalizeAddress } from '../addresses.ts';
import { decodeHeaderValue } from '../encoded-words.ts';
import { mailLimits } from '../limits.ts';

const ADDRESS = /([^\s<>()[\]"',;:]{1,128}@[^\s<>()[\]"',;:@]{1,190}[\p{L}\d\]])/u;

/**
 * Address of a Final-Recipient or Original-Recipient field (RFC 3464 2.3.1, 2.3.2); null when it holds none.
 * Seen in practice: no type at all, the type in capitals, angle brackets, a comment behind it.
 */
export function typedAddress(value: string | null): string | null {
  if (value === null || value.length > mailLimits.addressLength * 4) return null;
  const semicolon = value.indexOf(';');
  const type = semicolon < 0 ? '' : value.slice(0, semicolon).trim().toLowerCase();
  const written = (semicolon < 0 ? value : value.slice(semicolon + 1)).replace(/\([^()]*\)\s*$/, '').trim();
  const plain =
    type === 'utf-8' ? unicodeXtext(decodeHeaderValue(written)) : xtext(decodeHeaderValue(written));
  // RFC 822 has a form for X.400 users; Exchange 5 wrote its own. Neither is an address that mail is sent to.
  const normal = normalizeAddress(plain);
  return normal === '' ? addressIn(plain) : normal;
}

/** The first address in a text, lower case; null when there is none. */
export function addressIn(text: string): string | null {
  return ADDRESS.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** RFC 3461 section 4: "+2B" is a plus sign. A plus sign before anything else is one by itself, as most programs write it. */
export function xtext(text: string): string {
  return text.replace(/\+([2-7][0-9A-F])/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    // RFC 3461 encodes "+", "=" and what is not printable. Everything else is a tag such as "+42@".
    return code === 0x2b || code === 0x3d ? String.fromCharCode(code) : whole;
  });
}

/** RFC 6533 section 3: `\x{20AC}` in the seven-bit forms of an internationalised address. */
export function unicodeXtext(text: string): string {
  return text.replace(/\\x\{([0-9A-F]{2,6})\}/gi, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Name of a server: "dns; mx.example.com (192.0.2.1)" (RFC 3464 2.2.2). */
export function typedName(value: string | null): string | null {
  if (value === null) return null;
  const name = (value.includes(';') ? value.slice(value.indexOf(';') + 1) : value)
    .trim()
    .split(/[\s(]/)[0]
    ?.slice(0, 255);
  return name ? name.toLowerCase() : null;
}
