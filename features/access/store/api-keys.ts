/** SQL of `api_key`. Keys come in as hashes. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Role } from '../rules/roles.ts';

export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
};

function keys(db: Kysely<DB>) {
  return db
    .selectFrom('apiKey')
    .select(['id', 'name', 'prefix', 'role', 'scopes', 'createdAt', 'lastUsedAt', 'expiresAt'])
    .$narrowType<{ role: Role }>()
    .where('revokedAt', 'is', null);
}

/** Keys not revoked, newest first; expired ones stay in sight. */
export async function listKeys(db: Kysely<DB>): Promise<ApiKeyRow[]> {
  return keys(db).orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
}

/** A key that works now. */
export async function findWorkingKey(
  db: Kysely<DB>,
  keyHash: string,
  now: Date,
): Promise<ApiKeyRow | undefined> {
  return keys(db)
    .where('keyHash', '=', keyHash)
    .where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
    .executeTakeFirst();
}

export async function insertKey(
  tx: Tx,
  key: Omit<ApiKeyRow, 'lastUsedAt'> & { keyHash: string },
): Promise<void> {
  await tx
    .insertInto('apiKey')
    .values({ ...key, scopes: sql`${key.scopes}::text[]` })
    .execute();
}

export async function touchKey(db: Kysely<DB>, id: string, lastUsedAt: Date): Promise<void> {
  await db.updateTable('apiKey').set({ lastUsedAt }).where('id', '=', id).execute();
}

/** @returns its name, or nothing when there is no such key or it is revoked already. */
export async function markRevoked(tx: Tx, id: string, revokedAt: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('apiKey')
    .set({ revokedAt })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .returning('name')
    .executeTakeFirst();
  return row?.name;
}
