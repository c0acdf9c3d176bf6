/** The steps a customer tried and what came of each, from prose, lists and forms. Pure and linear. */
import type { StepsFile } from '#features/workspace/index.ts';
import { type Judgement, judge, prepareReading, type Reading, type Span } from '#platform/text/claims.ts';
import { quoteOf } from '#platform/text/fold.ts';
import { outcomeForms } from '../words/outcomes.ts';
import { languageFor, READ_CHARACTERS, type ReadContext } from './context.ts';
import type { MailText } from './fact.ts';
import { findOutcomes, type Outcomes } from './find-outcomes.ts';
import { type FoundStep, findSteps } from './find-steps.ts';
import { outcomesOf } from './step-outcomes.ts';

export const outcomes = [
  'no-change',
  'worked-briefly',
  'worked',
  'worse',
  'could-not-do',
  'unknown',
] as const;
export type Outcome = (typeof outcomes)[number];

export type TriedStep = {
  /** Id of the profile's vocabulary: `restart-app`. */
  readonly step: string;
  readonly outcome: Outcome;
  /** Exactly what the customer wrote: `text.slice(start, end)` of the part. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly part: 'subject' | 'body';
};

/** A step that was really tried, and whether it could be done. */
export type JudgedStep = FoundStep & { readonly unable: boolean };

/** More steps of one mail are not read. */
const MOST_STEPS = 60;

/** Every step once, with the outcome that was said last; steps of the subject count where the body names none. */
export function readSteps(text: MailText, context: ReadContext): TriedStep[] {
  const language = languageFor(context, `${text.subject}\n${text.body}`);
  const file = context.profile.steps[language.tag];
  if (file === undefined) return [];
  const read = (source: string, part: TriedStep['part']): TriedStep[] => {
    if (source.trim() === '') return [];
    return readPart(prepareReading(source.slice(0, READ_CHARACTERS), language), file, part);
  };
  const body = read(text.body, 'body');
  const known = new Set(body.map(({ step }) => step));
  return [...read(text.subject, 'subject').filter(({ step }) => !known.has(step)), ...body];
}

function readPart(reading: Reading, file: StepsFile, part: TriedStep['part']): TriedStep[] {
  const found = findSteps(reading, file).slice(0, MOST_STEPS * 4);
  if (found.length === 0) return [];
  const came = findOutcomes(reading, outcomeForms(reading.language.tag));
  const tried = found.flatMap((step): JudgedStep[] => {
    const judgement = judge(reading, step.verb, step.form, came.passages);
    return isTried(reading, step, judgement, came) ? [{ ...step, unable: judgement.unable }] : [];
  });
  const results = outcomesOf(reading, tried, came);
  const byStep = new Map<string, TriedStep>();
  tried.forEach((step, at) => {
    const result = results[at];
    if (result === undefined || byStep.size > MOST_STEPS) return;
    // What was said of a step stands over what is only assumed.
    if (byStep.has(step.pair.step) && !result.said) return;
    byStep.set(step.pair.step, {
      step: step.pair.step,
      outcome: result.outcome,
      ...quoteOf(reading.folded, step.start, step.end),
      part,
    });
  });
  return [...byStep.values()].sort((a, b) => a.start - b.start);
}

function isTried(reading: Reading, step: FoundStep, judgement: Judgement, came: Outcomes): boolean {
  if (judgement.claim !== 'asserted') return false;
  if (judgement.other && step.pair.step !== 'other-phone') return false;
  if (judgement.unable && step.pair.symptom === true) return false;
  if (step.pair.change === true && isCause(reading, step, came)) return false;
  if (judgement.sure || step.form === 'done') return true;
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined) return false;
  // A name alone counts beside an outcome, or as an item under a heading that was no question.
  return (
    came.settledIn(sentence) ||
    (sentence.kind === 'item' && sentence.heading >= 0) ||
    isShortNote(reading, sentence)
  );
}

/** "since I updated the app": what began the trouble is no step against it. */
function isCause(reading: Reading, step: FoundStep, came: Outcomes): boolean {
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined) return false;
  const clause = sentence.clauses.find((one) => one.start <= step.verb.start && one.end > step.verb.start);
  const start = clause?.start ?? sentence.start;
  const lead = reading.folded.text.slice(start, Math.min(step.verb.start, start + 24)).trimStart();
  const tail = reading.folded.text.slice(step.verb.end, step.verb.end + 8);
  const isLead =
    /^(?:right |just |directly |kurz |direkt |gleich |juste )?(?:since|after|ever since|when|nach|seit|seitdem|nachdem|depuis|après|apres|desde|tras|despues|sen jalkeen|siita|kun|when|als)\b/.test(
      lead,
    );
  const isTail = /^.{0,4}(?:後|から|以降|てから|jalkeen)/.test(tail);
  return (isLead || isTail) && !came.settledIn(sentence, 'no-change');
}

/** A line of a few words, such as "Restart, reset, other phone.", or "New cable -> same." */
function isShortNote(reading: Reading, sentence: Span & { kind: string }): boolean {
  if (sentence.end - sentence.start > 60 || sentence.kind === 'heading') return false;
  return sentence.kind !== 'prose' || /->|→|=>/.test(reading.folded.text.slice(sentence.start, sentence.end));
}
