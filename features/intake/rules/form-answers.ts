/** Answers that were typed into a form: what is refused, what they mean, and the message they become. Pure. */
import type { FactKey, Questions } from '#features/workspace/index.ts';
import { valueOfAnswer } from './answer-value.ts';
import type { ReadContext } from './context.ts';
import { type Fact, isFactKey } from './fact.ts';
import { MOST_VALUE_CHARACTERS } from './value-limits.ts';

/** An answer as it was typed, and what it says; null when it says nothing that can be kept as a fact. */
export type FormAnswer = { readonly key: FactKey; readonly written: string; readonly value: string | null };

/** `unknown`: the form had no such field. `notOffered`: the choice was none of those shown. */
export type FormAnswerProblem = {
  readonly key: string;
  readonly problem: 'unknown' | 'tooLong' | 'notOffered';
};

/**
 * `fields`: what was typed, by key; empty ones are left out. `offered`: the keys that the form showed. One problem refuses
 * all of it: a form of ours sends nothing of the kind, so somebody made it up, or it must be typed again.
 */
export function readFormAnswers(
  fields: Iterable<readonly [key: string, typed: string]>,
  form: { offered: ReadonlySet<FactKey>; questions: Questions; context: ReadContext },
): { answers: FormAnswer[]; problems: FormAnswerProblem[] } {
  const answers: FormAnswer[] = [];
  const problems: FormAnswerProblem[] = [];
  for (const [key, typed] of fields) {
    if (!isFactKey(key) || !form.offered.has(key)) {
      problems.push({ key, problem: 'unknown' });
      continue;
    }
    if (typed.length > MOST_VALUE_CHARACTERS) {
      problems.push({ key, problem: 'tooLong' });
      continue;
    }
    const written = oneLine(typed);
    if (written === '') continue;
    const { choices } = form.questions[key];
    if (choices !== undefined && !Object.hasOwn(choices, written)) {
      problems.push({ key, problem: 'notOffered' });
      continue;
    }
    answers.push({ key, written, value: choices ? written : valueOfAnswer(key, written, form.context) });
  }
  return { answers, problems };
}

/**
 * The message that the answers become, with `note` below them, and the facts in it: each names the words that were typed
 * and where they stand.
 */
export function composeAnswers(
  answers: readonly FormAnswer[],
  questions: Questions,
  note: string,
): { text: string; facts: Fact[] } {
  const lines: string[] = [];
  const facts: Fact[] = [];
  let at = 0;
  for (const { key, written, value } of answers) {
    const { label, choices } = questions[key];
    const quote = choices?.[written] ?? written;
    const lead = `${label}: `;
    const start = at + lead.length;
    lines.push(lead + quote);
    at = start + quote.length + 1;
    if (value === null) continue;
    const end = start + quote.length;
    facts.push({ key, value, quote, start, end, part: 'body', confidence: 1, reader: 'form' });
  }
  const kept = cleanLines(note);
  if (kept === '') return { text: lines.join('\n'), facts };
  return { text: lines.length === 0 ? kept : `${lines.join('\n')}\n\n${kept}`, facts };
}

/** Signs that turn the reading direction would make a message say something else than it does. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

function oneLine(typed: string): string {
  return typed
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(turning, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

function cleanLines(note: string): string {
  return note.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(turning, '').trim();
}
