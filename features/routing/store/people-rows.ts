/** How people work, with what they have in work now. */
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { skillSchema, spanSchema } from '../contract.ts';
import type { Candidate } from '../rules/look-at-candidate.ts';

/** A person as the rules see them, with what the screens show beside it. */
export type PersonRow = Candidate & { teamIds: string[]; awaySince: Date | null };

const storedHours = z.array(spanSchema).nullable();
const storedSkills = z.array(skillSchema);

type Row = {
  id: string;
  name: string;
  role: string;
  active: boolean;
  signedIn: boolean;
  inTeam: boolean;
  zone: string | null;
  hours: unknown;
  languages: string[] | null;
  skills: unknown;
  cap: number | null;
  load: number;
  awaySince: Date | null;
  awayUntil: Date | null;
  lastGivenAt: Date | null;
  teamIds: string[];
};

/**
 * People with their load. A ticket is in work while it is new or open: one that waits for the customer needs nobody now.
 * The two statuses are asked one by one, so that each is a walk along `ticket_by_assignee`.
 */
function people(teamId: string | null, where: ReturnType<typeof sql<boolean>>) {
  const inStatus = (status: string) =>
    sql`(select count(*) from ticket t where t.assignee_id = a.id and t.status = ${status} and t.merged_into is null)`;
  return sql<Row>`/* keep plan */
    select a.id, a.name, a.role, a.active, a.last_seen_at is not null as signed_in,
      exists (select from team_member m where m.agent_id = a.id and m.team_id = ${teamId}::uuid) as in_team,
      w.zone, w.hours, w.languages, w.skills, w.cap, w.away_since, w.away_until, turn.at as last_given_at,
      (${inStatus('new')} + ${inStatus('open')})::int as load,
      array(select team_id from team_member m where m.agent_id = a.id order by team_id) as team_ids
    from agent a
    left join agent_work w on w.agent_id = a.id
    left join routing_turn turn on turn.agent_id = a.id and turn.team_id = ${teamId}::uuid
    where ${where} order by a.name, a.id`;
}

/** The people of a team. Whoever names no language speaks `ownLanguage`. */
export async function teamPeople(db: Kysely<DB>, teamId: string, ownLanguage: string): Promise<PersonRow[]> {
  const where = sql<boolean>`a.id in (select agent_id from team_member where team_id = ${teamId}::uuid)`;
  const { rows } = await people(teamId, where).execute(db);
  return rows.map((row) => speaking(toPerson(row), ownLanguage));
}

/** One person as seen from a team, in it or not. */
export async function personForTeam(
  db: Kysely<DB>,
  agentId: string,
  teamId: string | null,
  ownLanguage: string,
): Promise<PersonRow | undefined> {
  const { rows } = await people(teamId, sql<boolean>`a.id = ${agentId}::uuid`).execute(db);
  const row = rows[0];
  return row && speaking(toPerson(row), ownLanguage);
}

/** Everybody who can have tickets, with the languages as they were set. */
export async function allPeople(db: Kysely<DB>): Promise<PersonRow[]> {
  const { rows } = await people(null, sql<boolean>`a.role <> 'viewer'`).execute(db);
  return rows.map(toPerson);
}

/** One person, with the languages as they were set; viewers are nobody here. */
export async function findWorker(db: Kysely<DB>, agentId: string): Promise<PersonRow | undefined> {
  const where = sql<boolean>`a.id = ${agentId}::uuid and a.role <> 'viewer'`;
  const { rows } = await people(null, where).execute(db);
  return rows[0] && toPerson(rows[0]);
}

function speaking(person: PersonRow, ownLanguage: string): PersonRow {
  return person.languages.length > 0 ? person : { ...person, languages: [ownLanguage] };
}

function toPerson(row: Row): PersonRow {
  const { id, name, role, active, signedIn, inTeam, cap, load, lastGivenAt, teamIds, awaySince } = row;
  return {
    ...{ id, name, role, active, signedIn, inTeam, cap, load, lastGivenAt, teamIds, awaySince },
    languages: row.languages ?? [],
    skills: storedSkills.parse(row.skills ?? []),
    schedule: { zone: row.zone ?? 'UTC', hours: storedHours.parse(row.hours) },
    away: awaySince === null ? null : { until: row.awayUntil },
  };
}

export type WorkChange = {
  zone?: string;
  hours?: Candidate['schedule']['hours'];
  languages?: readonly string[];
  skills?: Candidate['skills'];
  cap?: number | null;
  away?: { since: Date; until: Date | null } | null;
};

/** Writes what is given; the rest stays as it was. */
export async function putWork(tx: Tx, agentId: string, change: WorkChange, now: Date): Promise<void> {
  const { zone, hours, languages, skills, cap, away } = change;
  const values = {
    ...(zone === undefined ? {} : { zone }),
    ...(hours === undefined ? {} : { hours: hours === null ? null : JSON.stringify(hours) }),
    ...(languages === undefined ? {} : { languages: [...languages] }),
    ...(skills === undefined ? {} : { skills: JSON.stringify(skills) }),
    ...(cap === undefined ? {} : { cap }),
    ...(away === undefined ? {} : { awaySince: away?.since ?? null, awayUntil: away?.until ?? null }),
    updatedAt: now,
  };
  await tx
    .insertInto('agentWork')
    .values({ agentId, ...values })
    .onConflict((conflict) => conflict.column('agentId').doUpdateSet(values))
    .execute();
}
