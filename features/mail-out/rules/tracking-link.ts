/**
 * Tracking links: `/t/<token>` opens one ticket for those who got the mail it stands in, mostly one. The token is nothing but a proof: ticket, who it is for,
 * end of validity, id of the key, and 160 bits of HMAC over all of it.
 */
import { createHash } from 'node:crypto';
import type { KeyRing } from '#platform/signing/key-ring.ts';
import { addressKey } from './recipients.ts';

/** Long enough for a repair with shipping; then the newest mail has a newer link. */
export const trackingDays = 180;

const dayMs = 24 * 60 * 60 * 1000;
const macBytes = 20;
const idBytes = 16;
const tagBytes = 16;
const dayBytes = 4;
const bodyBytes = idBytes + tagBytes + dayBytes;
const tokenForm = /^([a-z0-9]{1,8})\.([A-Za-z0-9_-]{75})$/;

export type TrackingClaim = {
  ticketId: string;
  /** True for exactly the addresses the link was made for, in any order and case. */
  isFor(addresses: readonly string[]): boolean;
  expiresAt: Date;
};

function audienceTag(addresses: readonly string[]): Buffer {
  const everybody = [...new Set(addresses.map(addressKey))].sort().join('\n');
  return createHash('sha256').update(`tracking\0${everybody}`).digest().subarray(0, tagBytes);
}

/** A token that opens `ticketId` for those who got the mail it is in, until 180 days after `now`. Stable within a day. */
export function makeTrackingToken(
  keys: KeyRing,
  of: { ticketId: string; addresses: readonly string[]; now: Date },
): string {
  const body = Buffer.alloc(bodyBytes);
  body.write(of.ticketId.replaceAll('-', ''), 0, 'hex');
  audienceTag(of.addresses).copy(body, idBytes);
  body.writeUInt32BE(Math.floor(of.now.getTime() / dayMs) + trackingDays, idBytes + tagBytes);
  const { keyId, mac } = keys.sign('tracking-link', body.toString('hex'), macBytes);
  return `${keyId}.${Buffer.concat([body, mac]).toString('base64url')}`;
}

/** Proves a token at `now`: null when it is malformed, forged, of a retired key, or expired. */
export function verifyTrackingToken(keys: KeyRing, token: string, now: Date): TrackingClaim | null {
  const parts = tokenForm.exec(token);
  // A malformed token costs the same as a forged one, so that neither can be told apart by its time.
  const bytes = parts?.[2] ? Buffer.from(parts[2], 'base64url') : Buffer.alloc(bodyBytes + macBytes);
  const body = bytes.subarray(0, bodyBytes);
  const mac = bytes.subarray(bodyBytes, bodyBytes + macBytes);
  const genuine = keys.verify('tracking-link', parts?.[1] ?? '', body.toString('hex'), mac);
  const expiresAt = new Date((body.readUInt32BE(idBytes + tagBytes) + 1) * dayMs);
  if (!genuine || parts === null || now >= expiresAt) return null;
  const hex = body.toString('hex', 0, idBytes);
  const tag = body.subarray(idBytes, idBytes + tagBytes);
  return {
    ticketId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    isFor: (addresses) => audienceTag(addresses).equals(tag),
    expiresAt,
  };
}
