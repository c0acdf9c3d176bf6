/** The table `imap_reconciliation`: what the last comparison of each folder found. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type Reconciliation = {
  mailboxId: string;
  folder: string;
  at: Date;
  onServer: number;
  inLedger: number;
  filled: number;
  beforeDay: number;
  unreadable: number;
  /** Empty when all was compared. */
  trouble: string;
};

export async function writeReconciliation(tx: Tx, result: Reconciliation): Promise<void> {
  const { mailboxId, folder, ...rest } = result;
  await tx
    .insertInto('imapReconciliation')
    .values(result)
    .onConflict((conflict) => conflict.columns(['mailboxId', 'folder']).doUpdateSet(rest))
    .execute();
}

export async function listReconciliations(db: Kysely<DB>): Promise<(Reconciliation & { address: string })[]> {
  return (
    db
      .selectFrom('imapReconciliation')
      .innerJoin('mailbox', 'mailbox.id', 'imapReconciliation.mailboxId')
      .select(['mailboxId', 'address', 'folder', 'at', 'onServer', 'inLedger', 'filled'])
      .select(['beforeDay', 'unreadable', 'trouble'])
      // Folders that are no longer fetched say nothing any more.
      .where(sql<boolean>`mailbox.imap->'folders' ? imap_reconciliation.folder`)
      .orderBy('address')
      .orderBy('folder')
      .execute()
  );
}

/** Mailboxes that fetch and have a folder that was not compared since then. */
export async function mailboxesToReconcile(db: Kysely<DB>, brandId: string, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from mailbox
    where brand_id = ${brandId} and imap is not null and exists (
      select from jsonb_array_elements_text(imap->'folders') as folder
      where not exists (
        select from imap_reconciliation done
        where done.mailbox_id = mailbox.id and done.folder = folder and done.at > ${before}))`.execute(db);
  return rows.map((row) => row.id);
}
