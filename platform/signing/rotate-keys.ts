/** New keys for tokens, and the end of old ones. */
import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type KeyPurpose, keyPurposes, reloadMs } from './key-ring.ts';

/** What may be told of a key; never its secret. */
export type KeyFacts = {
  id: string;
  purpose: string;
  createdAt: Date;
  signsFrom: Date | null;
  retiredAt: Date | null;
};

/** Every process has looked for new keys by then, some of them twice over a slow database. */
const spreadMs = 4 * reloadMs;
const dayMs = 86_400_000;

/**
 * Makes a new key of each purpose and sets the day on which the ones before it stop to verify. The new key signs once every process
 * knows it. `keepDays` 0 is for keys that got out: the old ones end, and the new ones sign, at once.
 */
export async function rotateKeys(
  tx: Tx,
  of: { purposes?: readonly KeyPurpose[]; keepDays: number; now: Date },
): Promise<KeyFacts[]> {
  // Two people who rotate at once take turns; reading goes on.
  await sql`lock table signing_key in share row exclusive mode`.execute(tx);
  const signsFrom = of.keepDays === 0 ? of.now : new Date(of.now.getTime() + spreadMs);
  const retiredAt = new Date(signsFrom.getTime() + of.keepDays * dayMs);
  for (const purpose of of.purposes ?? keyPurposes) {
    const known = await tx.selectFrom('signingKey').select('id').where('purpose', '=', purpose).execute();
    const highest = Math.max(0, ...known.map(({ id }) => Number(id.slice(purpose.length + 1))));
    await tx
      .updateTable('signingKey')
      .set({ retiredAt })
      .where('purpose', '=', purpose)
      .where((where) => where.or([where('retiredAt', 'is', null), where('retiredAt', '>', retiredAt)]))
      .execute();
    await tx
      .insertInto('signingKey')
      .values({
        id: `${purpose}-${highest + 1}`,
        purpose,
        secret: randomBytes(32),
        createdAt: of.now,
        signsFrom,
      })
      .execute();
  }
  return listSigningKeys(tx);
}

/** All keys, newest first within their purpose, retired ones too. */
export async function listSigningKeys(db: Kysely<DB> | Tx): Promise<KeyFacts[]> {
  return db
    .selectFrom('signingKey')
    .select(['id', 'purpose', 'createdAt', 'signsFrom', 'retiredAt'])
    .orderBy('purpose')
    .orderBy(sql`length(id)`, 'desc')
    .orderBy('id', 'desc')
    .execute();
}
