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
  /** The mail account that signs in by OAuth2 instead of the password. What changes here makes a watch begin anew. */
  mailAccount: { id: string; signedInAt: string | null; refused: boolean } | null;
};

/** Mailboxes that fetch by IMAP. */
export async function imapMailboxes(db: Kysely<DB>, brandId: string): Promise<ImapMailbox[]> {
  const rows = await db
    .selectFrom('mailbox')
    .leftJoin('mailAccount', 'mailAccount.id', 'mailbox.mailAccountId')
    .select(['mailbox.id', 'mailbox.address', 'mailbox.imap', 'mailbox.imapPassword'])
    .select(['mailAccount.id as accountId', 'mailAccount.signedInAt', 'mailAccount.state'])
    .where('mailbox.brandId', '=', brandId)
    .where('mailbox.imap', 'is not', null)
    .execute();
  return rows.map((row) => ({
    ...settings.parse(row.imap),
    id: row.id,
    address: row.address,
    sealedPassword: row.imapPassword,
    mailAccount:
      row.accountId === null
        ? null
        : {
            id: row.accountId,
            signedInAt: row.signedInAt?.toISOString() ?? null,
            refused: row.state === 'refused',
          },
  }));
}

/** A folder of one account, read from one day on. */
export type Folder = {
  mailboxId: string;
  account: string;
  folder: string;
  /** ISO day; null: all of it. */
  since: string | null;
};

/** Whose folders they are. Numbers of mails mean something only with it; ports are ways to the same account. */
export function accountOf(mailbox: Pick<ImapMailbox, 'user' | 'host'>): string {
  return `${mailbox.user}@${mailbox.host.toLowerCase()}`;
}

/**
 * Where reading of a folder stands, with the day it was read from. Null when it has to be read from the start: never
 * read from this account, or not from as early a day.
 */
export async function folderPlace(
  db: Kysely<DB>,
  { mailboxId, account, folder, since }: Folder,
): Promise<(FolderPlace & { since: string | null }) | null> {
  const row = await db
    .selectFrom('imapCursor')
    .select(['uidValidity', 'lastUid', sql<string | null>`since::text`.as('since')])
    .where('mailboxId', '=', mailboxId)
    .where('account', '=', account)
    .where('folder', '=', folder)
    .executeTakeFirst();
  if (!row || isEarlier(since, row.since)) return null;
  return row;
}

function isEarlier(day: string | null, than: string | null): boolean {
  return than !== null && (day === null || day < than);
}

/** Call it only when everything up to the place, from the folder's day on, is in the ledger. */
export async function advancePlace(
  db: Kysely<DB>,
  { mailboxId, account, folder, since }: Folder,
  place: FolderPlace,
): Promise<void> {
  await sql`
    insert into imap_cursor as known (mailbox_id, account, folder, since, uid_validity, last_uid) values
      (${mailboxId}, ${account}, ${folder}, ${since}::date, ${place.uidValidity}, ${place.lastUid})
    on conflict (mailbox_id, account, folder) do update set
      -- Two processes that read the same folder never set each other back.
      last_uid = case when known.uid_validity = excluded.uid_validity and known.since is not distinct from excluded.since
        then greatest(known.last_uid, excluded.last_uid) else excluded.last_uid end,
      uid_validity = excluded.uid_validity,
      since = excluded.since,
      updated_at = now()
    -- Nor does one that knows only a later day skip what another has begun to read from an earlier one.
    where coalesce(excluded.since, '-infinity') <= coalesce(known.since, '-infinity')`.execute(db);
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
  /** Mail whose source key begins like this does not count. */
  except: string | null,
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('inboundMail')
    .select('rawSha256')
    .where('rawSha256', 'in', [...hashes])
    .where('mailboxId', '=', mailboxId)
    .where('source', '=', 'imap')
    .$if(except !== null, (all) => all.where(sql<boolean>`not starts_with(source_key, ${except})`))
    .execute();
  return new Set(rows.map((row) => row.rawSha256));
}

/** A folder of one account under the numbers of one UIDVALIDITY. */
export type NumberedFolder = { mailboxId: string; account: string; folder: string; uidValidity: number };

/** Remembers mails that are in the ledger under other numbers, so that no comparison fetches them again. */
export async function noteKnownMail(
  db: Kysely<DB>,
  place: NumberedFolder,
  uids: readonly number[],
): Promise<void> {
  if (uids.length === 0) return;
  await db
    .insertInto('imapKnownMail')
    .values(uids.map((uid) => ({ ...place, uid })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those of the numbers that are known by their content. */
export async function knownMail(
  db: Kysely<DB>,
  { mailboxId, account, folder, uidValidity }: NumberedFolder,
  uids: readonly number[],
): Promise<Set<number>> {
  const rows = await db
    .selectFrom('imapKnownMail')
    .select('uid')
    .where('mailboxId', '=', mailboxId)
    .where('account', '=', account)
    .where('folder', '=', folder)
    .where('uidValidity', '=', uidValidity)
    .where(sql<boolean>`uid = any(${[...uids]}::bigint[])`)
    .execute();
  return new Set(rows.map((row) => row.uid));
}

/** The server numbers from a smaller number again; everything up to it is in the ledger. */
export async function setPlaceBack(
  db: Kysely<DB>,
  { mailboxId, account, folder }: Folder,
  { uidValidity, lastUid }: FolderPlace,
): Promise<void> {
  await db
    .updateTable('imapCursor')
    .set({ lastUid })
    .where('mailboxId', '=', mailboxId)
    .where('account', '=', account)
    .where('folder', '=', folder)
    .where('uidValidity', '=', uidValidity)
    .execute();
}
