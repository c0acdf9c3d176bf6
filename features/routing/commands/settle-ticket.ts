/**
 * Who has this ticket, now? The whole of routing for one ticket: everything that may have changed it adds the job that comes
 * here, and so does its timer. It may be done at any time and any number of times.
 */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import type { Policy } from '../rules/policy.ts';
import { rankOf, whoseChoice } from '../rules/whose-choice.ts';
import { personForTeam } from '../store/people-rows.ts';
import { policyOf } from '../store/policy-rows.ts';
import { dropRouted, findRouted, lockRouting, putRouted } from '../store/queue-rows.ts';
import { inWork, lockTicketFacts, type TicketFacts } from '../store/ticket-facts.ts';
import { type Case, keyOf, type RoutedTicket } from './case.ts';
import { findPlace } from './find-place.ts';
import { keepOrTakeBack } from './keep-or-take-back.ts';
import { tellLeads } from './tell-leads.ts';
import { drainAll, setTimer } from './timers.ts';

/** Settles one ticket in a transaction of its own. */
export async function settleTicket(desk: Desk, ticketId: string): Promise<void> {
  await inTransaction(desk, async (tx) => {
    await lockRouting(tx, desk.brand.id);
    await settle(tx, desk, ticketId);
  });
}

/** Needs the lock of routing. */
export async function settle(tx: Tx, desk: Desk, ticketId: string): Promise<void> {
  const ticket = await lockTicketFacts(tx, ticketId);
  if (ticket === null) return;
  const policy = await policyOf(tx, ticket.teamId);
  if (!isRouted(ticket, policy)) {
    await letGo(tx, desk, ticketId);
    return;
  }
  const known = await findRouted(tx, ticketId);
  const row = known?.teamId === ticket.teamId ? known : null;
  const one: Case = { ticket, policy, row, now: desk.clock.now() };
  const whose = whoseChoice(ticket);
  if (whose === 'person') await leaveToPerson(tx, desk, one);
  else if (whose === 'desk') await keepOrTakeBack(tx, desk, one);
  else await findPlace(tx, desk, one, whose === 'left-open');
}

function isRouted(ticket: TicketFacts, policy: Policy): ticket is RoutedTicket {
  const working: readonly string[] = inWork;
  return ticket.teamId !== null && policy.mode !== 'off' && !ticket.merged && working.includes(ticket.status);
}

/** It needs nobody now, or its team takes tickets itself. Whoever had it has room for another. */
async function letGo(tx: Tx, desk: Desk, ticketId: string): Promise<void> {
  if (await dropRouted(tx, ticketId)) await setTimer(tx, ticketId, null);
  await drainAll(tx, desk);
}

/**
 * A person gave it to somebody: that stays. When that somebody is not on the desk any more, nobody would ever look at it, so a lead is
 * told, once.
 */
async function leaveToPerson(tx: Tx, desk: Desk, { ticket, row, now }: Case): Promise<void> {
  const agentId = ticket.assigneeId ?? '';
  const agent = await personForTeam(tx, agentId, ticket.teamId, desk.brand.defaultLanguage);
  await setTimer(tx, ticket.id, null);
  await drainAll(tx, desk);
  if (agent?.active) {
    await dropRouted(tx, ticket.id);
    return;
  }
  const told = row?.agentId === agentId && row.toldAt !== null;
  if (told) return;
  const name = agent?.name ?? 'Somebody';
  const reason = `${name}, whom a person gave it to, is switched off`;
  await putRouted(tx, keyOf(desk, ticket), {
    ...{ teamId: ticket.teamId, agentId, since: now, reason, notAgain: [], wider: false, toldAt: now },
    rank: rankOf(ticket.priority),
  });
  await tellLeads(tx, desk, ticket, `${reason}. Please give it to somebody else.`);
}
