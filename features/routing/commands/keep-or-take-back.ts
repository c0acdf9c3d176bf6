/** A ticket that the desk gave to somebody: it stays with them, or goes back to the queue and on to the next. */
import { giveTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { routingLimits } from '../limits.ts';
import { type Keep, mayKeep } from '../rules/may-keep.ts';
import { rankOf } from '../rules/whose-choice.ts';
import { sentenceOf } from '../rules/words.ts';
import { personForTeam } from '../store/people-rows.ts';
import { putRouted } from '../store/queue-rows.ts';
import { isWriting, lastActOf } from '../store/ticket-facts.ts';
import { type Case, keyOf } from './case.ts';
import { findPlace } from './find-place.ts';
import { routingActor } from './routing-desk.ts';
import { drainAll, setTimer } from './timers.ts';

export async function keepOrTakeBack(tx: Tx, desk: Desk, one: Case): Promise<void> {
  const { ticket, row, now } = one;
  const agentId = ticket.assigneeId ?? '';
  const since = row?.agentId === agentId ? row.since : (ticket.assigned?.at ?? now);
  const verdict = await judge(tx, desk, one, { agentId, since });
  if (verdict.keep) {
    await putRouted(tx, keyOf(desk, ticket), {
      ...{ teamId: ticket.teamId, agentId, since, reason: '', wider: row?.wider ?? false, toldAt: null },
      notAgain: row?.notAgain ?? [],
      rank: rankOf(ticket.priority),
    });
    await setTimer(tx, ticket.id, verdict.lookAgainAt);
    return;
  }
  const reasons = [sentenceOf([verdict.reason])];
  await giveTicket(tx, desk, routingActor, { ticketId: ticket.id, agentId: null, reasons });
  const notAgain = [...(row?.notAgain ?? []), ...(verdict.didNothing ? [agentId] : [])];
  const back = {
    ...(row ?? fresh),
    teamId: ticket.teamId,
    agentId: null,
    since: now,
    notAgain,
    toldAt: null,
  };
  await findPlace(tx, desk, { ...one, ticket: { ...ticket, assigneeId: null }, row: back }, false);
  // Whoever it was taken from has room now.
  await drainAll(tx, desk);
}

const fresh = { reason: '', wider: false } as const;

async function judge(
  tx: Tx,
  desk: Desk,
  { ticket, policy, now }: Case,
  { agentId, since }: { agentId: string; since: Date },
): Promise<Keep> {
  const agent = await personForTeam(tx, agentId, ticket.teamId, desk.brand.defaultLanguage);
  if (!agent)
    return { keep: false, reason: 'Whoever had it is not on this desk any more', didNothing: false };
  const { presenceFreshMs, draftFreshMs } = routingLimits;
  const writing = await isWriting(
    tx,
    { ticketId: ticket.id, agentId },
    { presence: new Date(now.getTime() - presenceFreshMs), draft: new Date(now.getTime() - draftFreshMs) },
  );
  const lastActAt = await lastActOf(tx, ticket.id, agentId);
  const { customerWaits, lastCustomerAt } = ticket;
  return mayKeep({ agent, customerWaits, givenAt: since, lastActAt, lastCustomerAt, writing }, policy, now);
}
