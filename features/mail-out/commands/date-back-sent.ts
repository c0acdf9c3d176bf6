/** For stories told afterwards, such as the demo: what was captured left when its message was written. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { composeMail } from '../compose.ts';
import { loadDkimKey } from '../dkim.ts';
import { findWrongDates, redate, redateBudget } from '../store/date-back.ts';

/**
 * Dates captured mails of these tickets, in the lists and in their own header section: the bytes are put together once
 * more, so that a signature is right, too. What waits or really left is not touched. Safe to repeat.
 */
export async function dateBackSent(
  desk: Pick<Desk, 'db' | 'files' | 'secrets'>,
  ticketIds: readonly string[],
): Promise<void> {
  if (ticketIds.length === 0) return;
  const mails = await findWrongDates(desk.db, ticketIds);
  const dkim = await loadDkimKey(desk.db, desk.secrets);
  const dated: { id: string; at: Date; raw: { sha256: string; size: number } }[] = [];
  for (const mail of mails) {
    const raw = await composeMail(mail, mail.at, desk.files, dkim);
    dated.push({ id: mail.id, at: mail.at, raw: await desk.files.put(raw) });
  }
  await inTransaction(desk, async (tx) => {
    for (const { id, at, raw } of dated) await redate(tx, id, at, raw);
    await redateBudget(tx, ticketIds);
  });
}
