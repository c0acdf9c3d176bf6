/** Nobody took a ticket in the time its team allows. */
import { followTicket, giveTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { rankOf } from '../rules/whose-choice.ts';
import { durationWords } from '../rules/words.ts';
import { teamByKey } from '../store/policy-rows.ts';
import { putRouted, type RoutedRow } from '../store/queue-rows.ts';
import { type Case, keyOf } from './case.ts';
import { routingActor } from './routing-desk.ts';
import { tellLeads } from './tell-leads.ts';
import { drainTeams, setTimer } from './timers.ts';

/** As the team's policy says; where that cannot be done, or was done already, a lead is told. */
export async function waitedTooLong(tx: Tx, desk: Desk, one: Case & { row: RoutedRow }): Promise<void> {
  const { policy, row } = one;
  if (policy.overdue === 'wider' && !row.wider) await offerWider(tx, desk, one);
  else if (policy.overdue !== 'general' || !(await moveToGeneral(tx, desk, one))) await tell(tx, desk, one);
}

function late({ policy }: Case): string {
  return `nobody took it within ${durationWords(policy.takeMinutes ?? 0)} of work`;
}

/** Language and skill are no longer required, and it has the whole time once more. */
async function offerWider(tx: Tx, desk: Desk, one: Case & { row: RoutedRow }): Promise<void> {
  const { ticket, now } = one;
  await putRouted(tx, keyOf(desk, ticket), {
    ...one.row,
    ...{ wider: true, since: now, reason: '', rank: rankOf(ticket.priority) },
  });
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: ticket.id,
    kind: 'routing-wider',
    actor: routingActor,
    data: { sentence: 'Offered to everybody of the team, whatever they speak or know.' },
    reasons: [`N${late(one).slice(1)}.`],
    at: now,
  });
  await drainTeams(tx, [ticket.teamId]);
}

/** @returns false when it is there already, or a person chose the team it has. */
async function moveToGeneral(tx: Tx, desk: Desk, one: Case): Promise<boolean> {
  const { ticket } = one;
  const key = desk.profile.departments.find(({ id }) => id === 'general')?.team;
  const team = key === undefined ? null : await teamByKey(tx, desk.brand.id, key);
  if (team === null || team.id === ticket.teamId) return false;
  const moved = await giveTicket(tx, desk, routingActor, {
    ...{ ticketId: ticket.id, agentId: null, teamId: team.id },
    reasons: [`In ${ticket.teamName ?? 'its team'} ${late(one)}.`],
  });
  // Settled there as if it had just come.
  if (moved) followTicket(tx, ticket.id);
  return moved;
}

async function tell(tx: Tx, desk: Desk, one: Case & { row: RoutedRow }): Promise<void> {
  const { ticket, row, now } = one;
  await putRouted(tx, keyOf(desk, ticket), { ...row, toldAt: now, rank: rankOf(ticket.priority) });
  await setTimer(tx, ticket.id, null);
  await tellLeads(tx, desk, ticket, `This ticket waits too long: ${late(one)}. ${row.reason}`.trim());
}
