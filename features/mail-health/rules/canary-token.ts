/**
 * Canary tokens: what a mail to ourselves carries in its Message-ID and its subject, so that it is known when it comes
 * back. The MAC (128 bits of HMAC-SHA-256) covers the id of one row; that row says whether the token still counts, so a
 * token is good once, and nobody can make one. Hex digits only: some servers change the case of local parts.
 */
import type { KeyRing } from '#platform/signing/key-ring.ts';

const macBytes = 16;

/** Relays that write a Message-ID of their own leave the subject alone. */
const tokenForm = /(?:^|[^a-z0-9-])c([0-9a-f]{32})-([0-9a-z]{1,8})-([0-9a-f]{32})(?![a-z0-9-])/;

/** A mail of ours has one of some 80 characters in each place; nobody is read at length. */
const longestPlace = 400;

/** `id`: of the canary's row. */
export function makeCanaryToken(keys: KeyRing, id: string): string {
  const hex = id.replaceAll('-', '');
  const { keyId, mac } = keys.sign('reply-token', signedData(hex), macBytes);
  return `c${hex}-${keyId}-${mac.toString('hex')}`;
}

/** The id of the first token that is proven among these texts; null when there is none, or it is forged or of a retired key. */
export function provenCanary(keys: KeyRing, places: readonly (string | null)[]): string | null {
  for (const place of places) {
    const found = tokenForm.exec((place ?? '').slice(0, longestPlace).toLowerCase());
    const [, hex = '', keyId = '', mac = ''] = found ?? [];
    if (hex !== '' && keys.verify('reply-token', keyId, signedData(hex), Buffer.from(mac, 'hex'))) {
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    }
  }
  return null;
}

/** Capitals stand in no part of a reply token, so one is never taken for the other. */
function signedData(hex: string): string {
  return `CANARY\0${hex}`;
}
