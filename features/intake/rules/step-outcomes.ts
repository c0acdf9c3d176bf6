/**
 * Which outcome belongs to which step. What is said in the same sentence behind a step counts for it; "nothing helped"
 * counts for all before it; "it worked for a day" in the next sentence for the steps just named. A customer who lists
 * steps and still writes means that they changed nothing.
 */
import { cuesBetween, type Reading } from '#platform/text/claims.ts';
import { type Outcomes, type Settled, within } from './find-outcomes.ts';
import type { JudgedStep, Outcome } from './read-steps.ts';

export type StepResult = { readonly outcome: Outcome; readonly said: boolean };

export function outcomesOf(reading: Reading, steps: readonly JudgedStep[], came: Outcomes): StepResult[] {
  const results: (StepResult | null)[] = steps.map((step, at) => {
    if (step.told !== null) return { outcome: step.told, said: true };
    return couldNotDo(reading, step, steps[at + 1], came) ? { outcome: 'could-not-do', said: true } : null;
  });
  const bySentence = new Map<number, number[]>();
  steps.forEach((step, at) => {
    bySentence.set(step.sentence, [...(bySentence.get(step.sentence) ?? []), at]);
  });
  for (const one of came.settled) {
    for (const at of reached(reading, one, steps, bySentence, came)) {
      const before = results[at];
      const isSaid =
        steps[at]?.told !== null ||
        before?.outcome === 'could-not-do' ||
        (before?.said === true && one.value === 'no-change');
      if (!isSaid) results[at] = { outcome: one.value, said: true };
    }
  }
  return results.map((result, at) => result ?? assumed(reading, steps[at], came));
}

function reached(
  reading: Reading,
  one: Settled,
  steps: readonly JudgedStep[],
  bySentence: ReadonlyMap<number, readonly number[]>,
  came: Outcomes,
): readonly number[] {
  const sentence = reading.sentences[one.sentence];
  if (sentence === undefined) return [];
  const here = bySentence.get(one.sentence) ?? [];
  if (here.length > 0) {
    const previous = came.settled.findLast(
      (other) => other.sentence === one.sentence && other.end <= one.start,
    );
    const from = previous?.end ?? sentence.start;
    const before = here.filter((at) => startOf(steps, at) < one.start && startOf(steps, at) >= from);
    if (before.length > 0) return before;
    const next = came.settled.find((other) => other.sentence === one.sentence && other.start >= one.end);
    const after = here.filter(
      (at) => startOf(steps, at) >= one.end && startOf(steps, at) < (next?.start ?? sentence.end),
    );
    // "it worked, then I updated the app": the success is older than the step.
    return one.value === 'worked' && !isLedBy(reading, one, steps, after) ? [] : after;
  }
  if (one.value === 'no-change' || isAboutAll(came, one))
    return [...bySentence].filter(([index]) => index < one.sentence).flatMap(([, list]) => list);
  for (let index = one.sentence - 1; index >= Math.max(0, one.sentence - 2); index -= 1) {
    const list = bySentence.get(index);
    if (list !== undefined) return sameBlockTail(reading, one, index, list);
  }
  return [];
}

function startOf(steps: readonly JudgedStep[], at: number): number {
  return steps[at]?.verb.start ?? -1;
}

/** "It worked after I restarted the phone" */
function isLedBy(
  reading: Reading,
  one: Settled,
  steps: readonly JudgedStep[],
  after: readonly number[],
): boolean {
  const first = after[0];
  if (first === undefined) return false;
  const between = reading.folded.text.slice(one.end, startOf(steps, first));
  return (
    /\b(?:after|once|when|by|nach|nachdem|apres|en|jalkeen|despues|tras|al|kun)\b/.test(between) &&
    between.length < 60
  );
}

function isAboutAll(came: Outcomes, one: Settled): boolean {
  return within(came.all, { start: one.start - 30, end: one.end + 10 }).length > 0 && one.value !== 'worked';
}

/** Of an item all its steps; of prose those of the last sentence. */
function sameBlockTail(
  reading: Reading,
  one: Settled,
  index: number,
  list: readonly number[],
): readonly number[] {
  const [before, here] = [reading.sentences[index], reading.sentences[one.sentence]];
  const isApart = before?.kind === 'item' && here?.block !== before.block;
  return isApart ? [] : list;
}

/** "couldn't reset it", "reset: ring isn't found", "tried to reset, but the menu is greyed out". */
function couldNotDo(
  reading: Reading,
  step: JudgedStep,
  next: JudgedStep | undefined,
  came: Outcomes,
): boolean {
  if (step.unable) return true;
  // "tried resetting it, but the app hangs" was not done either.
  const word = reading.folded.text.slice(step.verb.start, step.verb.end);
  const isAttempt = step.form !== 'done' || step.noun || word.endsWith('ing');
  if (!isAttempt || step.pair.symptom === true) return false;
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined) return false;
  // What is said behind the next step is said of that one.
  const end =
    next !== undefined && next.verb.start >= step.end ? Math.min(sentence.end, next.start) : sentence.end;
  const rest = { start: step.verb.end, end: Math.min(end, step.verb.end + 90) };
  if (came.settledIn(rest, 'no-change') && !came.hintsIn(rest, 'failed')) return false;
  // "it ran for two days, then it stopped": what came first was a success.
  const first = within(came.settled, rest)[0];
  const failed = within(came.hints, rest).find(({ value }) => value === 'failed');
  if (first !== undefined && failed !== undefined && first.start < failed.start) return false;
  if (
    reading.language.unspaced &&
    DONE_ANYWAY.test(reading.folded.text.slice(step.verb.end, step.verb.end + 6))
  )
    return false;
  return (
    failed !== undefined || cuesBetween(reading, rest.start, rest.end).some((cue) => cue.value === 'unable')
  );
}

/** "再起動しても": it was done. */
const DONE_ANYWAY = /^(?:し|って|いて)?(?:ても|たが|ましたが|たら|たところ)/;

/** Nothing was said of it. */
function assumed(reading: Reading, step: JudgedStep | undefined, came: Outcomes): StepResult {
  const sentence = step === undefined ? undefined : reading.sentences[step.sentence];
  const next = step === undefined ? undefined : reading.sentences[step.sentence + 1];
  const waits = [sentence, next].some((one) => one !== undefined && came.hintsIn(one, 'unknown'));
  return { outcome: waits ? 'unknown' : 'no-change', said: false };
}
