/**
 * The number of one opened form: signed, so that a form can be told that we never handed out, and with the time it was opened. The
 * same form sent twice has the same number, and becomes one ticket.
 */
import type { KeyRing } from '#platform/signing/key-ring.ts';
import { contactLimits } from '../limits.ts';

export type OnceKey = {
  /** Hex. */
  id: string;
  openedAt: Date;
  expired: boolean;
};

const idBytes = 16;
const timeBytes = 6;
const macBytes = 16;
const form = /^([a-z0-9]{1,8})\.([A-Za-z0-9_-]{51})$/;

/** `id`: a UUID nobody can guess. */
export function makeOnceKey(keys: KeyRing, id: string, now: Date): string {
  const body = Buffer.alloc(idBytes + timeBytes);
  body.write(id.replaceAll('-', ''), 'hex');
  body.writeUIntBE(now.getTime(), idBytes, timeBytes);
  const { keyId, mac } = keys.sign('contact-form', `once\0${body.toString('hex')}`, macBytes);
  return `${keyId}.${Buffer.concat([body, mac]).toString('base64url')}`;
}

/** Null for what no desk of ours made. */
export function readOnceKey(keys: KeyRing, token: string, now: Date): OnceKey | null {
  const parts = form.exec(token);
  if (!parts?.[1] || !parts[2]) return null;
  const bytes = Buffer.from(parts[2], 'base64url');
  const body = bytes.subarray(0, idBytes + timeBytes);
  const genuine = keys.verify(
    'contact-form',
    parts[1],
    `once\0${body.toString('hex')}`,
    bytes.subarray(body.length),
  );
  if (!genuine) return null;
  const openedAt = new Date(body.readUIntBE(idBytes, timeBytes));
  const age = now.getTime() - openedAt.getTime();
  return {
    id: body.toString('hex', 0, idBytes),
    openedAt,
    expired: age > contactLimits.openHours * 3_600_000,
  };
}
