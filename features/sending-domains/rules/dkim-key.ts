/** Public keys of DKIM: how long they are, and whether two are the same (RFC 6376 section 3.6.1). */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

export type PublicKey = { kind: string; bits: number | null; fingerprint: string };

/** From the value of `p=`; null when it is no key. */
export function readPublicKey(p: string, kind: string): PublicKey | null {
  const base64 = p.replaceAll(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  // RFC 8463 section 4.2: of Ed25519 the bare key is published.
  if (kind === 'ed25519')
    return bytes.length === 32 ? { kind, bits: null, fingerprint: fingerprintOf(bytes) } : null;
  const key = rsaKey(bytes);
  if (key === null) return null;
  const spki = key.export({ type: 'spki', format: 'der' });
  return { kind, bits: key.asymmetricKeyDetails?.modulusLength ?? null, fingerprint: fingerprintOf(spki) };
}

/** As SubjectPublicKeyInfo; seen in practice also as the bare RSAPublicKey that RFC 6376 names. */
function rsaKey(bytes: Buffer): KeyObject | null {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const key = createPublicKey({ key: bytes, format: 'der', type });
      if (key.asymmetricKeyType === 'rsa') return key;
    } catch (error) {
      // OpenSSL's word for "no key of this form"; anything else is a fault of ours.
      if (!(error instanceof Error)) throw error;
    }
  }
  return null;
}

/** As ssh writes them: short enough to be compared by eye. */
function fingerprintOf(bytes: Buffer): string {
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')}`;
}
