/** Which of the steps that a text names were really tried: by what is claimed of them, by notes and lists, by what came of them. */
import {
  cuesBetween,
  type Judgement,
  judge,
  placeOf,
  type Reading,
  type Span,
} from '#platform/text/claims.ts';
import type { OutcomeForms } from '../words/outcomes.ts';
import { type Outcomes, within } from './find-outcomes.ts';
import type { FoundStep } from './find-steps.ts';
import type { JudgedStep } from './read-steps.ts';
import { toldOfAnother } from './told-of-another.ts';

/** More steps beside one are not looked at. */
const MOST_BESIDE = 60;

/** `named`: nothing says that it was done, nothing that it was not. */
type Status = 'tried' | 'named' | 'not';
export type JudgedInText = { readonly step: JudgedStep; readonly status: Status };

/** Judges every step; those that were not done stay in the list, as what stands between others. */
export function judgeSteps(
  reading: Reading,
  found: readonly FoundStep[],
  came: Outcomes,
  forms: OutcomeForms,
): JudgedInText[] {
  const judged = found.map((step, at): JudgedInText => {
    const told = isNameAlone(step) ? toldOfAnother(reading, step, came, forms) : null;
    if (told !== null) return { step: { ...step, unable: false, told }, status: 'tried' };
    const judgement = judge(reading, step.verb, step.form, came.passages);
    const foiled = isFoiled(reading, step, found[at + 1], came);
    const status: Status = foiled ? 'tried' : statusOf(reading, step, judgement, came);
    return { step: { ...step, unable: foiled || judgement.unable, told: null }, status };
  });
  // "another cable I have not tried": what is claimed of the verb holds for the name in it.
  return judged.map((one) => {
    const whole = isNameAlone(one.step) ? judged.find((other) => isInside(one.step, other.step)) : undefined;
    return whole?.status === 'not' && one.step.told === null ? { ...one, status: 'not' } : one;
  });
}

function isInside(name: FoundStep, other: FoundStep): boolean {
  return (
    name !== other &&
    !isNameAlone(other) &&
    other.pair.step === name.pair.step &&
    other.start <= name.start &&
    other.end >= name.end
  );
}

/** "another charger": the thing is the step, without a verb. */
function isNameAlone({ pair, noun }: FoundStep): boolean {
  return noun && pair.objects.length === 0;
}

function statusOf(reading: Reading, step: FoundStep, judgement: Judgement, came: Outcomes): Status {
  const isBare = judgement.claim === 'asserted' && !judgement.sure && !reading.language.unspaced;
  const isOpen = judgement.claim === 'conditional' || isBare;
  if (isOpen && isHabit(reading, step, came)) return 'tried';
  if (judgement.claim !== 'asserted') return 'not';
  // Of somebody else's charger that is the point.
  const isBorrowed = step.pair.objects.some((object) => object.startsWith('other-'));
  if (judgement.other && !isBorrowed && !isNameAlone(step)) return 'not';
  if (judgement.unable && step.pair.symptom === true) return 'not';
  if (step.pair.change === true && isCause(reading, step, came)) return 'not';
  if (isMereChange(reading, step, came)) return 'not';
  if (isDenied(reading, step)) return 'not';
  const isName = step.form === 'noun' && !reading.language.unspaced && !judgement.unable;
  if (isName && step.pair.change === true && !endedIt(reading, step, came, false)) return 'not';
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
export function isListed(
  reading: Reading,
  judged: readonly JudgedInText[],
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
      if (status === 'tried' || beside.length >= MOST_BESIDE) break;
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
function isFoiled(reading: Reading, step: FoundStep, next: FoundStep | undefined, came: Outcomes): boolean {
  if (step.form === 'done' && !step.noun) return false;
  const place = placeOf(reading, step.verb.start);
  if (place === null) return false;
  const { sentence } = place;
  const { objectFirst } = reading.language;
  const clause = sentence.clauses[place.clause];
  const but = sentence.clauses.find((one) => one.link === 'but' && one.start >= step.verb.end);
  if (clause === undefined || but === undefined) return false;
  // "Ich habe versucht, ihn zu koppeln": the clause before says that it is an attempt.
  const lead = clause.link === 'comma' && objectFirst ? sentence.clauses[place.clause - 1] : undefined;
  const until =
    next === undefined || next.verb.start <= step.verb.start ? but.start : Math.min(but.start, next.start);
  const set = cuesBetween(
    reading,
    (lead ?? clause).start,
    Math.max(step.verb.end, Math.min(until, step.verb.end + 30)),
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

/** "When I restart the phone it works for an hour": what it does each time was done. */
function isHabit(reading: Reading, step: FoundStep, came: Outcomes): boolean {
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined || sentence.asks) return false;
  if (step.form === 'noun' && !reading.language.unspaced) return false;
  const isTimed = WHENEVER.test(reading.folded.text.slice(sentence.start, step.verb.end));
  if (!isTimed && !reading.language.unspaced) return false;
  const cues = cuesBetween(reading, sentence.start, sentence.end).map((cue) => cue.value);
  if (cues.some((cue) => cue === 'asked' || cue === 'considered' || cue === 'planned' || cue === 'advised'))
    return false;
  return came.settledIn(sentence, 'worked') || came.settledIn(sentence, 'worked-briefly');
}

const WHENEVER =
  /\b(?:when|whenever|if|each time|every time|once|wenn|sobald|jedes mal|quand|lorsque|si|chaque fois|des que|cuando|cada vez|kun|jos|aina)\b/;

/** What was well again, other than what merely works. */
const RESTORED =
  /again|fix|solv|help|cure|back to|wieder|behob|gelost|gehol|half|nouveau|resol|aid|remarch|refonction|rentre|soluci|resuel|ayud|nuevo|arregl|taas|korja|autt|ratk|直|解決|改善|戻|なりました/;
/** "nothing works": of a change it only says what it began. */
const BROKEN =
  /^(?:nothing|nichts|nix|rien|nada|mitaan|何も)|work|funktion|geht|marche|fonction|funcion|toimi|動/;
const SINCE =
  /^(?:right |just |directly |kurz |direkt |gleich |juste )?(?:since|ever since|seit|seitdem|depuis|desde|siita)\b/;
const AFTER =
  /^(?:right |just |directly |kurz |direkt |gleich |juste )?(?:after|when|nach|nachdem|apres|tras|despues|sen jalkeen|kun|als)\b/;

/** "since I updated the app": what began the trouble is no step against it, unless it ended it or left it as it was. */
function isCause(reading: Reading, step: FoundStep, came: Outcomes): boolean {
  const sentence = reading.sentences[step.sentence];
  if (sentence === undefined) return false;
  const { text } = reading.folded;
  const clause = sentence.clauses.find((one) => one.start <= step.verb.start && one.end > step.verb.start);
  const start = clause?.start ?? sentence.start;
  const lead = text.slice(start, Math.min(step.start, start + 24)).trimStart();
  const tail = text.slice(step.end, step.end + 8);
  const isSince = SINCE.test(lead) || /^.{0,4}(?:以降|から|以来)/.test(tail);
  if (!isSince && !AFTER.test(lead) && !/^.{0,4}(?:後|てから|jalkeen)/.test(tail)) return false;
  return !endedIt(reading, step, came, isSince);
}

/** Is something said to have come of a change, for better or not at all? */
function endedIt(reading: Reading, step: FoundStep, came: Outcomes, isSince: boolean): boolean {
  const sentence = reading.sentences[step.sentence];
  const { text } = reading.folded;
  return (
    sentence !== undefined &&
    within(came.settled, sentence).some(({ value, start, end }) => {
      if (value === 'worked' || value === 'worked-briefly') return RESTORED.test(text.slice(start, end + 12));
      return !isSince && value === 'no-change' && !BROKEN.test(text.slice(start, end));
    })
  );
}

/** A line of a few words, such as "Restart, reset, other phone.", or "New cable -> same." */
function isShortNote(reading: Reading, sentence: Span & { kind: string }): boolean {
  if (sentence.end - sentence.start > 60 || sentence.kind === 'heading') return false;
  return sentence.kind !== 'prose' || /->|→|=>/.test(reading.folded.text.slice(sentence.start, sentence.end));
}
