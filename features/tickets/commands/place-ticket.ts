/** What the desk itself decides about a ticket: topic, department, team, priority and title, each only where no person has. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { followTicket } from '../after-change.ts';
import type { TicketChange } from '../contract.ts';
import { type PlannedEvent, planChange } from '../rules/plan-change.ts';
import type { Priority } from '../rules/status.ts';
import { decidedByPeople } from '../store/decided-by-people.ts';
import { type LockedTicket, lockSurvivor, lockTickets } from '../store/lock-tickets.ts';
import { findTeam } from '../store/names.ts';
import { writeChanges, writeEvents } from '../store/write-changes.ts';

/** Whose work the ticket is. */
export type Place = {
  topic: string | null;
  department: string;
  /** Null: the ticket keeps the team it has. */
  teamId: string | null;
};

export type DeskChoice = {
  ticketId: string;
  place: Place;
  priority: Priority;
  /** A readable title; null: the one it has is good. */
  title: string | null;
  /** For the timeline: why, in sentences. */
  reasons: { place: readonly string[]; priority: readonly string[]; title: readonly string[] };
  /** When it counts as done: for mail that was brought in later, when that mail came. */
  at: Date;
};

type PlacingDesk = Pick<Desk, 'brand'>;

/**
 * Gives a ticket its place, priority and title, with the reasons in its timeline. What a person decided stays, and a
 * merged ticket is left alone. Returns whether anything changed. The ticket keeps its place in the lists.
 */
export async function placeTicket(
  tx: Tx,
  desk: PlacingDesk,
  actor: Actor,
  choice: DeskChoice,
): Promise<boolean> {
  const [ticket] = await lockTickets(tx, [choice.ticketId]);
  if (!ticket || ticket.mergedInto !== null) return false;
  const decided = await decidedByPeople(tx, ticket.id);
  const { topic, department, teamId } = choice.place;
  const change: TicketChange = {
    ...(decided.place ? {} : { topic, department, ...(teamId === null ? {} : { teamId }) }),
    ...(decided.priority ? {} : { priority: choice.priority }),
    ...(ticket.titleFixed || choice.title === null ? {} : { title: choice.title }),
  };
  // Also where nothing changes: that is settled now, too.
  followTicket(tx, ticket.id);
  return carryOut(tx, desk, actor, ticket, change, choice);
}

/**
 * Makes a ticket urgent because of what a later message tells, unless a person took that off before. A merged ticket
 * stands for its survivor, as everywhere. Returns whether it was raised.
 */
export async function raisePriority(
  tx: Tx,
  desk: PlacingDesk,
  actor: Actor,
  input: { ticketId: string; reasons: readonly string[]; at: Date },
): Promise<boolean> {
  const ticket = await lockSurvivor(tx, input.ticketId);
  if ((await decidedByPeople(tx, ticket.id)).calmed) return false;
  followTicket(tx, ticket.id);
  const reasons = { place: [], priority: input.reasons, title: [] };
  return carryOut(tx, desk, actor, ticket, { priority: 'urgent' }, { reasons, at: input.at });
}

async function carryOut(
  tx: Tx,
  desk: PlacingDesk,
  actor: Actor,
  ticket: LockedTicket,
  change: TicketChange,
  { reasons, at }: Pick<DeskChoice, 'reasons' | 'at'>,
): Promise<boolean> {
  const team = change.teamId ? await findTeam(tx, desk.brand.id, change.teamId) : undefined;
  const plan = planChange(ticket, change, { team: () => team?.name ?? '', agent: () => '' });
  if (plan.outcome !== 'changed') return false;
  // Only people fix a title.
  const next = { ...plan.next, titleFixed: ticket.titleFixed };
  const titleChanged = next.title !== ticket.title;
  await writeChanges(tx, [{ id: ticket.id, next, titleChanged }], at, { moves: false });
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at,
    events: withReasons(plan.events, reasons).map((event) => ({ ...event, ticketId: ticket.id })),
  });
  return true;
}

/** The reasons of a place are told once, by the first of its events. */
function withReasons(
  events: readonly PlannedEvent[],
  reasons: DeskChoice['reasons'],
): (PlannedEvent & { reasons: readonly string[] })[] {
  const places = ['topic-changed', 'department-changed', 'team-changed'];
  const first = places.find((kind) => events.some((event) => event.kind === kind));
  const of = (kind: string): readonly string[] => {
    if (kind === 'priority-changed') return reasons.priority;
    if (kind === 'title-changed') return reasons.title;
    return kind === first ? reasons.place : [];
  };
  // In the order in which a person would tell them.
  const order = [...places, 'priority-changed', 'title-changed'];
  return events
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((event) => ({ ...event, reasons: of(event.kind) }));
}
