/**
 * What kind of statement a passage is: said to be so, denied, asked, only considered, advised by somebody, planned, or
 * under a condition. Judged by the words around it in its clause, then by what the sentence, the question mark and the
 * heading above carry over to it.
 */
import { type Folded, fold } from './fold.ts';
import type { Cue, Language, Link } from './language.ts';
import { findAll, type Hit, type Lexicon, lexicon } from './lexicon.ts';
import { type Clause, type Sentence, sentencesOf } from './sentences.ts';
import { countWords } from './words.ts';

export type Claim = 'asserted' | 'negated' | 'asked' | 'considered' | 'advised' | 'planned' | 'conditional';

/** How a verb stands: done ("restarted"), only named ("restart"), or as a noun ("a restart"). */
export type Form = 'done' | 'bare' | 'noun';

export type Judgement = {
  readonly claim: Claim;
  /** Words say so; without them "asserted" is only what is left. */
  readonly sure: boolean;
  /** It was attempted and could not be done. */
  readonly unable: boolean;
  /** It is about somebody else or another device. */
  readonly other: boolean;
};

/** A text made ready: folded, divided, with its cues. Made once and shared by all readers. */
export type Reading = {
  readonly folded: Folded;
  readonly language: Language;
  readonly sentences: readonly Sentence[];
  readonly cues: readonly Hit<Cue>[];
};

export type Span = { readonly start: number; readonly end: number };

/** A denial this many words before a verb still belongs to it. */
const NEGATION_REACH = 6;
/** More cues of one passage are no statement of a person. */
const MOST_CUES = 200;
const cueForms = new WeakMap<Language, Lexicon<Cue>>();

function cuesOf(language: Language): Lexicon<Cue> {
  const known = cueForms.get(language);
  if (known !== undefined) return known;
  const entries = Object.entries(language.cues).flatMap(([cue, forms]) =>
    // Object.entries widens the keys of a Record<Cue, ...> to string.
    forms.map((form) => [form, cue as Cue] as const),
  );
  const made = lexicon<Cue>(entries, language.umlauts);
  cueForms.set(language, made);
  return made;
}

/** Makes a text ready for readers. Linear. */
export function prepareReading(source: string, language: Language): Reading {
  const folded = fold(source);
  return {
    folded,
    language,
    sentences: sentencesOf(folded.text, language),
    cues: findAll(cuesOf(language), folded.text),
  };
}

/** Index of the last of sorted spans that starts at or before `at`; -1 when none does. */
export function lastBefore(spans: readonly Span[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The sentence and the clause that a place stands in; null outside of all sentences. */
export function placeOf(
  reading: Reading,
  at: number,
): { sentence: Sentence; index: number; clause: number } | null {
  const index = lastBefore(reading.sentences, at);
  const sentence = reading.sentences[index];
  if (sentence === undefined) return null;
  return { sentence, index, clause: Math.max(0, lastBefore(sentence.clauses, at)) };
}

/** Cues between two places, without those inside of `except`, which stand in order. */
export function cuesBetween(
  reading: Reading,
  start: number,
  end: number,
  except: readonly Span[] = [],
): Hit<Cue>[] {
  const found: Hit<Cue>[] = [];
  const first = Math.max(0, lastBefore(reading.cues, start - 1));
  // Cues inside of `except` count too, so that the work at one place has a bound.
  for (let at = first; at < reading.cues.length && at < first + 2 * MOST_CUES; at += 1) {
    const cue = reading.cues[at];
    if (cue === undefined || cue.start >= end) break;
    if (cue.end <= start) continue;
    const over = except[lastBefore(except, cue.end - 1)];
    if (over === undefined || over.end <= cue.start) found.push(cue);
    if (found.length >= MOST_CUES) break;
  }
  return found;
}

/** What a deciding cue makes of a passage; the other cues only reach as far as their clause. */
const DECIDING: Partial<Record<Cue, Claim>> = {
  done: 'asserted',
  asked: 'asked',
  considered: 'considered',
  advised: 'advised',
  planned: 'planned',
  conditional: 'conditional',
};

/**
 * Judges a passage. `except` are passages that mean something else, such as "did not help": their words deny nothing.
 */
export function judge(reading: Reading, passage: Span, form: Form, except: readonly Span[] = []): Judgement {
  const place = placeOf(reading, passage.start);
  if (place === null) return { claim: 'asserted', sure: false, unable: false, other: false };
  const { sentence } = place;
  const clause = sentence.clauses[place.clause] ?? {
    start: sentence.start,
    end: sentence.end,
    link: 'start',
  };
  const own = cuesBetween(reading, clause.start, Math.max(clause.end, passage.end), except).filter(
    (cue) => cue.end <= passage.start || cue.start >= passage.end || reading.language.unspaced,
  );
  const denied = own.some((cue) => cue.value === 'negated');
  const unable =
    own.some(
      (cue) => cue.value === 'unable' && (near(reading, cue, passage) || fails(reading, cue, passage, form)),
    ) ||
    (denied && form !== 'done' && own.some((cue) => cue.value === 'able'));
  const other = own.some((cue) => cue.value === 'other' && cue.start < passage.start);
  const judged = (claim: Claim, sure = true): Judgement => ({ claim, sure, unable, other });
  if (isFollowed(reading, place.index, passage.end, except)) return judged('asserted');
  if (unable) return judged(own.some((cue) => cue.value === 'asked') && sentence.asks ? 'asked' : 'asserted');
  // "Neustart des Telefons: keine Verbindung" denies no restart.
  const isName = form === 'noun' && !reading.language.unspaced;
  const reaches = (cue: Hit<Cue>): boolean =>
    near(reading, cue, passage) && !(isName && cue.start >= passage.end);
  if (own.some((cue) => cue.value === 'negated' && reaches(cue))) return judged('negated');
  const around = own.filter((cue) => DECIDING[cue.value] !== undefined);
  const decided = decide(reading, around, passage, form);
  if (decided === 'conditional' && cameAbout(reading, passage.end, sentence.end)) return judged('asserted');
  if (decided !== null) return judged(decided);
  if (form === 'done')
    return judged(sentence.asks && isLast(sentence, clause) && opensAsking(own) ? 'asked' : 'asserted');
  const carried = carriedOver(reading, sentence, place.clause, except);
  if (carried !== null) return judged(carried);
  if (sentence.asks) return judged('asked');
  const heading = reading.sentences[sentence.heading];
  if (heading !== undefined) {
    const claim = claimOfCues(cuesBetween(reading, heading.start, heading.end, except));
    if (claim !== null) return judged(claim);
  }
  return judged('asserted', false);
}

function isLast(sentence: Sentence, clause: Clause): boolean {
  return sentence.clauses.at(-1) === clause;
}

function opensAsking(own: readonly Hit<Cue>[]): boolean {
  return own.some((cue) => cue.value === 'asked');
}

const FORWARD = /^(?:statt|anstatt|ohne|ilman|without|instead)\b/;

/** Does a denial reach the passage? Before it within a few words; behind it where verbs come last. */
function near(reading: Reading, cue: Hit<Cue>, passage: Span): boolean {
  const { text } = reading.folded;
  if (cue.end <= passage.start)
    return countWords(text, cue.end, passage.start, NEGATION_REACH) <= NEGATION_REACH;
  // "am Mittelfinger statt am Zeigefinger": such words deny what follows them.
  if (FORWARD.test(text.slice(cue.start, cue.start + 8))) return false;
  return reading.language.objectFirst && countWords(text, passage.end, cue.start, 4) <= 4;
}

/** "the reset fails": behind a noun. */
function fails(reading: Reading, cue: Hit<Cue>, passage: Span, form: Form): boolean {
  return (
    form !== 'done' &&
    cue.start >= passage.end &&
    countWords(reading.folded.text, passage.end, cue.start, 3) <= 3
  );
}

function decide(reading: Reading, around: readonly Hit<Cue>[], passage: Span, form: Form): Claim | null {
  const { unspaced, objectFirst } = reading.language;
  // What stands behind the verb tells in Japanese; the last of it wins over what the verb alone would say.
  if (unspaced) return claimOfEnding(around.filter((cue) => cue.end > passage.start));
  const before = around.filter((cue) => cue.end <= passage.start);
  if (form === 'done') {
    const doubt = before.filter(
      (cue) => cue.value === 'asked' || cue.value === 'considered' || cue.value === 'conditional',
    );
    const isDone = before.some((cue) => cue.value === 'done');
    return doubt.length > 0 && !isDone ? claimOfCues(doubt) : 'asserted';
  }
  return claimOfCues(before) ?? (objectFirst ? claimOfCues(around) : null);
}

/** "…ように言われました": what is not simply done decides, a condition only when nothing came of it. */
function claimOfEnding(cues: readonly Hit<Cue>[]): Claim | null {
  const decisive =
    cues.find((cue) => cue.value !== 'done' && cue.value !== 'conditional') ??
    cues.find((cue) => cue.value === 'done') ??
    cues[0];
  return decisive === undefined ? null : (DECIDING[decisive.value] ?? null);
}

/** "リセットしたら直りました": in Japanese what came of it shows that it was done. */
function cameAbout(reading: Reading, from: number, to: number): boolean {
  if (!reading.language.unspaced) return false;
  const later = cuesBetween(reading, from, to).map((cue) => cue.value);
  return (
    later.includes('done') &&
    !later.some((cue) => cue === 'asked' || cue === 'considered' || cue === 'planned')
  );
}

/** The claim of the last cue; that something was done wins over the rest. */
function claimOfCues(cues: readonly Hit<Cue>[]): Claim | null {
  const deciding = cues.filter((cue) => DECIDING[cue.value] !== undefined);
  const asked = deciding.find((cue) => cue.value === 'asked');
  if (deciding.some((cue) => cue.value === 'done') && asked === undefined) {
    const last = deciding.at(-1)?.value;
    return last === 'advised' || last === 'planned' || last === 'considered' ? last : 'asserted';
  }
  const last = deciding.at(-1)?.value;
  return last === undefined ? null : (DECIDING[last] ?? null);
}

const TIED: ReadonlySet<Link> = new Set<Link>(['and', 'or', 'comma', 'colon', 'aside']);

/** Clauses tied by "and", "or" or a comma go on with what was said before (or, where verbs come last, behind). */
function carriedOver(
  reading: Reading,
  sentence: Sentence,
  index: number,
  except: readonly Span[],
): Claim | null {
  const tied = (clause: Clause | undefined): boolean => clause !== undefined && TIED.has(clause.link);
  for (let at = index; at > 0 && index - at < 12 && tied(sentence.clauses[at]); at -= 1) {
    const before = sentence.clauses[at - 1];
    const claim = before && claimOfCues(cuesBetween(reading, before.start, before.end, except));
    if (claim) return claim;
  }
  if (!reading.language.objectFirst) return null;
  for (let at = index + 1; at < sentence.clauses.length && at - index < 12; at += 1) {
    const next = sentence.clauses[at];
    if (next === undefined || !tied(next)) break;
    const claim = claimOfCues(cuesBetween(reading, next.start, next.end, except));
    if (claim) return claim;
  }
  return null;
}

/** "… told me to reset it. I did." */
function isFollowed(reading: Reading, index: number, from: number, except: readonly Span[]): boolean {
  const sentence = reading.sentences[index];
  const next = reading.sentences[index + 1];
  if (sentence === undefined) return false;
  const advised = cuesBetween(reading, sentence.start, sentence.end).some((cue) => cue.value === 'advised');
  if (!advised) return false;
  const end = next === undefined ? sentence.end : next.end;
  const later = cuesBetween(reading, from, end, except);
  const followed = later.find((cue) => cue.value === 'followed');
  if (followed === undefined) return false;
  // "I did that not yet"
  const { text } = reading.folded;
  return !later.some(
    (cue) =>
      cue.value === 'negated' &&
      (cue.end <= followed.start
        ? countWords(text, cue.end, followed.start) <= 2
        : countWords(text, followed.end, cue.start) <= 2 &&
          !/[.!?]/.test(text.slice(followed.end, cue.start))),
  );
}
