/** A received message takes over what a newer reading of its original found. Author, time and place stay. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { addJob } from '#platform/jobs/job.ts';
import { understandMessage } from '../after-incoming.ts';
import type { IncomingMessage } from '../incoming.ts';
import { cleanData } from '../rules/clean-text.ts';
import { searchWords } from '../rules/search-words.ts';
import { wordsExpression } from './write-incoming.ts';

export type RefreshedMessage = Pick<
  IncomingMessage,
  'text' | 'html' | 'visibleText' | 'quotedText' | 'signature' | 'remoteImageCount' | 'warnings' | 'files'
> & { messageId: string };

/** Files that are still the same keep their rows, so that links to them stay good. */
export async function refreshMessage(tx: Tx, given: RefreshedMessage): Promise<void> {
  const { messageId, files, ...fresh } = cleanData(given);
  const message = await tx
    .updateTable('message')
    .set({ ...fresh, warnings: JSON.stringify(fresh.warnings) })
    .where('id', '=', messageId)
    .where('direction', '=', 'in')
    .returning([
      'automatic',
      'lane',
      'ticketId',
      'subject',
      'authorName',
      'authorAddress',
      'toList',
      'ccList',
    ])
    .executeTakeFirst();
  if (!message) return;
  const gone = tx.deleteFrom('attachment').where('messageId', '=', messageId);
  const hashes = files.map((file) => file.sha256);
  await (hashes.length > 0 ? gone.where('sha256', 'not in', hashes) : gone).execute();
  const kept = await tx
    .selectFrom('attachment')
    .select('sha256')
    .where('messageId', '=', messageId)
    .execute();
  const known = new Set(kept.map((row) => row.sha256));
  const added = files
    .map((file, index) => ({ ...file, messageId, position: index + 1 }))
    .filter((file) => !known.has(file.sha256));
  if (added.length > 0) {
    await tx
      .insertInto('attachment')
      .values(added.map((file) => ({ id: sql<string>`gen_random_uuid()`, ...file })))
      .execute();
  }
  const words = searchWords({
    subject: message.subject,
    from: { name: message.authorName, address: message.authorAddress ?? '' },
    // Both columns are written by this feature alone, as lists of name and address.
    to: [message.toList, message.ccList].flat() as unknown as { name: string; address: string }[],
    text: fresh.text,
    filenames: files.map((file) => file.filename),
  });
  await sql`update search_document set words = ${wordsExpression(words)}
    where source_id = ${messageId} and kind = 'message'`.execute(tx);
  if (!message.automatic && message.lane !== 'failed') await addJob(tx, understandMessage, { messageId });
  await announce(tx, { type: 'ticket', ticketId: message.ticketId });
}
