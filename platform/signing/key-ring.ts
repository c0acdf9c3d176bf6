/**
 * Keys that sign tokens (Message-ID, Reply-To, tracking links). They live in the database, so every process
 * signs alike; a new key signs while older ones still verify until they are retired.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type KeyPurpose = 'reply-token' | 'tracking-link' | 'file-link';

export type KeyRing = {
  /** First `bytes` bytes of HMAC-SHA-256 over `data` with the newest key of the purpose, and that key's short id. */
  sign(purpose: KeyPurpose, data: string, bytes: number): { keyId: string; mac: Buffer };
  /** True when the key exists, is not retired, and the MAC is right. Takes the same time for any wrong MAC. */
  verify(purpose: KeyPurpose, keyId: string, data: string, mac: Uint8Array): boolean;
};

type Key = { id: string; purpose: string; secret: Buffer };

/** 96 bits is the least anybody may ask for: shorter MACs can be guessed in bulk. */
const leastMacBytes = 12;

/** Loads the keys, making the first one of each purpose when there is none. */
export async function openKeyRing(db: Kysely<DB>): Promise<KeyRing> {
  const purposes: KeyPurpose[] = ['reply-token', 'tracking-link', 'file-link'];
  for (const purpose of purposes) {
    // The fixed id makes racing first starts agree on one key.
    await db
      .insertInto('signingKey')
      .values({ id: `${purpose}-1`, purpose, secret: randomBytes(32) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const rows = await db
    .selectFrom('signingKey')
    .select(['id', 'purpose', 'secret'])
    .where('retiredAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return createKeyRing(rows);
}

/** A key ring of given keys, newest first. Short ids are what follows the purpose in the id. */
export function createKeyRing(keys: readonly Key[]): KeyRing {
  const shortId = (key: Key): string => key.id.slice(key.purpose.length + 1);
  return {
    sign(purpose, data, bytes) {
      if (bytes < leastMacBytes) throw new Error(`A token of ${bytes} bytes is too short to trust`);
      const key = keys.find((candidate) => candidate.purpose === purpose);
      if (!key) throw new Error(`There is no key for ${purpose}`);
      return { keyId: shortId(key), mac: macOf(key.secret, purpose, data).subarray(0, bytes) };
    },
    verify(purpose, keyId, data, mac) {
      if (mac.length < leastMacBytes || mac.length > 32) return false;
      const key = keys.find((candidate) => candidate.purpose === purpose && shortId(candidate) === keyId);
      // An unknown key still costs one HMAC, so its absence cannot be timed.
      const expected = macOf(key?.secret ?? Buffer.alloc(32), purpose, data).subarray(0, mac.length);
      return timingSafeEqual(expected, mac) && key !== undefined;
    },
  };
}

function macOf(secret: Buffer, purpose: string, data: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0${data}`).digest();
}
