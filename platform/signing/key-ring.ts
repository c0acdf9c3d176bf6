/**
 * Keys that sign tokens (Message-ID, Reply-To, tracking links). They live in the database, so every process
 * signs alike; a new key signs while older ones still verify until they are retired (`rotate-keys.ts`).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { DB } from '#platform/database/schema.gen.ts';

export const keyPurposes = ['reply-token', 'tracking-link', 'file-link', 'contact-form'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

export type KeyRing = {
  /** First `bytes` bytes of HMAC-SHA-256 over `data` with the newest key of the purpose, and that key's short id. */
  sign(purpose: KeyPurpose, data: string, bytes: number): { keyId: string; mac: Buffer };
  /**
   * A short mark of `data` that only holders of the key can compute, to compare, not to prove: nobody outside can look for other data with
   * the same mark. With the key of this short id, or the newest; zeros for a key that is not there.
   */
  mark(purpose: KeyPurpose, data: string, bytes: number, keyId?: string): Buffer;
  /** True when the key exists, is not retired, and the MAC is right. Takes the same time for any wrong MAC. */
  verify(purpose: KeyPurpose, keyId: string, data: string, mac: Uint8Array): boolean;
};

export type Key = {
  id: string;
  purpose: string;
  secret: Buffer;
  /** Not before; null: since ever. */
  signsFrom?: Date | null;
  /** From then on it verifies nothing more; null: not yet decided. */
  retiredAt?: Date | null;
};

/** 96 bits is the least anybody may ask for: shorter MACs can be guessed in bulk. */
const leastMacBytes = 12;

export type OpenKeyRing = KeyRing & {
  /** Learns of keys that were made or retired since. A process that lives long calls it every `reloadMs`. */
  reload(): Promise<void>;
};

/** How often a process looks for new keys. A new key waits longer than that before it signs. */
export const reloadMs = 30_000;

/** Loads the keys, making the first one of each purpose when there is none. */
export async function openKeyRing(db: Kysely<DB>, clock: Clock = systemClock): Promise<OpenKeyRing> {
  for (const purpose of keyPurposes) {
    // The fixed id makes racing first starts agree on one key.
    await db
      .insertInto('signingKey')
      .values({ id: `${purpose}-1`, purpose, secret: randomBytes(32) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const keys: Key[] = [];
  const reload = async (): Promise<void> => {
    const rows = await db
      .selectFrom('signingKey')
      .select(['id', 'purpose', 'secret', 'signsFrom', 'retiredAt'])
      .where((where) => where.or([where('retiredAt', 'is', null), where('retiredAt', '>', clock.now())]))
      // By their numbers: clocks of two machines differ.
      .orderBy(sql`length(id)`, 'desc')
      .orderBy('id', 'desc')
      .execute();
    keys.splice(0, keys.length, ...rows);
  };
  await reload();
  return { ...createKeyRing(keys, clock), reload };
}

/** A key ring of given keys, newest first. Short ids are what follows the purpose in the id. */
export function createKeyRing(keys: readonly Key[], clock: Clock = systemClock): KeyRing {
  const shortId = (key: Key): string => key.id.slice(key.purpose.length + 1);
  const signs = ({ signsFrom }: Key): boolean => !signsFrom || signsFrom <= clock.now();
  const stands = ({ retiredAt }: Key): boolean => !retiredAt || retiredAt > clock.now();
  const newest = (purpose: string): Key => {
    const key = keys.find((one) => one.purpose === purpose && signs(one) && stands(one));
    if (!key) throw new Error(`There is no key for ${purpose}`);
    return key;
  };
  const named = (purpose: string, keyId: string): Key | undefined =>
    keys.find((one) => one.purpose === purpose && shortId(one) === keyId && stands(one));
  return {
    sign(purpose, data, bytes) {
      if (bytes < leastMacBytes) throw new Error(`A token of ${bytes} bytes is too short to trust`);
      const key = newest(purpose);
      return { keyId: shortId(key), mac: macOf(key.secret, purpose, data).subarray(0, bytes) };
    },
    mark(purpose, data, bytes, keyId) {
      const key = keyId === undefined ? newest(purpose) : named(purpose, keyId);
      // A purpose of its own, so that a mark is never the beginning of a signature.
      return key ? macOf(key.secret, `${purpose}\0mark`, data).subarray(0, bytes) : Buffer.alloc(bytes);
    },
    verify(purpose, keyId, data, mac) {
      if (mac.length < leastMacBytes || mac.length > 32) return false;
      const key = named(purpose, keyId);
      // An unknown key still costs one HMAC, so its absence cannot be timed.
      const expected = macOf(key?.secret ?? Buffer.alloc(32), purpose, data).subarray(0, mac.length);
      return timingSafeEqual(expected, mac) && key !== undefined;
    },
  };
}

function macOf(secret: Buffer, purpose: string, data: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0${data}`).digest();
}
