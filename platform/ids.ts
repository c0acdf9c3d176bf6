/** Identifiers and secrets. Everything that must not be guessed comes from here and has at least 128 random bits. */
import { randomBytes } from 'node:crypto';

/** 32 bytes: a table of such tokens cannot be searched, and the text (43 characters) still fits into a link. */
const TOKEN_BYTES = 32;
const MIN_TOKEN_BYTES = 16;
const MAX_COUNTER = 0xfff;

let lastMs = 0;
let counter = 0;

/**
 * A version 7 UUID (RFC 9562 section 5.7): 48 bits of milliseconds, a 12-bit counter, 62 random bits. Ids made by one
 * process sort in the order they were made (section 6.2, method 1), also when the clock is set back.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now;
    counter = randomBytes(2).readUInt16BE() & 0x7ff; // Half the range stays free for ids of the same millisecond.
  } else if (counter < MAX_COUNTER) {
    counter += 1;
  } else {
    lastMs += 1;
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret for links, keys and sessions in URL-safe base64. Store its hash, never the token. */
export function newToken(bytes: number = TOKEN_BYTES): string {
  if (bytes < MIN_TOKEN_BYTES)
    throw new RangeError(`A token needs at least ${MIN_TOKEN_BYTES} random bytes.`);
  return randomBytes(bytes).toString('base64url');
}
