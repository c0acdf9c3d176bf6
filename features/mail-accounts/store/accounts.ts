/** SQL of `mail_account`. Secrets come in and go out sealed. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Flow, ProviderId } from '../rules/providers.ts';

export type AccountState = 'new' | 'signed-in' | 'failing' | 'refused';

export type AccountRow = {
  id: string;
  name: string;
  provider: ProviderId;
  flow: Flow;
  tenant: string | null;
  clientId: string;
  clientSecret: string | null;
  authorizationUrl: string | null;
  tokenUrl: string | null;
  scopes: string[];
  mailHosts: string[];
  accessToken: string | null;
  accessExpiresAt: Date | null;
  refreshToken: string | null;
  state: AccountState;
  note: string;
  signedInAt: Date | null;
  refreshedAt: Date | null;
  tries: number;
  nextTryAt: Date | null;
};

function accounts(db: Kysely<DB>, brandId: string) {
  return db
    .selectFrom('mailAccount')
    .select(['id', 'name', 'provider', 'flow', 'tenant', 'clientId', 'clientSecret'])
    .select(['authorizationUrl', 'tokenUrl', 'scopes', 'mailHosts'])
    .select(['accessToken', 'accessExpiresAt', 'refreshToken'])
    .select(['state', 'note', 'signedInAt', 'refreshedAt', 'tries', 'nextTryAt'])
    .$narrowType<{ provider: ProviderId; flow: Flow; state: AccountState }>()
    .where('brandId', '=', brandId);
}

export async function allAccounts(db: Kysely<DB>, brandId: string): Promise<AccountRow[]> {
  return accounts(db, brandId).orderBy('name').execute();
}

export async function findAccount(
  db: Kysely<DB>,
  brandId: string,
  id: string,
): Promise<AccountRow | undefined> {
  return accounts(db, brandId).where('id', '=', id).executeTakeFirst();
}

export async function findAccountByName(
  db: Kysely<DB>,
  brandId: string,
  name: string,
): Promise<AccountRow | undefined> {
  return accounts(db, brandId).where(sql<boolean>`lower(name) = lower(${name})`).executeTakeFirst();
}

/**
 * Held until the transaction ends: of all processes one talks to the provider about this account. A mailbox may
 * point to it meanwhile (a foreign key asks for KEY SHARE only).
 */
export async function lockAccount(tx: Tx, brandId: string, id: string): Promise<AccountRow | undefined> {
  return accounts(tx, brandId).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export type NewAccount = Pick<
  AccountRow,
  | 'id'
  | 'name'
  | 'provider'
  | 'flow'
  | 'tenant'
  | 'clientId'
  | 'clientSecret'
  | 'authorizationUrl'
  | 'tokenUrl'
  | 'scopes'
  | 'mailHosts'
> & { brandId: string; createdAt: Date };

/** @returns false when the name is taken. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const { scopes, mailHosts, ...rest } = account;
  const row = await tx
    .insertInto('mailAccount')
    .values({ ...rest, scopes: sql`${scopes}::text[]`, mailHosts: sql`${mailHosts}::text[]` })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function countAccounts(db: Kysely<DB>, brandId: string): Promise<number> {
  const { count } = await db
    .selectFrom('mailAccount')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('brandId', '=', brandId)
    .executeTakeFirstOrThrow();
  return count;
}

export type AccountChange = Partial<
  Pick<
    AccountRow,
    | 'clientSecret'
    | 'accessToken'
    | 'accessExpiresAt'
    | 'refreshToken'
    | 'state'
    | 'note'
    | 'signedInAt'
    | 'refreshedAt'
    | 'tries'
    | 'nextTryAt'
  >
>;

export async function updateAccount(tx: Tx, id: string, change: AccountChange): Promise<void> {
  await tx.updateTable('mailAccount').set(change).where('id', '=', id).execute();
}

export async function deleteAccount(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('mailAccount').where('id', '=', id).execute();
}

/** Signed in, with a token that ends before `before`, and not told to wait. */
export async function accountsToRenew(
  db: Kysely<DB>,
  brandId: string,
  before: Date,
  now: Date,
): Promise<string[]> {
  const rows = await db
    .selectFrom('mailAccount')
    .select('id')
    .where('brandId', '=', brandId)
    .where('state', 'in', ['signed-in', 'failing'])
    .where((where) => where.or([where('accessExpiresAt', 'is', null), where('accessExpiresAt', '<', before)]))
    .where((where) => where.or([where('nextTryAt', 'is', null), where('nextTryAt', '<=', now)]))
    .orderBy('accessExpiresAt')
    .execute();
  return rows.map(({ id }) => id);
}

/** Account -> addresses of the mailboxes that fetch with it. */
export async function mailboxesOf(db: Kysely<DB>, brandId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('mailbox')
    .select(['mailAccountId', 'address'])
    .where('brandId', '=', brandId)
    .where('mailAccountId', 'is not', null)
    .orderBy('address')
    .execute();
  const found = new Map<string, string[]>();
  for (const { mailAccountId, address } of rows) {
    if (mailAccountId) found.set(mailAccountId, [...(found.get(mailAccountId) ?? []), address]);
  }
  return found;
}
