/** The steps a customer tried and what came of each, from prose, lists and forms. Pure and linear. */
import type { StepsFile } from '#features/workspace/index.ts';
import type { Reading } from '#platform/text/claims.ts';
import { quoteOf } from '#platform/text/fold.ts';
import { outcomeForms } from '../words/outcomes.ts';
import { type PreparedMail, prepareMail, type ReadContext } from './context.ts';
import type { MailText } from './fact.ts';
import { findOutcomes } from './find-outcomes.ts';
import { type FoundStep, findSteps } from './find-steps.ts';
import { isListed, judgeSteps } from './judge-steps.ts';
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

/** A step that was really tried, whether it could be done, and what came of it where its own words tell. */
export type JudgedStep = FoundStep & { readonly unable: boolean; readonly told: Outcome | null };

/** More steps of one mail are not read. */
const MOST_STEPS = 60;

/** Every step once, with the outcome that was said last; steps of the subject count where the body names none. */
export function readSteps(
  text: MailText,
  context: ReadContext,
  prepared: PreparedMail = prepareMail(text, context),
): TriedStep[] {
  const file = context.profile.steps[prepared.language.tag];
  if (file === undefined) return [];
  const read = (part: TriedStep['part']): TriedStep[] => {
    const reading = prepared[part];
    return reading === null ? [] : readPart(reading, file, part);
  };
  const body = read('body');
  const known = new Set(body.map(({ step }) => step));
  return [...read('subject').filter(({ step }) => !known.has(step)), ...body];
}

function readPart(reading: Reading, file: StepsFile, part: TriedStep['part']): TriedStep[] {
  const found = findSteps(reading, file).slice(0, MOST_STEPS * 4);
  if (found.length === 0) return [];
  const forms = outcomeForms(reading.language.tag);
  const came = findOutcomes(reading, forms).without(found);
  const judged = judgeSteps(reading, found, came, forms);
  const tried = judged
    .filter(
      ({ step, status }, at) =>
        status === 'tried' || (status === 'named' && isListed(reading, judged, step, at, came)),
    )
    .map(({ step }): JudgedStep => step);
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
