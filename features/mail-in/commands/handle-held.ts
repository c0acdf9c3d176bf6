/** What a person does with held mails: let in, remove, teach. Each mail stands for itself. */
import { addBlock, forgetBlocks } from '#features/block-list/index.ts';
import { learnMail } from '#features/spam/index.ts';
import { findTicketNumber } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { quarantineActions } from '../contract.ts';
import { lockHeld } from '../store/held-mail.ts';
import { releaseMail } from './release-mail.ts';
import { removeHeld } from './remove-held.ts';

type Action = (typeof quarantineActions)[number];
export type Handled = { done: number; tickets: number[]; refused: { id: string; reason: string }[] };

/** Throws `not-allowed` before anything is done; what concerns one mail only is told for that mail. */
export async function handleHeld(
  desk: Desk,
  actor: Actor,
  { ids, action }: { ids: readonly string[]; action: Action },
): Promise<Handled> {
  permit(actor, 'quarantine:release');
  if (action !== 'let-in' && action !== 'not-spam') permit(actor, 'quarantine:remove');
  if (action === 'spam-and-block') permit(actor, 'block-list:add');
  const handled: Handled = { done: 0, tickets: [], refused: [] };
  for (const id of new Set(ids)) {
    try {
      const number = await handleOne(desk, actor, id, action);
      handled.done += 1;
      if (number !== null) handled.tickets.push(number);
    } catch (error) {
      if (!(error instanceof NamedError)) throw error;
      handled.refused.push({ id, reason: error.message });
    }
  }
  return handled;
}

async function handleOne(desk: Desk, actor: Actor, id: string, action: Action): Promise<number | null> {
  if (action === 'let-in' || action === 'not-spam') {
    const { ticketId } = await releaseMail(desk, actor, id, action === 'not-spam');
    return findTicketNumber(desk.db, ticketId);
  }
  // Read while its bytes are there.
  if (action !== 'remove') await learnMail(desk, { mailId: id, verdict: 'spam', by: actor.name });
  await inTransaction(desk, async (tx) => {
    const mail = await lockHeld(tx, id);
    if (mail === null)
      throw new NamedError('quarantined-not-found', 'Somebody let it in or removed it meanwhile.');
    if (action === 'spam-and-block') await blockSender(desk, tx, actor, mail.fromAddress);
    await removeHeld(tx, desk, [mail], actor.name);
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'quarantine-removed',
      actor,
      data: { mailId: id, as: action },
      at: desk.clock.now(),
    });
  });
  if (action === 'spam-and-block') forgetBlocks(desk);
  return null;
}

/** A sender who is blocked already is what was wanted; anything else that speaks against it is told. */
async function blockSender(
  desk: Desk,
  tx: Parameters<typeof addBlock>[0],
  actor: Actor,
  target: string,
): Promise<void> {
  if (target === '')
    throw new NamedError('block-not-understood', 'It names no sender; remove it without a block.');
  try {
    await addBlock(tx, desk, actor, { target, reason: 'Sent spam', refuse: false, days: null });
  } catch (error) {
    if (!(error instanceof NamedError && error.problem === 'block-exists')) throw error;
  }
}
