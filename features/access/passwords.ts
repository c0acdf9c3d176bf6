/**
 * Passwords at rest: scrypt (RFC 7914) with a random salt, as `scrypt$N$r$p$salt$hash`, so that stronger
 * parameters can come later without anybody's password being lost.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { NamedError } from '#platform/named-error.ts';
import { accessLimits } from './limits.ts';

/** One of the sets OWASP's Password Storage Cheat Sheet calls equal: here 32 MB and about a quarter second. */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const hashBytes = 32;

/** What an unknown address is checked against, so that it costs as much time as a known one. */
const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(hashBytes).toString('base64url')}`;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** True when the password is right. Null (no such person, or none set) takes the same time and is never right. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = (stored ?? nobody).split('$');
  if (kind !== 'scrypt' || !salt || !hash) throw new Error('A stored password hash has an unknown form');
  const expected = Buffer.from(hash, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(found, expected) && stored !== null;
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, at: typeof cost): Promise<Buffer> {
  if (running >= accessLimits.hashesAtOnce) {
    if (waiting.length >= accessLimits.hashesWaiting) {
      throw new NamedError(
        'too-many-requests',
        'Many people are signing in right now. Try again in a minute.',
      );
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await new Promise((resolve, reject) => {
      // The same letter can be typed in two forms; NFKC makes them one (RFC 8265 section 4.2 does so too).
      const text = password.normalize('NFKC');
      const options = { ...at, maxmem: 256 * at.N * at.r };
      scrypt(text, salt, hashBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
