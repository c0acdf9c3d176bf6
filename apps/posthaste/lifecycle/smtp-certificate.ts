/** The certificate for STARTTLS: the owner's, or one the desk makes once and keeps in its data folder. */
import { X509Certificate } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSelfSigned } from '#mail/smtp/self-signed.ts';
import type { Config } from '#platform/config/config.ts';

export type Certificate = { key: string; cert: string };

/** A certificate that ends sooner than this is made anew at the start. */
const renewBeforeMs = 30 * 86_400_000;

/** Reads the owner's files, or the kept certificate, or makes one for `hostname` with owner-only rights. */
export async function smtpCertificate(
  config: Pick<Config, 'dataDir' | 'smtp'>,
  hostname: string,
  now: Date,
): Promise<Certificate> {
  const own = config.smtp.tls;
  if (own) return { key: await readFile(own.key, 'utf8'), cert: await readFile(own.cert, 'utf8') };
  const place = join(config.dataDir, 'smtp-tls.pem');
  const kept = await readKept(place, now);
  if (kept) return kept;
  const made = makeSelfSigned(hostname, now);
  // Written beside and renamed, so that a killed start leaves no half file.
  await writeFile(`${place}.new`, `${made.key}${made.cert}`, { mode: 0o600 });
  await rename(`${place}.new`, place);
  return made;
}

async function readKept(place: string, now: Date): Promise<Certificate | null> {
  let text: string;
  try {
    text = await readFile(place, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const at = text.indexOf('-----BEGIN CERTIFICATE-----');
  if (at <= 0) return null;
  const cert = text.slice(at);
  const ends = new Date(new X509Certificate(cert).validTo).getTime();
  return ends - now.getTime() > renewBeforeMs ? { key: text.slice(0, at), cert } : null;
}
