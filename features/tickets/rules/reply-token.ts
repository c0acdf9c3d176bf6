/**
 * Reply tokens: what an answer carries in Message-ID and Reply-To so that the reply finds its ticket.
 *
 * The MAC (128 bits of HMAC-SHA-256) covers ticket, recipient and the
 * mail's own nonce, so nobody can make a token for another ticket, and a token shown by somebody other than its
 * recipient is told apart. Letters and digits only, lower case: some servers change the case of local parts.
 */
import type { KeyRing } from '#platform/signing/key-ring.ts';

/** Base32 of RFC 4648 section 6 in lower case. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 40 bits tell the recipients of one ticket apart. Keyed: whoever has a token cannot look for an address that it fits, too. */
const tagBytes = 5;
/** 128 bits: it cannot be guessed, however many try. 26 letters of base32, of which the last has two bits to spare. */
const macBytes = 16;

/** RFC 5321 section 4.5.3.1.1. */
const longestLocalPart = 64;

/** Candidates looked at in one mail: a reply carries one or two; a list of thousands is an attempt to guess. */
const mostCandidates = 20;

const tokenForm = /^t([0-9a-z]{1,13})-([0-9a-z]{1,8})-([a-z2-7]{0,26})-([a-z2-7]{8})([a-z2-7]{26})$/;

export type VerifiedToken = {
  ticketNumber: number;
  /** True for the address the token was made for, whatever its case. */
  isFor(address: string): boolean;
};

/**
 * Makes a token for one ticket and one recipient.
 * `nonce` makes Message-IDs unique: letters and the digits 2 to 7, at most 26; '' for Reply-To, which stays stable.
 */
export function makeReplyToken(
  keys: KeyRing,
  of: { ticketNumber: number; recipient: string; nonce: string },
): string {
  if (!/^[a-z2-7]{0,26}$/.test(of.nonce)) throw new Error('A nonce has at most 26 letters and digits 2 to 7');
  const number = of.ticketNumber.toString(36);
  const tag = recipientTag(keys, of.recipient);
  const { keyId, mac } = keys.sign('reply-token', signedData(number, of.nonce, tag), macBytes);
  return `t${number}-${keyId}-${of.nonce}-${tag}${toBase32(mac)}`;
}

/** A nonce from random or id bytes (at most 16), for `makeReplyToken`. */
export function nonceFrom(bytes: Uint8Array): string {
  return toBase32(bytes.subarray(0, 16));
}

/** Message-ID without angle brackets (RFC 5322 section 3.6.4). */
export function tokenMessageId(token: string, domain: string): string {
  return `${token}@${domain.toLowerCase()}`;
}

/** `support@x` -> `support+token@x` (RFC 5233 section 2.1), or null when that would be too long for a local part. */
export function tokenPlusAddress(token: string, mailboxAddress: string): string | null {
  const at = mailboxAddress.lastIndexOf('@');
  if (at < 1) return null;
  const local = `${mailboxAddress.slice(0, at)}+${token}`;
  return local.length <= longestLocalPart ? `${local}${mailboxAddress.slice(at)}` : null;
}

/** The token in a Message-ID or plus-address, unproven; null when it has another form. */
export function tokenIn(addressOrMessageId: string): string | null {
  const text = addressOrMessageId.trim().replace(/^<|>$/g, '').toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 1 || at > longestLocalPart + 40) return null;
  const local = text.slice(0, at);
  const token = local.slice(local.lastIndexOf('+') + 1);
  return tokenForm.test(token) ? token : null;
}

/** Proves a token. Null when it is malformed, of a retired key, or forged. */
export function verifyReplyToken(keys: KeyRing, token: string): VerifiedToken | null {
  const parts = tokenForm.exec(token);
  if (!parts) return null;
  const [, number = '', keyId = '', nonce = '', tag = '', proof = ''] = parts;
  const mac = fromBase32(proof);
  // One spelling a token: the spare bits are no room for others.
  if (toBase32(mac) !== proof) return null;
  if (!keys.verify('reply-token', keyId, signedData(number, nonce, tag), mac)) return null;
  const ticketNumber = Number.parseInt(number, 36);
  if (!Number.isSafeInteger(ticketNumber)) return null;
  return { ticketNumber, isFor: (address) => recipientTag(keys, address, keyId) === tag };
}

/** The proven tokens among addresses and Message-IDs, in the order given, each ticket once. */
export function findReplyTokens(keys: KeyRing, places: readonly string[]): VerifiedToken[] {
  const found = new Map<number, VerifiedToken>();
  const tokens = new Set<string>();
  for (const place of places) {
    const token = tokenIn(place);
    if (token) tokens.add(token);
    if (tokens.size >= mostCandidates) break;
  }
  for (const token of tokens) {
    const verified = verifyReplyToken(keys, token);
    if (verified && !found.has(verified.ticketNumber)) found.set(verified.ticketNumber, verified);
  }
  return [...found.values()];
}

function signedData(number: string, nonce: string, tag: string): string {
  return `${number}\0${nonce}\0${tag}`;
}

function recipientTag(keys: KeyRing, address: string, keyId?: string): string {
  return toBase32(keys.mark('reply-token', address.trim().toLowerCase(), tagBytes, keyId));
}

/** Base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let out = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? out + alphabet[(value << (5 - bits)) & 31] : out;
}

/** The bytes of what `toBase32` wrote. */
export function fromBase32(text: string): Uint8Array {
  const out: number[] = [];
  let value = 0;
  let bits = 0;
  for (const letter of text) {
    value = (value << 5) | alphabet.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((value >>> bits) & 255);
      value &= (1 << bits) - 1;
    }
  }
  return Uint8Array.from(out);
}
