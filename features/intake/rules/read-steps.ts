/** The steps a customer tried and what came of each, from prose, lists and forms. Pure and linear. */
import type { StepsFile } from '#features/workspace/index.ts';
import {
  cuesBetween,
  type Judgement,
  judge,
  placeOf,
  type Reading,
  type Span,
} from '#platform/text/claims.ts';
import { quoteOf } from '#platform/text/fold.ts';
import { outcomeForms } from '../words/outcomes.ts';
import { type PreparedMail, prepareMail, type ReadContext } from './context.ts';
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
  const came = findOutcomes(reading, outcomeForms(reading.language.tag));
  const judged = found.map((step) => {
    const judgement = judge(reading, step.verb, step.form, came.passages);
    const foiled = isFoiled(reading, step, came);
    const status: Status = foiled ? 'tried' : statusOf(reading, step, judgement, came);
    return { step: { ...step, unable: foiled || judgement.unable }, status };
  });
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

/** `named`: nothing says that it was done, nothing that it was not. */
type Status = 'tried' | 'named' | 'not';

function statusOf(reading: Reading, step: FoundStep, judgement: Judgement, came: Outcomes): Status {
  if (judgement.claim !== 'asserted') return 'not';
  if (judgement.other && step.pair.step !== 'other-phone') return 'not';
  if (judgement.unable && step.pair.symptom === true) return 'not';
  if (step.pair.change === true && isCause(reading, step, came)) return 'not';
  if (isMereChange(reading, step, came)) return 'not';
  if (isDenied(reading, step)) return 'not';
  if (judgement.sure || step.form === 'done') return 'tried';
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined) return 'not';
  // A name alone counts beside an outcome, or as an item under a heading that was no question.
  const isNote =
    came.settledIn(sentence) ||
    (sentence.kind === 'item' && sentence.heading >= 0) ||
    isShortNote(reading, sentence);
  return isNote ? 'tried' : 'named';
}

/** So many names beside one another are a list of what was done. */
const LIST_LENGTH = 2;
/** Letters behind a list of steps in which its outcome must begin. */
const NEXT_OUTCOME = 40;

/** "Ring cleaned, another finger.", "New cable, other plug. No change.": a name in a list of what was done. */
function isListed(
  reading: Reading,
  judged: readonly { step: FoundStep; status: Status }[],
  step: FoundStep,
  at: number,
  came: Outcomes,
): boolean {
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined || sentence.asks) return false;
  // All of one sentence that stand together, without any that was not done between them.
  const beside: Status[] = [];
  for (const direction of [-1, 1]) {
    for (let other = at + direction; judged[other]?.step.sentence === step.sentence; other += direction) {
      const status = judged[other]?.status;
      if (status === undefined || status === 'not') break;
      beside.push(status);
      if (status === 'tried' || beside.length >= MOST_STEPS) break;
    }
  }
  if (beside.includes('tried') || beside.length >= LIST_LENGTH) return true;
  const next = reading.sentences[step.sentence + 1];
  if (next === undefined || beside.length === 0) return false;
  return came.settledIn(
    { start: next.start, end: Math.min(next.end, next.start + NEXT_OUTCOME) },
    'no-change',
  );
}

/** "nothing reset", and notes such as "Reset: not done". */
function isDenied(reading: Reading, step: FoundStep): boolean {
  const { text } = reading.folded;
  const before = text.slice(Math.max(0, step.verb.start - 24), step.verb.start);
  if (/(?:^|[^a-z])(?:nichts|nothing|rien|nada|mitaan)\s+(?:[a-z]+\s+)?$/.test(before)) return true;
  const behind = text.slice(step.end, step.end + 24);
  return /^\s{0,2}[:=–-]\s{0,2}(?:not? (?:done|yet|tried)|nicht (?:gemacht|versucht|probiert)|noch nicht|nein\b|pas (?:fait|encore)|no hecho|aun no|todavia no|ei (?:tehty|viela|ole)|未|まだ|していません)/.test(
    behind,
  );
}

/** "I wanted to remove it, but it is not listed", "tried to sign out but the button does nothing". */
function isFoiled(reading: Reading, step: FoundStep, came: Outcomes): boolean {
  if (step.form === 'done' && !step.noun) return false;
  const place = placeOf(reading, step.verb.start);
  if (place === null) return false;
  const { sentence } = place;
  const clause = sentence.clauses[place.clause];
  const but = sentence.clauses.find((one) => one.link === 'but' && one.start >= step.verb.end);
  if (clause === undefined || but === undefined) return false;
  const set = cuesBetween(
    reading,
    clause.start,
    Math.max(step.verb.end, Math.min(but.start, step.verb.end + 30)),
  );
  if (!set.some((cue) => cue.value === 'attempted')) return false;
  const rest = { start: but.start, end: Math.min(sentence.end, but.start + 90) };
  const cues = cuesBetween(reading, rest.start, rest.end).map((cue) => cue.value);
  if (cues.includes('considered') || cues.includes('advised') || cues.includes('asked')) return false;
  if (NOT_YET.test(reading.folded.text.slice(rest.start, rest.end))) return false;
  return (
    cues.includes('unable') ||
    cues.includes('negated') ||
    came.hintsIn(rest, 'failed') ||
    came.settledIn(rest, 'no-change')
  );
}

/** Not yet is not in vain. */
const NOT_YET =
  /\b(?:yet|time|sure|know how|noch nicht|zeit|sicher|encore|temps|todavia|aun|tiempo|viela|aikaa|ehtinyt)\b|まだ|時間/;

/** "I updated my phone to iOS 18": without an outcome that only tells what changed. */
function isMereChange(reading: Reading, step: FoundStep, came: Outcomes): boolean {
  if (step.pair.change !== true || step.pair.step !== 'other') return false;
  const sentence = reading.sentences[step.sentence];
  return sentence !== undefined && !came.settledIn(sentence);
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
