/**
 * "With my friend's charger it charges at once", "it doesn't show up on my wife's phone either": that another one was tried is told
 * only by what happened with it.
 */
import { cuesBetween, placeOf, type Reading } from '#platform/text/claims.ts';
import type { Cue } from '#platform/text/language.ts';
import { findAll } from '#platform/text/lexicon.ts';
import type { OutcomeForms } from '../words/outcomes.ts';
import { type Outcomes, within } from './find-outcomes.ts';
import type { FoundStep } from './find-steps.ts';
import type { Outcome } from './read-steps.ts';

/** How far what happens may stand from the thing it happens with. */
const REACH = 70;
const WITH =
  /(?:^|[^a-z])(?:with|on|using|from|mit|am|an|auf|bei|beim|im|avec|sur|au|con|en|desde)(?: [a-z']{1,8}){0,2} $/;
/** Finnish and Japanese say it behind the thing. */
const WITH_BEHIND = /^(?:でも|だと|なら|では|で|には)/;
const CASES = /(?:ssa|ssani|ssaan|ssakaan|lla|llani|llakaan|ni|an|en|iin|lle)$/;

export function toldOfAnother(
  reading: Reading,
  step: FoundStep,
  came: Outcomes,
  forms: OutcomeForms,
): Outcome | null {
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined || sentence.asks || !isInstrument(reading, step)) return null;
  const place = placeOf(reading, step.start);
  const clause = place?.sentence.clauses[place.clause] ?? sentence;
  const from = Math.max(clause.start, step.start - REACH);
  const to = Math.min(clause.end, step.end + REACH);
  const { text } = reading.folded;
  const settled = within(came.settled, { start: from, end: to }).at(-1);
  if (settled !== undefined) return settled.value;
  // "tried to pair it with my wife's phone: same problem": what came of it is said in so many words.
  if (within(came.settled, sentence).length > 0) return null;
  const acts = findAll(forms.acts, text, from, to).filter(
    (hit) => hit.end <= step.start || hit.start >= step.end,
  );
  const cues = cuesBetween(reading, from, to).filter(
    (cue) => !NO_TROUBLE.test(text.slice(cue.start, cue.end + 24)),
  );
  const isOpen = cues.some(({ value }) => OPEN.has(value));
  if (acts.length === 0 || isOpen) return null;
  const fails =
    cues.some(({ value }) => value === 'negated' || value === 'unable') ||
    came.hintsIn({ start: from, end: to }, 'failed');
  return fails ? 'no-change' : 'worked';
}

const OPEN: ReadonlySet<Cue> = new Set<Cue>(['asked', 'considered', 'planned', 'conditional', 'advised']);
/** "without any problem" denies nothing. */
const NO_TROUBLE =
  /^(?:without|ohne|sans|sin|ilman|no|keine?)\W{1,3}(?:[a-z]+ )?(?:problem|trouble|issue|schwierigkeit|souci|difficult|inconvenient|probleem|ongelm)/;

function isInstrument(reading: Reading, { start, end }: FoundStep): boolean {
  const { text } = reading.folded;
  const { tag, unspaced } = reading.language;
  if (unspaced) return WITH_BEHIND.test(text.slice(end, end + 3));
  if (tag === 'fi') return CASES.test(text.slice(start, end));
  return WITH.test(text.slice(Math.max(0, start - 24), start));
}
