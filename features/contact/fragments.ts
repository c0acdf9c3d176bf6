/** The parts of the page that change while somebody types: rendered here, with and without script. */
import { readFileSync } from 'node:fs';
import type { FactKey, Need } from '#features/intake/index.ts';
import type { ContactWords, Desk } from '#features/workspace/index.ts';
import { renderTemplate, SafeHtml } from '#platform/templates/render.ts';
import type { Article } from './ports.ts';
import type { Understood } from './queries/read-so-far.ts';
import { put } from './words.ts';

const read = (name: string): string => readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8');
const questionsPart = read('questions.html.liquid');
const metersPart = read('meters.html.liquid');

/** Answers that are sentences get the whole width. */
const longKeys: ReadonlySet<FactKey> = new Set<FactKey>(['error.text', 'change.recent']);

export type Showing = Pick<Desk, 'profile'> & { words: ContactWords; language: string };

/** Id of a question's field. */
export function fieldId(key: FactKey): string {
  return `f-${key.replaceAll('.', '-')}`;
}

/** The words of one question. */
export function questionOf({ profile, language }: Showing, key: FactKey) {
  const question = profile.questions[language]?.[key];
  if (!question) throw new Error(`The profile has no question for ${key} in ${language}`);
  return question;
}

/** `filled`: answers that were taken from the description, to be checked. Empty when nothing is asked. */
export async function renderQuestions(
  showing: Showing,
  needs: readonly Need[],
  answers: ReadonlyMap<FactKey, string>,
  filled: ReadonlyMap<FactKey, string> = new Map(),
): Promise<SafeHtml> {
  const asked = new Set(needs.map(({ key }) => key));
  // What was filled in stays in sight, whatever the topic is now.
  const others = [...answers.keys()]
    .filter((key) => !asked.has(key))
    .map((key): Need => ({ key, need: 'useful' }));
  const questions = [...needs, ...others].map(({ key, need }) => {
    const { ask, where, choices } = questionOf(showing, key);
    const own = answers.get(key);
    const found = own === undefined ? filled.get(key) : undefined;
    return {
      key,
      id: fieldId(key),
      ask,
      where,
      need,
      long: longKeys.has(key),
      choices: Object.entries(choices ?? {}).map(([value, label]) => ({ value, label })),
      value: own ?? found ?? '',
      filled: found !== undefined,
    };
  });
  return new SafeHtml(await renderTemplate('html', questionsPart, { words: showing.words, questions }));
}

/** At most so many things that would still help: more is no help. */
const mostMissing = 5;

export async function renderMeters(
  showing: Showing,
  understood: Understood,
  articles: readonly Article[],
): Promise<SafeHtml> {
  const { words } = showing;
  const { clarity, needs, missing, level, otherTopic } = understood;
  const guess =
    otherTopic === null
      ? null
      : { topic: otherTopic, words: put(words.topicGuess, { topic: topicLabel(showing, otherTopic) }) };
  return new SafeHtml(
    await renderTemplate('html', metersPart, {
      words,
      guess,
      articles,
      clarity: {
        level: clarity.level,
        words: words.clarityLevels[clarity.level],
        hints: clarity.hints.map((key) => words.hints[key]),
        done: clarity.hints[0] === 'clear',
      },
      completeness:
        needs.length === 0
          ? null
          : {
              level,
              words: words.completenessLevels[level],
              missing: missing
                .slice(0, mostMissing)
                .map(({ key }) => ({ id: fieldId(key), label: questionOf(showing, key).label })),
            },
    }),
  );
}

export function topicLabel({ profile, language }: Showing, topic: string): string {
  return profile.labels[language]?.topics[topic] ?? topic;
}
