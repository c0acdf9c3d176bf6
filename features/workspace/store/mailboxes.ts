/** SQL of `mailbox` and `mailbox_alias`. */
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** What the column `imap` holds; the password is apart, sealed. */
export const imapSchema = z.object({
  host: z.string(),
  port: z.number(),
  secure: z.boolean(),
  user: z.string(),
  folders: z.array(z.string()),
  since: z.string().nullable(),
});
export type Imap = z.output<typeof imapSchema>;

export type MailboxRow = {
  id: string;
  address: string;
  name: string;
  teamId: string | null;
  plusAddressing: boolean;
  trustedServers: string[];
  imap: unknown;
  imapPassword: string | null;
  mailAccountId: string | null;
  healthState: string;
  healthNote: string;
  lastMailAt: Date | null;
  lastCheckAt: Date | null;
  aliases: string[];
};

function mailboxes(db: Kysely<DB>, brandId: string) {
  return db
    .selectFrom('mailbox')
    .select(['id', 'address', 'name', 'teamId', 'plusAddressing', 'trustedServers', 'imap', 'imapPassword'])
    .select('mailAccountId')
    .select(['healthState', 'healthNote', 'lastMailAt', 'lastCheckAt'])
    .select(
      sql<
        string[]
      >`array(select address from mailbox_alias where mailbox_id = mailbox.id order by address)`.as(
        'aliases',
      ),
    )
    .where('brandId', '=', brandId);
}

export async function allMailboxes(db: Kysely<DB>, brandId: string): Promise<MailboxRow[]> {
  return mailboxes(db, brandId).orderBy('address').execute();
}

export async function findMailbox(
  db: Kysely<DB>,
  brandId: string,
  id: string,
): Promise<MailboxRow | undefined> {
  return mailboxes(db, brandId).where('id', '=', id).executeTakeFirst();
}

/** Two admins adding mailboxes at once take turns, so that no address can end up in two of them. */
export async function lockMailboxes(tx: Tx): Promise<void> {
  await sql`lock table mailbox, mailbox_alias in share row exclusive mode`.execute(tx);
}

/** Those of the addresses that another mailbox has, as its own or as an alias. */
export async function takenAddresses(
  tx: Tx,
  addresses: readonly string[],
  exceptMailbox: string,
): Promise<string[]> {
  const own = await tx
    .selectFrom('mailbox')
    .select('address')
    .where('address', 'in', addresses)
    .where('id', '!=', exceptMailbox)
    .execute();
  const aliases = await tx
    .selectFrom('mailboxAlias')
    .select('address')
    .where('address', 'in', addresses)
    .where('mailboxId', '!=', exceptMailbox)
    .execute();
  return [...own, ...aliases].map((row) => row.address);
}

export type MailboxValues = {
  address: string;
  name: string;
  teamId: string | null;
  plusAddressing: boolean;
  trustedServers: string[];
  imap: Imap | null;
  imapPassword: string | null;
  mailAccountId: string | null;
};

function columns(values: MailboxValues) {
  return { ...values, imap: values.imap === null ? null : JSON.stringify(values.imap) };
}

export async function insertMailbox(
  tx: Tx,
  values: MailboxValues & { id: string; brandId: string; inboundSecretHash: string; createdAt: Date },
): Promise<void> {
  const { id, brandId, inboundSecretHash, createdAt } = values;
  const { address, name, teamId, plusAddressing, trustedServers } = values;
  const { imap, imapPassword, mailAccountId } = columns(values);
  const shared = { address, name, teamId, plusAddressing, trustedServers, imap, imapPassword, mailAccountId };
  await tx
    .insertInto('mailbox')
    .values({ id, brandId, inboundSecretHash, createdAt, ...shared })
    .execute();
}

export async function updateMailbox(tx: Tx, id: string, values: MailboxValues): Promise<void> {
  await tx.updateTable('mailbox').set(columns(values)).where('id', '=', id).execute();
}

/** Fetching was changed or switched off: what was said of the old settings says nothing any more. */
export async function resetHealth(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('mailbox').set({ healthState: 'off', healthNote: '' }).where('id', '=', id).execute();
}

/** Makes these the aliases; one that stays keeps its team. */
export async function setAliases(tx: Tx, mailboxId: string, aliases: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('mailboxAlias')
    .where('mailboxId', '=', mailboxId)
    .$if(aliases.length > 0, (query) => query.where('address', 'not in', aliases))
    .execute();
  if (aliases.length === 0) return;
  await tx
    .insertInto('mailboxAlias')
    .values(aliases.map((address) => ({ address, mailboxId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns the mailbox's address, or nothing when there is none. */
export async function setInboundSecret(
  tx: Tx,
  brandId: string,
  id: string,
  hash: string,
): Promise<string | undefined> {
  const row = await tx
    .updateTable('mailbox')
    .set({ inboundSecretHash: hash })
    .where('id', '=', id)
    .where('brandId', '=', brandId)
    .returning('address')
    .executeTakeFirst();
  return row?.address;
}

export async function mailAccountExists(tx: Tx, brandId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('mailAccount')
    .select('id')
    .where('id', '=', id)
    .where('brandId', '=', brandId)
    // It is not removed before the mailbox that names it is written.
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}

export async function teamExists(tx: Tx, brandId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('team')
    .select('id')
    .where('id', '=', id)
    .where('brandId', '=', brandId)
    .executeTakeFirst();
  return row !== undefined;
}
