/** An agent lets a held mail in: it becomes a ticket as if it had just arrived. */
import { type Desk, ourAddresses } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { findLedgerRow, type LedgerRow, lockLedgerRow } from '../store/ledger-rows.ts';
import { prepareMail } from './prepare-mail.ts';
import { settleMail } from './settle-mail.ts';

/** Throws `quarantined-not-found` or `already-released`; of two agents at the same time one gets the latter. */
export async function releaseMail(desk: Desk, actor: Actor, id: string): Promise<{ ticketId: string }> {
  permit(actor, 'quarantine:release');
  const row = held(await findLedgerRow(desk.db, id));
  const [prepared, book] = await Promise.all([prepareMail(desk, row, false), ourAddresses(desk)]);
  return inTransaction(desk, async (tx) => {
    held(await lockLedgerRow(tx, id));
    const fate = await settleMail(tx, desk, row, prepared, book, actor.name);
    if (fate?.fate !== 'ticket') throw new Error(`The released mail ${id} became no ticket`);
    await announce(tx, { type: 'quarantine' });
    return { ticketId: fate.ticketId };
  });
}

function held(row: LedgerRow | null): LedgerRow {
  if (row?.fate === 'quarantine') return row;
  if (row?.fateReason === 'released')
    throw new NamedError('already-released', 'Somebody let this mail in meanwhile.');
  throw new NamedError('quarantined-not-found', 'There is no such mail in quarantine.');
}
