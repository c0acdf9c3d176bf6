/** What the brand knows of one topic, list, question or error, as it is shown, changed and compared. */
import { createHash } from 'node:crypto';
import { type Profile, topicsOf } from '#features/workspace/index.ts';
import type {
  Edit,
  ErrorKnowledge,
  IntakeKnowledge,
  QuestionKnowledge,
  TopicKnowledge,
} from '../contract.ts';

/** Null when the brand has no such topic. */
export function topicView(profile: Profile, id: string): TopicKnowledge | null {
  if (!topicsOf(profile).known.includes(id)) return null;
  const department = profile.departments.find(({ topics }) => topics.includes(id))?.id ?? null;
  const { words, pressure } = profile.triage;
  return {
    id,
    department,
    retired: department === null,
    labels: pick(profile, (language) => own(profile.labels[language]?.topics, id)),
    titles: pick(profile, (language) => own(words[language]?.titles.topics, id)),
    signals: pick(profile, (language) => own(words[language]?.signals, id)),
    pressure: pressure.high.includes(id) ? 'high' : pressure.low.includes(id) ? 'low' : 'usual',
  };
}

export function intakeView(profile: Profile, topic: string): IntakeKnowledge | null {
  const lists = own(profile.intake, topic);
  return lists === undefined ? null : { topic, ...lists };
}

export function questionView(profile: Profile, fact: string): QuestionKnowledge | null {
  const words = pick(profile, (language) => own(profile.questions[language], fact));
  return Object.keys(words).length === 0 ? null : { fact, words };
}

export function errorView(profile: Profile, id: string): ErrorKnowledge | null {
  return profile.errors.errors.find((entry) => entry.id === id) ?? null;
}

/** What an edit is about, as it stands now. */
export function viewOf(profile: Profile, edit: Edit): unknown {
  switch (edit.kind) {
    case 'topic':
      return topicView(profile, edit.topic.id);
    case 'intake':
      return intakeView(profile, edit.intake.topic);
    case 'question':
      return questionView(profile, edit.question.fact);
    case 'error':
      return errorView(profile, edit.error.id);
    case 'error-removed':
      return errorView(profile, edit.id);
  }
}

/** A mark by which it shows that something was changed since somebody saw it; null for what is not there. */
export function markOf(view: unknown): string | null {
  if (view === null) return null;
  return createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 22);
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

function pick<T>(profile: Profile, of: (language: string) => T | undefined): Record<string, T> {
  return Object.fromEntries(
    profile.languages.offered.flatMap((language): [string, T][] => {
      const value = of(language);
      return value === undefined ? [] : [[language, value]];
    }),
  );
}
