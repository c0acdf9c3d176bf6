/** How a person works, and whether they are away: set by themselves or by a lead. */
import { followAgent } from '#features/access/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { may, permit } from '#platform/permit/permit.ts';
import { routingLimits } from '../limits.ts';
import type { Skill } from '../rules/look-at-candidate.ts';
import { isZone, type WorkSpan } from '../rules/working-hours.ts';
import { findWorker, type PersonRow, putWork } from '../store/people-rows.ts';

type WorkDesk = Pick<Desk, 'brand' | 'clock' | 'profile'>;

export type WorkInput = {
  zone: string;
  hours: readonly WorkSpan[] | null;
  languages: readonly string[];
  skills?: readonly Skill[];
  cap?: number | null;
};

/**
 * People set their own hours and languages; skills and the number of tickets are a lead's to say.
 * Throws `person-not-found`, `invalid-request` for a zone or subject that is none.
 */
export async function setWork(
  tx: Tx,
  desk: WorkDesk,
  actor: Actor,
  input: { agentId: string; work: WorkInput },
): Promise<PersonRow> {
  const { agentId, work } = input;
  permitFor(actor, agentId, work.skills !== undefined || work.cap !== undefined);
  await workerOf(tx, agentId);
  if (!isZone(work.zone)) throw wrong('zone', 'There is no such time zone.');
  const subjects = new Set(desk.profile.departments.flatMap(({ id, topics }) => [id, ...topics]));
  const unknown = work.skills?.find(({ of }) => !subjects.has(of));
  if (unknown) throw wrong('skills', `“${unknown.of}” is no topic and no department of this desk.`);
  const { zone, hours, cap } = work;
  const languages = [...new Set(work.languages)];
  // Of a subject named twice, the last word counts.
  const skills = work.skills && [...new Map(work.skills.map((skill) => [skill.of, skill])).values()];
  const change = {
    zone,
    hours,
    languages,
    ...(skills ? { skills } : {}),
    ...(cap === undefined ? {} : { cap }),
  };
  const at = desk.clock.now();
  await putWork(tx, agentId, change, at);
  await followAgent(tx, agentId);
  await appendEvent(tx, {
    ...{ brandId: desk.brand.id, ticketId: null, kind: 'agent-work-changed', actor, at },
    data: { agentId, ...change },
  });
  return workerOf(tx, agentId);
}

/** Throws `person-not-found`, `invalid-request` for an end that is over or too far off. */
export async function setAway(
  tx: Tx,
  desk: WorkDesk,
  actor: Actor,
  input: { agentId: string; away: boolean; until: Date | null },
): Promise<PersonRow> {
  const { agentId, away, until } = input;
  permitFor(actor, agentId, false);
  const before = await workerOf(tx, agentId);
  const at = desk.clock.now();
  if (away && until !== null) refuseEnd(until, at);
  const since = before.awaySince ?? at;
  await putWork(tx, agentId, { away: away ? { since, until } : null }, at);
  await followAgent(tx, agentId);
  await appendEvent(tx, {
    ...{ brandId: desk.brand.id, ticketId: null, kind: away ? 'agent-away' : 'agent-back', actor, at },
    data: { agentId, until: away ? (until?.toISOString() ?? null) : null },
  });
  return workerOf(tx, agentId);
}

function refuseEnd(until: Date, now: Date): void {
  if (until <= now) throw wrong('until', 'This moment is over.');
  const latest = now.getTime() + routingLimits.awayDays * 86_400_000;
  if (until.getTime() > latest) throw wrong('until', 'Choose an end within a year, or leave it open.');
}

function permitFor(actor: Actor, agentId: string, onlyLeads: boolean): void {
  const own = actor.kind === 'agent' && actor.id === agentId && may(actor, 'routing:self');
  if (onlyLeads || !own) permit(actor, 'routing:manage');
}

async function workerOf(tx: Tx, agentId: string): Promise<PersonRow> {
  const worker = await findWorker(tx, agentId);
  if (!worker) throw new NamedError('person-not-found', 'Nobody who answers tickets has this id.');
  return worker;
}

function wrong(field: string, sentence: string): NamedError {
  return new NamedError('invalid-request', sentence, { [field]: sentence });
}
