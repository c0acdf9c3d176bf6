/** Status, priority, team, assignee, title, topic and tags: of one ticket or of many at once. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { followTicket, teachByPlace } from '../after-change.ts';
import { considerKnownIssues } from '../after-incoming.ts';
import type { TicketChange } from '../contract.ts';
import { type ChangePlan, type Names, planChange } from '../rules/plan-change.ts';
import { type LockedTicket, lockSurvivor, lockTickets } from '../store/lock-tickets.ts';
import { findAgent, findTeam } from '../store/names.ts';
import { idsOfNumbers } from '../store/ticket-marks.ts';
import { writeChanges, writeEvents } from '../store/write-changes.ts';
import { teachByStatus } from './teach-by-status.ts';

type ChangeDesk = Pick<Desk, 'clock' | 'brand' | 'profile'>;

export type ChangeOutcome = {
  number: number;
  outcome: 'changed' | 'unchanged' | 'refused';
  /** Why it is refused, in one sentence. */
  reason: string | null;
};

/**
 * Changes one ticket. A merged ticket is changed through its survivor, as everywhere.
 * Throws `move-not-allowed` when the table of moves says no, `invalid-request` for a team, agent or topic that is none.
 */
export async function changeTicket(
  tx: Tx,
  desk: ChangeDesk,
  actor: Actor,
  input: { ticketId: string; change: TicketChange },
): Promise<void> {
  permit(actor, 'ticket:change');
  const names = await checkTargets(tx, desk, input.change);
  const ticket = await lockSurvivor(tx, input.ticketId);
  const plan = planChange(ticket, input.change, names);
  if (plan.outcome === 'refused') throw new NamedError('move-not-allowed', plan.reason);
  await writePlans(tx, desk, actor, [{ ticket, plan }]);
}

/**
 * Changes many tickets; each stands for itself, so one refused leaves the others changed. With `preview` nothing is
 * written and the outcome is what it would be.
 */
export async function changeTickets(
  tx: Tx,
  desk: ChangeDesk,
  actor: Actor,
  input: { numbers: readonly number[]; change: TicketChange; preview: boolean },
): Promise<ChangeOutcome[]> {
  permit(actor, 'ticket:change');
  const names = await checkTargets(tx, desk, input.change);
  const numbers = [...new Set(input.numbers)];
  const tickets = await lockTickets(tx, await idsOfNumbers(tx, desk.brand.id, numbers));
  const plans = tickets.map((ticket) => ({ ticket, plan: planOf(ticket, input.change, names) }));
  if (!input.preview) await writePlans(tx, desk, actor, plans);
  const byNumber = new Map(plans.map(({ ticket, plan }) => [ticket.number, plan]));
  return numbers.map((number) => {
    const plan = byNumber.get(number);
    if (!plan) return { number, outcome: 'refused', reason: 'There is no ticket with this number.' };
    return { number, outcome: plan.outcome, reason: plan.outcome === 'refused' ? plan.reason : null };
  });
}

function planOf(ticket: LockedTicket, change: TicketChange, names: Names): ChangePlan {
  if (ticket.mergedInto !== null) {
    return { outcome: 'refused', reason: 'It was merged into another ticket; change that one.' };
  }
  return planChange(ticket, change, names);
}

async function writePlans(
  tx: Tx,
  desk: ChangeDesk,
  actor: Actor,
  plans: readonly { ticket: LockedTicket; plan: ChangePlan }[],
): Promise<void> {
  const now = desk.clock.now();
  const changed = plans.flatMap(({ ticket, plan }) =>
    plan.outcome === 'changed' ? [{ ticket, ...plan }] : [],
  );
  await writeChanges(
    tx,
    changed.map(({ ticket, next }) => ({ id: ticket.id, next, titleChanged: next.title !== ticket.title })),
    now,
  );
  for (const { ticket, next } of changed) {
    followTicket(tx, ticket.id);
    await teachByStatus(tx, ticket.id, ticket.status, next.status);
    await teachByPlace(tx, actor, ticket.id, ticket, next);
    const isOther = next.topic !== ticket.topic || (next.status === 'spam') !== (ticket.status === 'spam');
    if (isOther) await addJob(tx, considerKnownIssues, { ticketId: ticket.id });
  }
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: changed.flatMap(({ ticket, events }) =>
      events.map((event) => ({ ...event, ticketId: ticket.id })),
    ),
  });
}

/** Checks that team, agent, department and topic exist, and gives names for the timeline. */
async function checkTargets(tx: Tx, desk: ChangeDesk, change: TicketChange): Promise<Names> {
  const team = change.teamId ? await teamName(tx, desk.brand.id, change.teamId) : '';
  const agent = change.assigneeId ? await agentName(tx, change.assigneeId) : '';
  const { departments } = desk.profile;
  if (change.department && !departments.some((entry) => entry.id === change.department)) {
    throw wrong('department', 'There is no such department.');
  }
  if (change.topic && !departments.some((entry) => entry.topics.includes(change.topic ?? ''))) {
    throw wrong('topic', 'There is no such topic.');
  }
  return { team: () => team, agent: () => agent };
}

async function teamName(tx: Tx, brandId: string, id: string): Promise<string> {
  const team = await findTeam(tx, brandId, id);
  if (!team) throw wrong('teamId', 'There is no such team.');
  return team.name;
}

async function agentName(tx: Tx, id: string): Promise<string> {
  const agent = await findAgent(tx, id);
  if (!agent) throw wrong('assigneeId', 'There is no such agent.');
  if (!agent.active) throw wrong('assigneeId', 'This agent is switched off.');
  return agent.name;
}

function wrong(field: string, sentence: string): NamedError {
  return new NamedError('invalid-request', sentence, { [field]: sentence });
}
