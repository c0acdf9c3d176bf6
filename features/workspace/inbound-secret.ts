/** The secret with which a program hands in mail for one mailbox (`POST /api/v1/inbound/mime`). */
import { createHash } from 'node:crypto';
import { newToken } from '#platform/ids.ts';

export function newInboundSecret(): { secret: string; hash: string } {
  const secret = `phm_${newToken()}`;
  return { secret, hash: hashInboundSecret(secret) };
}

/** SHA-256 hex, as `mailbox.inbound_secret_hash` keeps it. */
export function hashInboundSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
