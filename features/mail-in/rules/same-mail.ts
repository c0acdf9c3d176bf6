/** When two deliveries are one mail: it went to two of our addresses, or was sent again after a lost answer. */

import { createHash } from 'node:crypto';
import { madeUpIdDomain } from '#mail/message-id.ts';

export type MailMark = {
  /** Lower case; '' when the mail has none. */
  from: string;
  /** SHA-256 hex of everything below the header: servers on the way change headers, not bodies. */
  bodySha256: string;
  subject: string;
  /** ISO 8601, or null. */
  date: string | null;
};

/**
 * Both carry the same Message-ID. The same writer and the same body are one mail; so are the same writer, second and
 * subject, where some server added a footer. Anything else is a second mail of a program that repeats its ids: kept.
 */
export function isSameMail(a: MailMark, b: MailMark): boolean {
  if (a.from !== b.from) return false;
  if (a.bodySha256 === b.bodySha256) return true;
  return a.date !== null && a.date === b.date && a.subject === b.subject;
}

/** Hash of what follows the first empty line (RFC 5322 section 2.1); of everything when there is none. */
export function bodyHash(raw: Uint8Array): string {
  return createHash('sha256')
    .update(raw.subarray(bodyStart(raw)))
    .digest('hex');
}

function bodyStart(raw: Uint8Array): number {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return crlf + 4;
  return lf >= 0 ? lf + 2 : 0;
}

/**
 * A Message-ID for a mail without one, from what does not change on its way, so that the same mail delivered twice gets
 * the same. `.invalid` never exists (RFC 2606), so it cannot collide with a real one.
 */
export function syntheticMessageId(mark: MailMark): string {
  const identity = JSON.stringify([mark.from, mark.date, mark.subject, mark.bodySha256]);
  return `${createHash('sha256').update(identity).digest('hex').slice(0, 40)}@${madeUpIdDomain}`;
}
