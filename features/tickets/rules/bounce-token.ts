/**
 * Bounce tokens: the envelope sender of an answer is `support+<token>@`, so a report about it comes back to an address that
 * only the servers and the recipient of this one mail have seen (VERP: a return path of its own for every mail). It proves
 * which mail is meant even where a report returns nothing of it.
 *
 * Letters and digits only, lower case, and short: the local part of an address has 64 characters (RFC 5321 4.5.3.1.1).
 */
import type { KeyRing } from '#platform/signing/key-ring.ts';
import { fromBase32, nonceFrom, toBase32, tokenPlusAddress } from './reply-token.ts';

/** 120 bits, as in reply tokens. */
const macBytes = 15;

/** The random half of a UUIDv7 (RFC 9562 5.7) tells the mails of one ticket apart; the proof is the MAC. */
const tagBytes = 8;

const tokenForm = /^b([0-9a-z]{1,13})-([0-9a-z]{1,8})-([a-z2-7]{13})([a-z2-7]{24})$/;

/** Addresses looked at in one mail. */
const mostCandidates = 20;

export type VerifiedBounceToken = { ticketNumber: number; isOfMail(mailId: string): boolean };

/** Return path of one mail; null when the mailbox's own name leaves no room for it. */
export function bounceAddress(
  keys: KeyRing,
  of: { ticketNumber: number; mailId: string },
  mailboxAddress: string,
): string | null {
  const number = of.ticketNumber.toString(36);
  const tag = tagOf(of.mailId);
  const { keyId, mac } = keys.sign('reply-token', signedData(number, tag), macBytes);
  return tokenPlusAddress(`b${number}-${keyId}-${tag}${toBase32(mac)}`, mailboxAddress);
}

/** The bounce token in an address, unproven; null when it has another form. */
export function bounceTokenIn(address: string): string | null {
  const text = address.trim().replace(/^<|>$/g, '').toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64) return null;
  const token = text.slice(text.lastIndexOf('+', at) + 1, at);
  return tokenForm.test(token) ? token : null;
}

/** Proves a token. Null when it is malformed, of a retired key, or forged. */
export function verifyBounceToken(keys: KeyRing, token: string): VerifiedBounceToken | null {
  const [, number = '', keyId = '', tag = '', proof = ''] = tokenForm.exec(token) ?? [];
  if (number === '' || !keys.verify('reply-token', keyId, signedData(number, tag), fromBase32(proof)))
    return null;
  const ticketNumber = Number.parseInt(number, 36);
  if (!Number.isSafeInteger(ticketNumber)) return null;
  return { ticketNumber, isOfMail: (mailId) => tagOf(mailId) === tag };
}

/** The first token among these addresses that is proven, with what it proves. */
export function findBounceToken(
  keys: KeyRing,
  addresses: readonly string[],
): { token: string; ticketNumber: number } | null {
  const tokens = addresses.map(bounceTokenIn).filter((token) => token !== null);
  for (const token of tokens.slice(0, mostCandidates)) {
    const proven = verifyBounceToken(keys, token);
    if (proven) return { token, ticketNumber: proven.ticketNumber };
  }
  return null;
}

/** Capitals stand in no part of a reply token, so one is never taken for the other. */
function signedData(number: string, tag: string): string {
  return `BOUNCE\0${number}\0${tag}`;
}

function tagOf(mailId: string): string {
  return nonceFrom(Buffer.from(mailId.replaceAll('-', ''), 'hex').subarray(-tagBytes));
}
