/** After the storm: waits until every mail is fetched, read and sent, and lets waiting times pass at once. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { Book } from './book.ts';
import type { DeskClient } from './desk-client.ts';
import type { MailFolders } from './mail-folders.ts';
import { folders } from './plan.ts';

const lookMs = 300;

/** Pauses between tries and the time to take an answer back are minutes and hours: they count as over. */
const hurry = `
  update graphile_worker._private_jobs j set run_at = now()
    from graphile_worker._private_tasks t
   where t.id = j.task_id and j.run_at > now() and j.locked_at is null
     and t.identifier in ('mail-out.send-mail', 'mail-in.read-mail', 'acknowledgement.consider')`;

const waiting = `
  select (select count(*)::int from inbound_mail where state = 'received') as unread,
         (select count(*)::int from outbound_mail where state in ('queued', 'sending')) as unsent,
         (select count(*)::int from graphile_worker.jobs
           where task_identifier in ('mail-out.send-mail', 'mail-in.read-mail', 'acknowledgement.consider')
             and attempts < max_attempts) as jobs,
         (select count(*)::int from inbound_mail where source = 'imap') as fetched`;

type Waiting = { unread: number; unsent: number; jobs: number; fetched: number };

export function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // The server dies on purpose; whoever asks next gets a new connection.
  pool.on('error', () => undefined);
  return pool;
}

/** What still waits after `limitMs`, as a sentence; null when all is quiet. */
export async function untilQuiet(pool: pg.Pool, book: Book, limitMs: number): Promise<string | null> {
  const inFolders = [...book.mails.values()].reduce((sum, entry) => sum + Math.min(entry.inFolder, 1), 0);
  const until = performance.now() + limitMs;
  let left: Waiting | undefined;
  let calm = 0;
  while (performance.now() < until) {
    await pool.query(hurry);
    left = (await pool.query<Waiting>(waiting)).rows[0];
    const quiet = left && left.unread + left.unsent + left.jobs === 0 && left.fetched >= inFolders;
    calm = quiet ? calm + 1 : 0;
    // Twice: a job that has just ended may have asked for another one.
    if (calm === 2) return null;
    await wait(lookMs);
  }
  return `not quiet after ${limitMs / 1000} s: ${JSON.stringify({ ...left, inFolders })}`;
}

/** Message ids of answers whose fate at the relay nobody knows. */
export async function unknownAnswers(pool: pg.Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    "select message_id as id from outbound_mail where state = 'unknown' and kind = 'reply' and message_id is not null",
  );
  return new Set(rows.map(({ id }) => id));
}

const compared = z.object({
  folders: z.array(
    z.object({
      mailboxId: z.string(),
      at: z.string(),
      onServer: z.number(),
      inLedger: z.number(),
      filled: z.number(),
      unreadable: z.number(),
      trouble: z.string(),
    }),
  ),
});

/** The desk's own comparison must find what the folders hold, and nothing to fill. What is wrong, in words. */
export async function compareFolders(
  client: DeskClient,
  mailFolders: MailFolders,
  mailboxIds: readonly string[],
  book: Book,
): Promise<string[]> {
  const since = new Date();
  for (const id of mailboxIds)
    await client.post(`/api/v1/mailboxes/${id}/reconcile`, {}, `compare-${id}-${since}`);
  const complaints: string[] = [];
  for (const [folder, id] of mailboxIds.entries()) {
    const words = await mailFolders.wordsIn(folder);
    const strange = words.filter((word) => !book.mails.has(word)).length;
    const result = await comparisonOf(client, id, since);
    const fits = result && result.onServer === words.length && result.inLedger === words.length;
    if (fits && strange === 0) continue;
    complaints.push(
      `folder ${folders[folder]} holds ${words.length} mails (${strange} strange), the desk says ${JSON.stringify(result)}`,
    );
  }
  return complaints;
}

async function comparisonOf(client: DeskClient, mailboxId: string, since: Date) {
  for (let tries = 0; tries < 100; tries += 1) {
    const { folders: all } = compared.parse((await client.get('/api/v1/reconciliations')).body);
    const result = all.find((one) => one.mailboxId === mailboxId && new Date(one.at) >= since);
    if (result) return result;
    await wait(lookMs);
  }
  return null;
}
