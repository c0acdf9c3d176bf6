/**
 * A file that came with a form which could not be sent yet: its proof travels with the form, so that nobody has to choose it
 * again. Content is named by its hash, so only files that this desk was just given can be named.
 */
import { z } from 'zod';
import type { KeyRing } from '#platform/signing/key-ring.ts';
import { contactLimits } from '../limits.ts';

const keptSchema = z.object({
  filename: z.string().min(1).max(300),
  contentType: z.string().max(210),
  size: z.number().int().positive().max(contactLimits.allFileBytes),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it came, in milliseconds. */
  at: z.number().int(),
});
export type KeptFile = z.output<typeof keptSchema>;

const macBytes = 16;
const form = /^([a-z0-9]{1,8})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{1,2400})$/;

/** A proof for the form to carry. */
export function proveFile(keys: KeyRing, file: KeptFile): string {
  const body = Buffer.from(JSON.stringify(keptSchema.parse(file))).toString('base64url');
  const { keyId, mac } = keys.sign('contact-form', `file\0${body}`, macBytes);
  return `${keyId}.${mac.toString('base64url')}.${body}`;
}

/** Null for what was not proven by this desk, or too long ago. */
export function readProof(keys: KeyRing, token: string, now: Date): KeptFile | null {
  const [, keyId, mac, body] = form.exec(token) ?? [];
  if (!keyId || !mac || !body) return null;
  if (!keys.verify('contact-form', keyId, `file\0${body}`, Buffer.from(mac, 'base64url'))) return null;
  const file = keptSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return now.getTime() - file.at > contactLimits.openHours * 3_600_000 ? null : file;
}
