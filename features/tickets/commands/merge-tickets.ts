/** Two tickets about the same matter become one, and can be taken apart again. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { followTicket } from '../after-change.ts';
import { considerKnownIssues } from '../after-incoming.ts';
import { ticketLimits } from '../limits.ts';
import { lockChain, lockTickets, ticketNotFound } from '../store/lock-tickets.ts';
import { bringPeople, moveAll, moveHome, takePeopleBack } from '../store/move-messages.ts';
import { recount } from '../store/recount.ts';
import { mergedIntoOf, setMergedInto } from '../store/ticket-marks.ts';
import { writeEvents } from '../store/write-changes.ts';

type MergeDesk = Pick<Desk, 'clock' | 'brand'>;

/**
 * Merges `fromId` into `intoId` (or its survivor); returns the survivor's id. Messages and events move and keep their
 * home; references and tokens of the merged ticket lead to the survivor. The merged ticket's own row stays as it was.
 * Throws `merge-not-allowed`, `ticket-not-found`.
 */
export async function mergeTickets(
  tx: Tx,
  desk: MergeDesk,
  actor: Actor,
  input: { fromId: string; intoId: string },
): Promise<string> {
  permit(actor, 'ticket:merge');
  const ids = await chainIds(tx, [input.fromId, input.intoId]);
  // All rows of both chains in one order, so that two merges at a time never wait for each other in a circle.
  await lockTickets(tx, ids);
  const [from] = await lockChain(tx, input.fromId);
  const target = await lockChain(tx, input.intoId);
  const into = target.at(-1);
  if (!from || !into || from.brandId !== desk.brand.id || into.brandId !== desk.brand.id)
    throw ticketNotFound();
  if (from.mergedInto !== null) throw notAllowed('This ticket was merged already. Undo that first.');
  if (from.id === into.id) throw notAllowed('A ticket cannot be merged into itself.');
  if (target.length >= ticketLimits.mergeDepth)
    throw notAllowed('These tickets were merged too many times over.');
  const now = desk.clock.now();
  await moveAll(tx, from.id, into.id);
  await bringPeople(tx, from.id, into.id);
  await setMergedInto(tx, from.id, into.id);
  await recount(tx, [into.id], now);
  followTicket(tx, from.id);
  followTicket(tx, into.id);
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: [
      { ticketId: from.id, kind: 'merged-into', data: { into: into.number } },
      { ticketId: into.id, kind: 'merged-from', data: { from: from.number } },
    ],
  });
  await addJob(tx, considerKnownIssues, { ticketId: into.id });
  return into.id;
}

/**
 * Undoes the merge of a ticket: what came with it, or came for it since, goes back. Works in any order, also while the
 * ticket it was merged into has itself been merged. Throws `merge-not-allowed` when it is not merged.
 */
export async function unmergeTicket(
  tx: Tx,
  desk: MergeDesk,
  actor: Actor,
  input: { ticketId: string },
): Promise<void> {
  permit(actor, 'ticket:merge');
  const chain = await lockChain(tx, input.ticketId);
  const [ticket, parent] = chain;
  const survivor = chain.at(-1);
  if (!ticket || !survivor || ticket.brandId !== desk.brand.id) throw ticketNotFound();
  if (!parent) throw notAllowed('This ticket is not merged into another.');
  const now = desk.clock.now();
  await moveHome(tx, survivor.id, ticket.id);
  await setMergedInto(tx, ticket.id, null);
  // From the ticket upwards: whom it brought to its parent, the parent may have brought further.
  for (const [below, level] of chain.entries()) {
    const above = chain[below + 1];
    if (above) await takePeopleBack(tx, { from: level.id, into: above.id, gone: below === 0 });
  }
  await recount(tx, [ticket.id, survivor.id], now);
  followTicket(tx, ticket.id);
  followTicket(tx, survivor.id);
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: [
      { ticketId: ticket.id, kind: 'unmerged', data: { from: parent.number } },
      { ticketId: survivor.id, kind: 'unmerged-from', data: { from: ticket.number } },
    ],
  });
  for (const { id } of [ticket, survivor]) await addJob(tx, considerKnownIssues, { ticketId: id });
}

async function chainIds(tx: Tx, starts: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  let wanted = [...starts];
  for (let depth = 0; wanted.length > 0 && depth <= ticketLimits.mergeDepth; depth += 1) {
    for (const id of wanted) ids.add(id);
    wanted = (await mergedIntoOf(tx, wanted)).filter((id) => !ids.has(id));
  }
  return [...ids];
}

function notAllowed(sentence: string): NamedError {
  return new NamedError('merge-not-allowed', sentence);
}
