/** IMAP settings, places in folders, and health of mailboxes. */
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { FolderPlace } from '#mail/imap/imap-session.ts';
import type { DB } from '#platform/database/schema.gen.ts';

const settings = z.object({
  host: z.string(),
  port: z.number(),
  secure: z.boolean(),
  user: z.string(),
  folders: z.array(z.string()),
  since: z.string().nullable(),
});

export type ImapMailbox = z.output<typeof settings> & {
  id: string;
  address: string;
  /** As stored: sealed. */
  sealedPassword: string | null;
};

/** Mailboxes that fetch by IMAP. */
export async function imapMailboxes(db: Kysely<DB>, brandId: string): Promise<ImapMailbox[]> {
  const rows = await db
    .selectFrom('mailbox')
    .select(['id', 'address', 'imap', 'imapPassword'])
    .where('brandId', '=', brandId)
    .where('imap', 'is not', null)
    .execute();
  return rows.map((row) => ({
    ...settings.parse(row.imap),
    id: row.id,
    address: row.address,
    sealedPassword: row.imapPassword,
  }));
}

/** Where reading of a folder stands, or null before the first time. */
export async function folderPlace(
  db: Kysely<DB>,
  mailboxId: string,
  folder: string,
): Promise<FolderPlace | null> {
  const row = await db
    .selectFrom('imapCursor')
    .select(['uidValidity', 'lastUid'])
    .where('mailboxId', '=', mailboxId)
    .where('folder', '=', folder)
    .executeTakeFirst();
  return row ?? null;
}

/** Call it only when everything up to the place is in the ledger. */
export async function advancePlace(
  db: Kysely<DB>,
  mailboxId: string,
  folder: string,
  place: FolderPlace,
): Promise<void> {
  await sql`
    insert into imap_cursor (mailbox_id, folder, uid_validity, last_uid) values
      (${mailboxId}, ${folder}, ${place.uidValidity}, ${place.lastUid})
    on conflict (mailbox_id, folder) do update set
      -- Two processes that read the same folder never set each other back.
      last_uid = case when imap_cursor.uid_validity = excluded.uid_validity
        then greatest(imap_cursor.last_uid, excluded.last_uid) else excluded.last_uid end,
      uid_validity = excluded.uid_validity,
      updated_at = now()`.execute(db);
}

export type Health = { state: 'ok' | 'trouble' | 'off'; note: string };

/** Shown beside the mailbox; `mail`: something arrived just now. */
export async function noteHealth(
  db: Kysely<DB>,
  mailboxId: string,
  health: Health,
  at: Date,
  mail: boolean,
): Promise<void> {
  await db
    .updateTable('mailbox')
    .set({
      healthState: health.state,
      healthNote: health.note,
      lastCheckAt: at,
      ...(mail ? { lastMailAt: at } : {}),
    })
    .where('id', '=', mailboxId)
    .execute();
}

/** Of these contents, those this mailbox fetched before: a folder that was numbered anew brings them again. */
export async function fetchedBefore(
  db: Kysely<DB>,
  mailboxId: string,
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('inboundMail')
    .select('rawSha256')
    .where('rawSha256', 'in', [...hashes])
    .where('mailboxId', '=', mailboxId)
    .where('source', '=', 'imap')
    .execute();
  return new Set(rows.map((row) => row.rawSha256));
}
