/** An agent lets a held mail in: it becomes a ticket as if it had just arrived. */
import { learnMailJob } from '#features/spam/index.ts';
import { type Desk, ourAddresses } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { isQuarantineReason, quarantineReasonTable } from '../rules/quarantine-reasons.ts';
import { findLedgerRow, type LedgerRow, lockLedgerRow } from '../store/ledger-rows.ts';
import { prepareMail } from './prepare-mail.ts';
import { settleMail } from './settle-mail.ts';

/**
 * `teach`: the spam filter learns from it whatever it was held for.
 * Throws `quarantined-not-found` or `already-released`; of two agents at the same time one gets the latter.
 */
export async function releaseMail(
  desk: Desk,
  actor: Actor,
  id: string,
  teach = false,
): Promise<{ ticketId: string }> {
  permit(actor, 'quarantine:release');
  const row = held(await findLedgerRow(desk.db, id));
  const reason = isQuarantineReason(row.fateReason) ? quarantineReasonTable[row.fateReason] : null;
  if (reason?.letInBy === 'admins') permit(actor, 'quarantine:release-infected');
  const [prepared, book] = await Promise.all([prepareMail(desk, row, false), ourAddresses(desk)]);
  return inTransaction(desk, async (tx) => {
    held(await lockLedgerRow(tx, id));
    const fate = await settleMail(tx, desk, row, prepared, book, actor.name);
    if (fate?.fate !== 'ticket') throw new Error(`The released mail ${id} became no ticket`);
    await announce(tx, { type: 'quarantine' });
    if (teach || reason?.teaches)
      await addJob(tx, learnMailJob, { mailId: id, verdict: 'ham', by: actor.name.slice(0, 200) });
    return { ticketId: fate.ticketId };
  });
}

function held(row: LedgerRow | null): LedgerRow {
  if (row?.fate === 'quarantine' && row.removedAt === null) return row;
  if (row?.fateReason === 'released')
    throw new NamedError('already-released', 'Somebody let this mail in meanwhile.');
  throw new NamedError('quarantined-not-found', 'There is no such mail in quarantine.');
}
