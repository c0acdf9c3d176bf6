/** Routing as the API shows it. */
import type { z } from 'zod';
import { type Desk, teamsOf } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import { wordsFor } from '../commands/routing-desk.ts';
import { teamNotFound } from '../commands/set-policy.ts';
import type { getRouting, Person, PolicyInput, previewChoice } from '../contract.ts';
import { routingLimits } from '../limits.ts';
import { chooseAgent } from '../rules/choose-agent.ts';
import { restingPolicy } from '../rules/policy.ts';
import { sentenceOf } from '../rules/words.ts';
import { isWorking, nextStart } from '../rules/working-hours.ts';
import { allPeople, findWorker, type PersonRow, teamPeople } from '../store/people-rows.ts';
import { allPolicies, isTeam, policyOf } from '../store/policy-rows.ts';
import { queueHeads } from '../store/queue-rows.ts';

export type Routing = z.output<typeof getRouting.reply>;

export async function showRouting(desk: Desk): Promise<Routing> {
  const { db, brand } = desk;
  const [teams, policies, heads, people] = await Promise.all([
    teamsOf(db, brand.id),
    allPolicies(db, brand.id),
    queueHeads(db, brand.id, routingLimits.shownWaiting),
    allPeople(db),
  ]);
  const now = desk.clock.now();
  return {
    deskLanguage: brand.defaultLanguage,
    people: people.filter(({ active }) => active).map((person) => showPerson(person, now)),
    teams: teams.map(({ id, name, department }) => {
      const ours = heads.filter(({ teamId }) => teamId === id);
      const queue = ours.map(({ number, title, priority, since, reason, toldAt }) => {
        return { number, title, priority, since: since.toISOString(), reason, tooLong: toldAt !== null };
      });
      const policy = policies.get(id) ?? restingPolicy;
      return { id, name, department, policy, waiting: ours[0]?.waiting ?? 0, queue };
    }),
  };
}

/** Throws `person-not-found`. */
export async function showWorker(desk: Desk, agentId: string): Promise<Person> {
  const person = await findWorker(desk.db, agentId);
  if (!person) throw new NamedError('person-not-found', 'Nobody who answers tickets has this id.');
  return showPerson(person, desk.clock.now());
}

export function showPerson(person: PersonRow, now: Date): Person {
  const { id, name, role, active, signedIn, teamIds, cap, load, schedule, awaySince } = person;
  // An absence whose end has passed is none, even before the job has taken it away.
  const away = person.away?.until && person.away.until <= now ? null : person.away;
  const working = isWorking(schedule, now);
  return {
    ...{ id, name, role, active, signedIn, teamIds, cap, load, zone: schedule.zone, working },
    hours: schedule.hours === null ? null : schedule.hours.map((span) => ({ ...span })),
    languages: [...person.languages],
    skills: person.skills.map((skill) => ({ ...skill })),
    away: away && { since: (awaySince ?? now).toISOString(), until: away.until?.toISOString() ?? null },
    beginsAt: working ? null : (nextStart(schedule, now)?.toISOString() ?? null),
  };
}

export type PreviewInput = z.output<typeof previewChoice.body>;

/** Who would get such a ticket now. Throws `team-not-found`. */
export async function preview(
  desk: Desk,
  teamId: string,
  input: PreviewInput,
): Promise<z.output<typeof previewChoice.reply>> {
  if (!(await isTeam(desk.db, desk.brand.id, teamId))) throw teamNotFound();
  const policy: PolicyInput = input.policy ?? (await policyOf(desk.db, teamId));
  const people = await teamPeople(desk.db, teamId, desk.brand.defaultLanguage);
  const { topic, language, priority } = input;
  const department = desk.profile.departments.find((one) => one.topics.includes(topic ?? ''))?.id ?? null;
  const { agent, reasons, lines } = chooseAgent(
    { topic, department, language, priority, lastAgentId: null, notAgain: [], wider: false },
    people,
    policy,
    desk.clock.now(),
    wordsFor(desk),
  );
  return { agent, sentence: sentenceOf(reasons), lines };
}
