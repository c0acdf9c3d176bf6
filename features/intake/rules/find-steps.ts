/**
 * Finds verbs and what they were done to: every object is bound to one verb, the nearest that can take it, in clauses that
 * are tied by "and", "or" or a comma. The order of words and small gaps do not matter.
 */
import type { StepsFile } from '#features/workspace/index.ts';
import { type Form, lastBefore, type Reading } from '#platform/text/claims.ts';
import { findAll, type Hit, type Lexicon, lexicon } from '#platform/text/lexicon.ts';
import type { Clause, Sentence } from '#platform/text/sentences.ts';
import { countWords } from '#platform/text/words.ts';
import { type Part, partsOf } from './step-forms.ts';

type Pair = StepsFile['pairs'][number];

/** A step as it stands in the text, before anybody judged whether it was really tried. */
export type FoundStep = {
  readonly pair: Pair;
  /** The verb decides the claim. */
  readonly verb: { readonly start: number; readonly end: number };
  readonly form: Form;
  /** The verb is a noun as well: "factory reset". */
  readonly noun: boolean;
  /** Verb and object together. */
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
};

type Prepared = {
  parts: Lexicon<Part>;
  byVerb: Map<string, Pair[]>;
  nameVerbs: Lexicon<true>;
  prepositions: Lexicon<true>;
};

const prepared = new WeakMap<StepsFile, Prepared>();
/** Words between a verb and its object. */
const REACH = 10;
/** Where verbs come last, all the rest of the sentence may stand between: "Ring und Ladestation habe ich mit ... gereinigt". */
const REACH_BACK = 14;
/** Verbs looked at for one object, on either side. */
const NEIGHBOURS = 4;
/** More hits in one sentence are no description of a person. */
const MOST_HITS = 400;

function prepare(file: StepsFile, reading: Reading): Prepared {
  const known = prepared.get(file);
  if (known !== undefined) return known;
  const entries = partsOf(file);
  const byVerb = new Map<string, Pair[]>();
  for (const pair of file.pairs) byVerb.set(pair.verb, [...(byVerb.get(pair.verb) ?? []), pair]);
  const { language } = reading;
  const made = {
    parts: lexicon(entries, language.umlauts),
    byVerb,
    nameVerbs: lexicon(
      language.nameVerb.map((form) => [form, true] as const),
      language.umlauts,
    ),
    prepositions: lexicon(
      language.prepositions.map((form) => [form, true] as const),
      language.umlauts,
    ),
  };
  prepared.set(file, made);
  return made;
}

type Verb = {
  id: string;
  form: Form;
  /** The form is also a noun, which needs no object. */
  noun: boolean;
  start: number;
  end: number;
  clause: number;
  used: boolean;
  readonly second: boolean;
};
type Thing = { id: string; start: number; end: number; clause: number };

/** A thing of an earlier sentence, which "it" or nothing at all may stand for. */
type Named = { id: string; start: number; sentence: number };
/** Sentences that a thing may lie back. */
const NAMED_REACH = 2;
const MOST_NAMED = 12;

/** All steps of a text in the order they stand. */
export function findSteps(reading: Reading, file: StepsFile): FoundStep[] {
  const forms = prepare(file, reading);
  const hits = findAll(forms.parts, reading.folded.text);
  const found: FoundStep[] = [];
  let next = 0;
  let named: Named[] = [];
  reading.sentences.forEach((sentence, index) => {
    const inside: Hit<Part>[] = [];
    while (next < hits.length && (hits[next]?.start ?? 0) < sentence.end) {
      const hit = hits[next];
      if (hit !== undefined && hit.start >= sentence.start && inside.length < MOST_HITS) inside.push(hit);
      next += 1;
    }
    named = named.filter((one) => index - one.sentence <= NAMED_REACH);
    if (inside.length > 0) found.push(...stepsOf(reading, forms, sentence, index, inside, named));
    for (const { value, start } of inside) {
      if (value.kind === 'object') named.push({ id: value.id, start, sentence: index });
    }
    named = named.slice(-MOST_NAMED);
  });
  return found;
}

function stepsOf(
  reading: Reading,
  forms: Prepared,
  sentence: Sentence,
  index: number,
  hits: readonly Hit<Part>[],
  earlier: readonly Named[],
): FoundStep[] {
  const verbs = verbsOf(reading, forms, sentence, hits);
  const things: Thing[] = hits.flatMap(({ value, start, end }) =>
    value.kind === 'object'
      ? [{ id: value.id, start, end, clause: lastBefore(sentence.clauses, start) }]
      : [],
  );
  const found: FoundStep[] = [];
  for (const thing of things) {
    if (reading.language.unspaced && isOwnerOf(reading, thing, things)) continue;
    const bound = bestVerb(reading, forms, sentence, thing, things, verbs);
    if (bound === null) continue;
    const { verb, pair } = bound;
    verb.used = true;
    if (isExcluded(pair, things, verb)) continue;
    found.push({
      pair,
      verb: { start: verb.start, end: verb.end },
      form: verb.form,
      noun: verb.noun,
      start: Math.min(verb.start, thing.start),
      end: Math.max(verb.end, thing.end),
      sentence: index,
    });
  }
  for (const verb of verbs) {
    // One form may belong to two verbs, of which one has its object.
    if (verb.second || verbs.some((one) => one.used && one.start === verb.start)) continue;
    const pairs = forms.byVerb.get(verb.id) ?? [];
    const pair = carriedPair(pairs, verb, things, earlier) ?? pairs.find((one) => one.alone === true);
    // An update that nobody names is any update: "four days after the update".
    if (
      pair === undefined ||
      (pair.change === true && verb.form === 'noun' && pair.alone !== true && !reading.language.unspaced)
    )
      continue;
    if (isExcluded(pair, things, verb) || !standsAlone(reading, sentence, verb, things)) continue;
    found.push({
      pair,
      verb,
      form: verb.form,
      noun: verb.noun,
      start: verb.start,
      end: verb.end,
      sentence: index,
    });
  }
  return found.sort((a, b) => a.verb.start - b.verb.start || a.start - b.start);
}

/** "The app froze. Restarted it.": the object is what was named last of all that the verb can take. */
function carriedPair(
  pairs: readonly Pair[],
  verb: Verb,
  things: readonly Thing[],
  earlier: readonly Named[],
): Pair | undefined {
  const before = things.filter((thing) => thing.end <= verb.start);
  for (const thing of [...earlier, ...before].reverse()) {
    const pair = pairs.find((one) => one.loose !== true && one.objects.includes(thing.id));
    if (pair !== undefined && thing.id !== PRONOUN) return pair;
  }
  return undefined;
}

const PRONOUN = 'it';

/** "アプリのキャッシュ": of the app, the cache. */
function isOwnerOf(reading: Reading, thing: Thing, things: readonly Thing[]): boolean {
  return reading.folded.text[thing.end] === 'の' && things.some((other) => other.start === thing.end + 1);
}

function isExcluded(pair: Pair, things: readonly Thing[], verb: Verb): boolean {
  if (pair.unless === undefined) return false;
  return things.some(
    (thing) =>
      (thing.clause === verb.clause || thing.clause === verb.clause - 1) &&
      pair.unless?.includes(thing.id) === true,
  );
}

/** A form that is both done and bare ("reset") is bare behind "to", "should" and their like. */
function verbsOf(reading: Reading, forms: Prepared, sentence: Sentence, hits: readonly Hit<Part>[]): Verb[] {
  const verbs: Verb[] = [];
  for (const { value, start, end } of hits) {
    if (value.kind !== 'verb') continue;
    const last = verbs.at(-1);
    const clause = lastBefore(sentence.clauses, start);
    const noun = value.form === 'noun';
    if (last?.start === start && last.id === value.id) {
      last.noun ||= noun;
      const isDone = value.form === 'done' || last.form === 'done';
      last.form = isDone && !isNamed(reading, forms, sentence, start, clause) ? 'done' : 'bare';
      continue;
    }
    // One form may belong to two verbs; only the first of them can stand without an object.
    const second = last?.start === start;
    verbs.push({ id: value.id, form: value.form, noun, start, end, clause, used: false, second });
  }
  return verbs;
}

function isNamed(
  reading: Reading,
  forms: Prepared,
  sentence: Sentence,
  start: number,
  clause: number,
): boolean {
  const from = Math.max(sentence.clauses[clause]?.start ?? sentence.start, start - 40);
  const last = findAll(forms.nameVerbs, reading.folded.text, from, start).at(-1);
  return last !== undefined && countWords(reading.folded.text, last.end, start) <= 2;
}

/** "checked whether the app may use Bluetooth": what was checked stands in a clause of its own. */
const WHETHER = /^\s*(?:ob|dass|that|whether|if|que|si|etta)\b/;

const TIED = new Set<Clause['link']>(['and', 'or', 'comma', 'colon', 'aside']);

/** Are two clauses of a sentence tied to one another, without "but" or "after" between? */
function isChain(sentence: Sentence, a: number, b: number): boolean {
  for (let at = Math.min(a, b) + 1; at <= Math.max(a, b); at += 1) {
    const link = sentence.clauses[at]?.link;
    if (link === undefined || !TIED.has(link)) return false;
  }
  return true;
}

function bestVerb(
  reading: Reading,
  forms: Prepared,
  sentence: Sentence,
  thing: Thing,
  things: readonly Thing[],
  verbs: readonly Verb[],
): { verb: Verb; pair: Pair } | null {
  const { text } = reading.folded;
  const { objectFirst, unspaced, clitics } = reading.language;
  const oblique = isOblique(reading, forms, sentence, thing);
  const nearest = lastBefore(verbs, thing.start);
  let best: { verb: Verb; pair: Pair } | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = Math.max(0, nearest - NEIGHBOURS); at <= nearest + NEIGHBOURS && at < verbs.length; at += 1) {
    const verb = verbs[at];
    if (verb === undefined) continue;
    const isSaid = verb.clause === thing.clause - 1 && isAbout(text, sentence, thing.clause);
    if (!isSaid && !isChain(sentence, verb.clause, thing.clause)) continue;
    // "nettoyé la bague": an article, where pronouns stand before the verb.
    if (clitics && thing.id === PRONOUN && verb.end <= thing.start) continue;
    // "dock" is a verb or a thing, not both at once.
    if (verb.start < thing.end && thing.start < verb.end) continue;
    const behind = verb.end <= thing.start;
    const gap = behind ? countWords(text, verb.end, thing.start) : countWords(text, thing.end, verb.start);
    // "the restart of the phone", "la fermeture de l'appli"
    const isOf = behind && gap <= 3 && verb.clause === thing.clause && (verb.noun || gap <= 2);
    const pair = (forms.byVerb.get(verb.id) ?? []).find(
      (one) => one.objects.includes(thing.id) && (one.loose === true || (!isSaid && (!oblique || isOf))),
    );
    const reach = objectFirst ? REACH_BACK : REACH;
    if (pair === undefined || gap > reach || isBlocked(verbs, at, behind ? nearest : nearest + 1, thing))
      continue;
    if (
      verb.clause !== thing.clause &&
      !isSaid &&
      !isList(reading, sentence, thing, behind && objectFirst && !verb.noun, verbs) &&
      !(objectFirst && !unspaced && isLeftOpen(forms, sentence, verb, thing, verbs, things))
    )
      continue;
    const crossed = Math.abs(at - (behind ? nearest : nearest + 1));
    const isEither = verb.noun && !unspaced;
    const wrongWay = behind === objectFirst && !isEither ? 2 : 0;
    const cost = gap + wrongWay + crossed * 5 + Math.abs(verb.clause - thing.clause) * 3;
    if (cost < least) {
      least = cost;
      best = { verb, pair };
    }
  }
  return best;
}

function isAbout(text: string, sentence: Sentence, index: number): boolean {
  const clause = sentence.clauses[index];
  return clause?.link === 'sub' && WHETHER.test(text.slice(clause.start, clause.start + 12));
}

/** Another verb stands between, in the clause of the object: the object is that verb's own. */
function isBlocked(verbs: readonly Verb[], at: number, beside: number, thing: Thing): boolean {
  const step = at < beside ? 1 : -1;
  for (let index = at + step; step > 0 ? index <= beside : index >= beside; index += step) {
    const between = verbs[index];
    if (between === undefined || between.clause !== thing.clause || between.noun) continue;
    const isApart = between.end <= thing.start || between.start >= thing.end;
    if (isApart && between.start !== verbs[at]?.start) return true;
  }
  return false;
}

/** Words of a clause that only goes on with a list: "and the phone"; and those before what it goes on with. */
const LIST_WORDS = 6;
const LEAD_WORDS = 2;

/** In another clause an object only belongs to the verb as part of a list, and never where verbs come last and it follows. */
function isList(
  reading: Reading,
  sentence: Sentence,
  thing: Thing,
  follows: boolean,
  verbs: readonly Verb[],
): boolean {
  const clause = sentence.clauses[thing.clause];
  if (clause === undefined || follows) return false;
  // In writing without spaces every form is a noun as well: a verb behind the thing, in its clause, has it.
  if (reading.language.unspaced && verbs.some((one) => one.clause === thing.clause && one.start >= thing.end))
    return false;
  const { text } = reading.folded;
  if (countWords(text, clause.start, clause.end, LIST_WORDS) <= LIST_WORDS) return true;
  // "and the charger with a soft cloth and some alcohol": the list comes first in it, and no verb of its own.
  return (
    !reading.language.objectFirst &&
    clause.link === 'and' &&
    !verbs.some((verb) => verb.clause === thing.clause) &&
    countWords(text, clause.start, thing.start) <= LEAD_WORDS
  );
}

/** "und Ladestation habe ich mit einem Tuch und Alkohol gereinigt": a clause without its verb, which has no other object. */
function isLeftOpen(
  forms: Prepared,
  sentence: Sentence,
  verb: Verb,
  thing: Thing,
  verbs: readonly Verb[],
  things: readonly Thing[],
): boolean {
  const isNext = verb.clause === thing.clause + 1 && sentence.clauses[verb.clause]?.link === 'and';
  if (!isNext || verb.start < thing.end || verb.noun) return false;
  const objects = new Set((forms.byVerb.get(verb.id) ?? []).flatMap((pair) => pair.objects));
  return (
    !verbs.some((one) => one.clause === thing.clause) &&
    !things.some((one) => one.clause === verb.clause && objects.has(one.id))
  );
}

/** "in the app", "with the phone": what a verb was not done to. */
function isOblique(reading: Reading, forms: Prepared, sentence: Sentence, thing: Thing): boolean {
  const { text } = reading.folded;
  if (reading.language.unspaced)
    return findAll(forms.prepositions, text, thing.end, Math.min(text.length, thing.end + 3)).some(
      (hit) => hit.start <= thing.end + 1,
    );
  const from = Math.max(sentence.start, thing.start - 24);
  const last = findAll(forms.prepositions, text, from, thing.start).at(-1);
  return (
    last !== undefined &&
    countWords(text, last.end, thing.start) <= 1 &&
    !/[,;:]/.test(text.slice(last.end, thing.start))
  );
}

/** A verb without an object means its usual one when nothing else is named: "Done: reset, cleaned." */
function standsAlone(reading: Reading, sentence: Sentence, verb: Verb, things: readonly Thing[]): boolean {
  if (verb.noun) return true;
  const clause = sentence.clauses[verb.clause];
  if (clause === undefined) return true;
  const { text } = reading.folded;
  // "restarted it twice": the pronoun shows that nothing else is meant.
  if (things.some(({ id, start, end }) => id === PRONOUN && isBesideVerb(text, verb, start, end)))
    return true;
  const before = countWords(text, clause.start, verb.start);
  const behind = countWords(text, verb.end, Math.max(verb.end, clause.end));
  return reading.language.objectFirst ? before <= 3 && behind <= 4 : before <= 4 && behind <= 1;
}

function isBesideVerb(text: string, verb: Verb, start: number, end: number): boolean {
  return start >= verb.end ? countWords(text, verb.end, start) === 0 : countWords(text, end, verb.start) <= 1;
}
