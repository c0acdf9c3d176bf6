/** What the brand knows, as lists for the screens. */

import type { z } from 'zod';
import { compilePhrases, findPhrases, phraseProblem, readyText } from '#features/triage/index.ts';
import { factKeys } from '#features/workspace/contract.ts';
import { type Desk, type Profile, topicsOf } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type * as contract from '../contract.ts';
import { knowledgeOf } from '../knowledge.ts';
import { knowledgeLimits } from '../limits.ts';
import { errorView, intakeView, markOf, questionView, topicView } from '../rules/views.ts';
import { type Change, listChanges } from '../store/changes.ts';

type KnowingDesk = Pick<Desk, 'db' | 'brand' | 'profile' | 'log'>;
type Reply<R extends { reply: z.ZodType }> = z.output<R['reply']>;

export async function showKnowledge(
  desk: KnowingDesk,
  mayChange: boolean,
): Promise<Reply<typeof contract.getKnowledge>> {
  const { newest, used, problems, overlay, profile } = (await knowledgeOf(desk)).inForce;
  return {
    newest,
    used,
    problems: [...problems],
    files: [...overlay.keys()].sort(),
    languages: [
      profile.languages.default,
      ...profile.languages.offered.filter((one) => one !== profile.languages.default),
    ],
    mayChange,
  };
}

export function listTopics(profile: Profile): Reply<typeof contract.listTopics> {
  const labels = labelsOf(profile);
  return {
    topics: topicsOf(profile).known.map((id) => {
      const view = viewOrThrow(topicView(profile, id));
      const { department, retired, pressure, signals } = view;
      return {
        id,
        label: labels.topic(id),
        department,
        departmentLabel: department === null ? '' : labels.department(department),
        retired,
        pressure,
        phrases: Object.values(signals).flatMap((one) => Object.values(one).flat()).length,
        examples: sum(Object.values(examplesOf(profile, id))),
        facts: factsOn(profile, id),
      };
    }),
    departments: profile.departments.map(({ id }) => ({ id, label: labels.department(id) })),
  };
}

/** Throws `knowledge-not-found`. */
export function showTopic(profile: Profile, id: string): Reply<typeof contract.getTopic> {
  const topic = viewOrThrow(topicView(profile, id));
  return { topic, seen: markOf(topic) ?? '', examples: examplesOf(profile, id) };
}

export function listIntake(profile: Profile): Reply<typeof contract.listIntake> {
  const labels = labelsOf(profile);
  const questions = profile.questions[profile.languages.default];
  return {
    lists: profile.departments.flatMap((department) =>
      department.topics.flatMap((topic) => {
        const view = intakeView(profile, topic);
        if (view === null) return [];
        return [
          {
            ...view,
            label: labels.topic(topic),
            departmentLabel: labels.department(department.id),
            seen: markOf(view) ?? '',
          },
        ];
      }),
    ),
    facts: factKeys.map((key) => ({
      key,
      label: questions?.[key].label ?? key,
      values: Object.entries(questions?.[key].choices ?? {}).map(([value, label]) => ({ value, label })),
    })),
  };
}

/** Throws `knowledge-not-found`. */
export function showQuestion(profile: Profile, fact: string): Reply<typeof contract.getQuestion> {
  const question = viewOrThrow(questionView(profile, fact));
  return { question, seen: markOf(question) ?? '' };
}

export function listErrors(profile: Profile): Reply<typeof contract.listErrors> {
  const { errors, platforms, operations } = profile.errors;
  const steps = new Set(
    Object.values(profile.reading.steps).flatMap(({ pairs }) => pairs.map(({ step }) => step)),
  );
  const named = (records: Readonly<Record<string, { name: string }>>): { id: string; label: string }[] =>
    Object.entries(records).map(([id, { name }]) => ({ id, label: name }));
  return {
    errors: errors.map((entry) => ({ ...entry, seen: markOf(errorView(profile, entry.id)) ?? '' })),
    platforms: named(platforms),
    operations: named(operations),
    steps: [...[...steps].filter((step) => step !== 'other').sort(), 'other'].map((id) => ({
      id,
      label: plain(id),
    })),
  };
}

export function tryPhrases(phrases: readonly string[], text: string): Reply<typeof contract.checkPhrases> {
  const ready = readyText(text);
  return {
    phrases: phrases.map((phrase) => {
      const problem = phrase.trim() === '' ? 'An empty phrase is never found' : phraseProblem(phrase);
      if (problem !== null) return { phrase, problem, hits: [] };
      const hits = findPhrases(compilePhrases([[phrase, null]]), ready).map(({ start, end }) => ({
        start,
        end,
      }));
      return { phrase, problem, hits };
    }),
  };
}

export async function showChanges(
  desk: KnowingDesk,
  before: number | null,
): Promise<Reply<typeof contract.listKnowledgeChanges>> {
  const limit = knowledgeLimits.changesShown;
  const changes = await listChanges(desk.db, desk.brand.id, { before, limit });
  return {
    changes: changes.map(showChange),
    next: changes.length === limit ? (changes.at(-1)?.number ?? null) : null,
  };
}

/** One change by its number, which is there. */
export async function showOneChange(desk: KnowingDesk, number: number): Promise<contract.KnowledgeChange> {
  const [change] = await listChanges(desk.db, desk.brand.id, { before: number + 1, limit: 1 });
  if (change?.number !== number) throw new Error(`The change ${number} was just written and is not there`);
  return showChange(change);
}

function showChange(change: Change): contract.KnowledgeChange {
  return { ...change, at: change.at.toISOString() };
}

function examplesOf(profile: Profile, topic: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(profile.triage.examples).map(([language, list]) => [
      language,
      list.filter((one) => one.topic === topic).length,
    ]),
  );
}

function factsOn(profile: Profile, topic: string): number {
  const list = intakeView(profile, topic);
  return list === null ? 0 : list.required.length + list.useful.length;
}

function labelsOf(profile: Profile): { topic(id: string): string; department(id: string): string } {
  const labels = profile.labels[profile.languages.default];
  return {
    topic: (id) => labels?.topics[id] ?? plain(id),
    department: (id) => labels?.departments[id] ?? plain(id),
  };
}

function plain(id: string): string {
  return id.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function viewOrThrow<T>(view: T | null): T {
  if (view === null) throw new NamedError('knowledge-not-found', 'The brand knows nothing of this name.');
  return view;
}
