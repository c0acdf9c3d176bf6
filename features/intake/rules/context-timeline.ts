/**
 * What changed when, as far as the customer tells: bought, updated, dropped, travelled, when the trouble began, and what
 * was another value in an earlier message. Made from facts with the sentence they stand in. Pure; a few hundred
 * characters around each fact are read.
 */
import { fold } from '#platform/text/fold.ts';
import type { Language } from '#platform/text/language.ts';
import { guessLanguage, languageOf } from '#platform/text/languages.ts';
import { findAll } from '#platform/text/lexicon.ts';
import { type Moment, momentsOf } from '#platform/text/moments.ts';
import { type ChangeKind, changeKinds } from '../words/change-kinds.ts';
import { changeWords } from '../words/changes.ts';
import type { FactKey } from './fact.ts';
import type { KnownFact, MergedFact } from './merge-facts.ts';
import { isKnown } from './settle.ts';

export type ContextKind = ChangeKind | 'change' | 'bought' | 'since' | 'changed' | 'wrote';

export type ContextEntry = {
  readonly kind: ContextKind;
  /** As the customer wrote it; `was` and `now` for a value that changed. */
  readonly text: string;
  readonly was: KnownFact | null;
  /** ISO date or year-month; null when it is not said. */
  readonly date: string | null;
  /** "about two weeks ago" is no day. */
  readonly approximate: boolean;
  /** The trouble began with it. */
  readonly began: boolean;
  /** What it was read from; null for the first message itself. */
  readonly fact: KnownFact | null;
};

export type MessageText = { readonly subject: string; readonly body: string };

export type ContextSource = {
  readonly facts: readonly MergedFact[];
  /** The texts that facts stand in, by message. */
  readonly texts: ReadonlyMap<string, MessageText>;
  readonly language: string | null;
  /** When the customer first wrote; null when only we did. */
  readonly firstAt: string | null;
};

/** Characters read on each side of a fact. */
const REACH = 200;
const MOST_ENTRIES = 20;
const VERSIONS: ReadonlySet<FactKey> = new Set<FactKey>(['firmware.version', 'app.version', 'os.version']);
/** Values of which another one in a later message tells that something changed. */
const CHANGING: ReadonlySet<FactKey> = new Set<FactKey>([
  ...VERSIONS,
  'phone.model',
  'device.generation',
  'device.size',
]);

/** Entries from the earliest to the latest; empty when nothing but the first message is known. */
export function contextTimeline(source: ContextSource): ContextEntry[] {
  const facts = source.facts.filter(isKnown);
  const of = (key: FactKey): MergedFact[] => facts.filter((fact) => fact.key === key);
  const changes = of('change.recent').map((fact) => changeOf(source, fact));
  const since = of('symptom.since').map((fact) => sinceOf(source, fact));
  const entries = [
    ...of('purchase.date').map((fact) => entryOf('bought', fact, dateOfValue(fact.value))),
    ...onceEach([...changes.map((change) => began(change, since)), ...updatesOf(source, facts, changes)]),
    ...since.filter((one) => !changes.some((change) => overlap(change, one))),
    ...facts.flatMap(valuesThatChanged),
  ];
  if (entries.length === 0) return [];
  if (source.firstAt !== null) entries.push(firstMessage(source.firstAt));
  const sinceDate = since.find(({ date }) => date !== null)?.date ?? null;
  return entries
    .toSorted((a, b) => compare(orderOf(a, sinceDate), orderOf(b, sinceDate)))
    .slice(0, MOST_ENTRIES);
}

type When = { date: string | null; approximate: boolean };

function entryOf(kind: ContextKind, fact: KnownFact, when: When): ContextEntry {
  return { kind, text: fact.quote || fact.value, was: null, ...when, began: false, fact };
}

function firstMessage(at: string): ContextEntry {
  const date = at.slice(0, 10);
  return { kind: 'wrote', text: '', was: null, date, approximate: false, began: false, fact: null };
}

/** A purchase date is an ISO date or a year and a month. */
function dateOfValue(value: string): When {
  return /^\d{4}-\d{2}(-\d{2})?$/.test(value)
    ? { date: value, approximate: value.length === 7 }
    : { date: null, approximate: false };
}

function changeOf(source: ContextSource, fact: KnownFact): ContextEntry {
  const around = surroundings(source, fact);
  const kinds = findAll(changeWords(around.language.tag), fold(fact.quote || fact.value).text).map(
    ({ value }) => value,
  );
  const kind = changeKinds.find((one) => kinds.includes(one)) ?? 'change';
  return entryOf(kind, fact, whenOf(around, false));
}

/** "since the update" says no more than the change it names, which then has its day. */
function sinceOf(source: ContextSource, fact: KnownFact): ContextEntry {
  const around = surroundings(source, fact);
  return entryOf(
    'since',
    fact,
    whenOf({ ...around, text: fold(fact.quote || fact.value).text, at: 0 }, true),
  );
}

function began(change: ContextEntry, since: readonly ContextEntry[]): ContextEntry {
  const same = since.find((one) => overlap(change, one));
  if (same === undefined) return change;
  const { date, approximate } = change.date === null ? same : change;
  return { ...change, date, approximate, began: true };
}

function overlap({ fact: a }: ContextEntry, { fact: b }: ContextEntry): boolean {
  if (a === null || b === null) return false;
  return (
    a.message !== null && a.message === b.message && a.part === b.part && a.start < b.end && b.start < a.end
  );
}

/** "On Monday I installed 2.10.4": a version told with an update and a day, where no change was read in that sentence. */
function updatesOf(
  source: ContextSource,
  facts: readonly MergedFact[],
  changes: readonly ContextEntry[],
): ContextEntry[] {
  return facts.flatMap((fact) => {
    if (!VERSIONS.has(fact.key) || fact.message === null) return [];
    const around = surroundings(source, fact);
    const told = changes.some(
      ({ fact: change }) =>
        change?.message === fact.message &&
        change.part === fact.part &&
        change.start < around.to &&
        change.end > around.from,
    );
    if (
      told ||
      around.asks ||
      !findAll(changeWords(around.language.tag), around.text).some(({ value }) => value === 'update')
    )
      return [];
    const when = whenOf(around, false);
    return when.date === null ? [] : [entryOf('update', fact, when)];
  });
}

/** The same change told twice stands once, with the date where one was said. */
function onceEach(changes: readonly ContextEntry[]): ContextEntry[] {
  const once = new Map<string, ContextEntry>();
  for (const change of changes) {
    const key = `${change.kind} ${change.kind === 'update' ? (change.date ?? change.text) : change.text.toLowerCase()}`;
    const before = once.get(key);
    if (before === undefined || (before.date === null && change.date !== null)) once.set(key, change);
  }
  return [...once.values()];
}

/** "was 2.10.3, now 2.10.4": another value in a later message. What an agent corrected was never so. */
function valuesThatChanged(fact: MergedFact): ContextEntry[] {
  if (!CHANGING.has(fact.key)) return [];
  const told = [fact, ...fact.contradictions]
    .filter((one) => one.message !== null && isKnown(one))
    .toSorted((a, b) => compare(a.saidAt, b.saidAt));
  return told.slice(1).flatMap((now, at): ContextEntry[] => {
    const was = told[at];
    if (was === undefined || was.message === now.message || was.value === now.value) return [];
    return [{ ...entryOf('changed', now, { date: now.saidAt.slice(0, 10), approximate: false }), was }];
  });
}

type Surroundings = {
  language: Language;
  /** The sentence, folded. */
  text: string;
  /** Place of the fact in it. */
  at: number;
  /** Place of the sentence in the part of the message. */
  from: number;
  to: number;
  asks: boolean;
  saidAt: string;
};

/** "am 12. November" goes on behind its full stop. */
const SENTENCE_END = /(?<![^\d.]\d{1,2})\.(?=\s|$)|[!?](?=\s|$)|[。！？]|\n[^\S\n]{0,20}\n/g;

/** The sentence that a fact stands in. Where its message is not at hand, its own words. */
function surroundings({ texts, language: tag }: ContextSource, fact: KnownFact): Surroundings {
  const message = fact.message === null ? undefined : texts.get(fact.message);
  const whole = message === undefined ? '' : fact.part === 'subject' ? message.subject : message.body;
  const isThere = whole.slice(fact.start, fact.end) === fact.quote && fact.quote !== '';
  const text = isThere ? whole : fact.quote || fact.value;
  const [start, end] = isThere ? [fact.start, fact.end] : [0, text.length];
  const left = text.slice(Math.max(0, start - REACH), start);
  const right = text.slice(end, end + REACH);
  const from = start - left.length + lastEnd(left);
  const stop = right.search(SENTENCE_END);
  const to = stop < 0 ? end + right.length : end + stop + 1;
  const language = (tag === null ? null : languageOf(tag)) ?? guessLanguage(fold(text.slice(0, 2_000)));
  return {
    language,
    text: fold(text.slice(from, to)).text,
    at: start - from,
    from,
    to,
    asks: /[?？]/.test(text[to - 1] ?? ''),
    saidAt: fact.saidAt,
  };
}

function lastEnd(text: string): number {
  let last = 0;
  for (const match of text.matchAll(SENTENCE_END)) last = match.index + match[0].length;
  return last;
}

const dayLength = 86_400_000;
/** "three days ago" is a day; "two weeks ago" is about then. */
const EXACT_DAYS = 6;

/** The day that is said: in the text, nearest to the fact, and not ahead. */
function whenOf({ text, at, language, saidAt }: Surroundings, lasting: boolean): When {
  const moments = momentsOf(text, language.tag, saidAt.slice(0, 10)).filter(
    (moment) => (lasting && moment.kind === 'span') || (moment.offset !== null && moment.offset <= 0),
  );
  const [nearest] = moments.toSorted((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at));
  return nearest === undefined ? { date: null, approximate: false } : dateOf(nearest, saidAt);
}

function dateOf({ kind, iso, offset, length = 0 }: Moment, saidAt: string): When {
  const back = kind === 'span' ? -length : (offset ?? 0);
  const vague = kind === 'ago' || kind === 'last' || kind === 'span';
  const date =
    iso ??
    new Date(Date.parse(`${saidAt.slice(0, 10)}T00:00:00Z`) + back * dayLength).toISOString().slice(0, 10);
  return { date, approximate: date.length === 7 || (vague && -back > EXACT_DAYS) };
}

const RANK: Partial<Record<ContextKind, number>> = { bought: 0, since: 2, wrote: 3, changed: 4 };

/** A change without a day stands before the trouble it is told with. */
function orderOf(entry: ContextEntry, since: string | null): string {
  const told = entry.fact?.saidAt.slice(0, 10) ?? '';
  const isChange = RANK[entry.kind] === undefined;
  return `${entry.date ?? (isChange ? (since ?? told) : told)} ${RANK[entry.kind] ?? 1}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
