/** The form of a topic: plain strings while it is edited, the shape of the API when it is saved. Pure. */
import type { Edit, Strength, TopicKnowledge } from '../contract.ts';
import { linesOf } from './error-form.ts';

export const strengths: readonly Strength[] = ['strong', 'fair', 'slight', 'against'];

export type TopicForm = {
  id: string;
  department: string | null;
  retired: boolean;
  pressure: TopicKnowledge['pressure'];
  /** By language. */
  labels: Readonly<Record<string, string>>;
  titles: Readonly<Record<string, string>>;
  /** By language and strength, one phrase a line. */
  phrases: Readonly<Record<string, Readonly<Record<Strength, string>>>>;
};

export function topicFormOf(topic: TopicKnowledge | null, languages: readonly string[]): TopicForm {
  const phrases = languages.map((language) => {
    const signals = topic?.signals[language];
    return [language, inLines((strength) => (signals?.[strength] ?? []).join('\n'))] as const;
  });
  return {
    id: topic?.id ?? '',
    department: topic?.department ?? null,
    retired: topic?.retired ?? false,
    pressure: topic?.pressure ?? 'usual',
    labels: topic?.labels ?? {},
    titles: topic?.titles ?? {},
    phrases: Object.fromEntries(phrases),
  };
}

function inLines<T>(of: (strength: Strength) => T): Record<Strength, T> {
  return { strong: of('strong'), fair: of('fair'), slight: of('slight'), against: of('against') };
}

export function topicOf(form: TopicForm): TopicKnowledge {
  const signals = Object.entries(form.phrases)
    .map(([language, by]) => [language, inLines((strength) => linesOf(by[strength]))] as const)
    .filter(([, by]) => strengths.some((strength) => by[strength].length > 0));
  const words = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(record)
        .map(([language, text]) => [language, text.trim()] as const)
        .filter(([, text]) => text !== ''),
    );
  return {
    id: form.id.trim(),
    department: form.retired ? null : form.department,
    retired: form.retired,
    labels: words(form.labels),
    titles: words(form.titles),
    signals: Object.fromEntries(signals),
    pressure: form.pressure,
  };
}

type Known = { topic: TopicKnowledge; seen: string };

/** Nothing while the form says what is known already. */
export function topicEdits(form: TopicForm, known: Known | null, languages: readonly string[]): Edit[] {
  const topic = topicOf(form);
  if (known === null) return [{ kind: 'topic', seen: null, topic }];
  const same = JSON.stringify(topicOf(topicFormOf(known.topic, languages))) === JSON.stringify(topic);
  return same ? [] : [{ kind: 'topic', seen: known.seen, topic }];
}

/** What is missing before it can be saved; null when nothing is. */
export function topicWrong(form: TopicForm, languages: readonly string[]): string | null {
  const topic = topicOf(form);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(topic.id))
    return 'Give it an id of small letters joined by hyphens, such as gift-card.';
  if (!topic.retired && topic.department === null) return 'Choose the department whose work it is.';
  const lacks = languages.filter(
    (language) => !topic.labels[language] || (!topic.retired && !topic.titles[language]),
  );
  return lacks.length === 0
    ? null
    : `Name it, and give it a headline, in every language: ${lacks.join(', ')}.`;
}
