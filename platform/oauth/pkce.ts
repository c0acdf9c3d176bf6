/** Proof Key for Code Exchange (RFC 7636): a stolen code is worth nothing without the verifier that never left us. */
import { createHash, randomBytes } from 'node:crypto';

/** A code verifier with 256 random bits (section 4.1). */
export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

/** The S256 challenge of a verifier (section 4.2). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
