/** Passages that say what came of something: "no change", "it worked for a day", "worse". */
import { cuesBetween, placeOf, type Reading, type Span } from '#platform/text/claims.ts';
import { findAll, type Hit } from '#platform/text/lexicon.ts';
import { countWords } from '#platform/text/words.ts';
import type { OutcomeForms, OutcomeWord } from '../words/outcomes.ts';

export type Settled = Span & {
  readonly value: 'no-change' | 'worked-briefly' | 'worked' | 'worse';
  readonly sentence: number;
};

export class Outcomes {
  readonly settled: readonly Settled[];
  readonly hints: readonly Hit<OutcomeWord>[];
  readonly all: readonly Hit<OutcomeWord>[];
  /** For the judge of claims: these words deny nothing. */
  readonly passages: readonly Span[];
  readonly #neither: readonly Span[];

  constructor(
    settled: readonly Settled[],
    hints: readonly Hit<OutcomeWord>[],
    all: readonly Hit<OutcomeWord>[],
    neither: readonly Span[],
  ) {
    this.settled = settled;
    this.hints = hints;
    this.all = all;
    this.#neither = neither;
    this.passages = [...settled, ...neither].sort((a, b) => a.start - b.start);
  }

  /** Without what is said by the words of a step itself: "erneut verbunden" is no success. */
  without(steps: readonly { readonly verb: Span }[]): Outcomes {
    const isOwn = (one: Settled): boolean =>
      one.value === 'worked' && steps.some(({ verb }) => one.start >= verb.start && one.end <= verb.end);
    const left = this.settled.filter((one) => !isOwn(one));
    return new Outcomes(left, this.hints, this.all, this.#neither);
  }

  settledIn(span: Span, value?: Settled['value']): boolean {
    return within(this.settled, span).some((one) => value === undefined || one.value === value);
  }

  hintsIn(span: Span, kind: OutcomeWord): boolean {
    return within(this.hints, span).some((one) => one.value === kind);
  }
}

/** Of spans in order those that start inside of a span. */
export function within<T extends Span>(spans: readonly T[], span: Span): T[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; at < spans.length; at += 1) {
    const one = spans[at];
    if (one === undefined || one.start >= span.end) break;
    found.push(one);
  }
  return found;
}

/** "worked 1 day", "kesti 2 päivää" */
const COUNTED =
  /^\D{0,12}\d{1,3}\s?(?:min|h\b|hour|day|night|std|stund|tag|nacht|jour|heure|nuit|hora|dia|noche|paiv|tunti|日|時間|分|晩)/;
/** How far "for a day" or "then it stopped again" may stand behind "it worked". */
const BRIEF_REACH = 12;
/** More outcomes of one mail are not told apart. */
const MOST_SETTLED = 1_000;

export function findOutcomes(reading: Reading, forms: OutcomeForms): Outcomes {
  const { text } = reading.folded;
  const hints = findAll(forms.hints, text);
  const all = findAll(forms.all, text);
  const settled: Settled[] = [];
  const neither = findAll(forms.neither, text);
  const turned: Span[] = [];
  for (const hit of findAll(forms.settled, text)) {
    const place = placeOf(reading, hit.start);
    if (place === null) continue;
    if (settled.length >= MOST_SETTLED) break;
    const value = whatCame(reading, hit, hints, place.sentence, reading.sentences[place.index + 1]);
    if (value === null) continue;
    // "Neither the restart nor the reset helped": done, and in vain.
    const pair =
      hit.value === 'worked' ? within(neither, { start: place.sentence.start, end: hit.start }) : [];
    const known = turned.at(-1)?.start ?? -1;
    turned.push(...pair.filter((one) => one.start > known));
    const came = pair.length > 0 ? 'no-change' : value;
    settled.push({ start: hit.start, end: hit.end, value: came, sentence: place.index });
  }
  settled.push(...butThisDid(reading, settled));
  settled.push(...relapses(reading, hints));
  settled.sort((a, b) => a.start - b.start);
  return new Outcomes(withoutDenied(text, settled), hints, all, turned);
}

/** "The restart didn't help, but the reset did." */
const DID = /(?:^|[^a-z])(?:did|does|schon|si|kylla)[^a-z]*$/;

function butThisDid(reading: Reading, settled: readonly Settled[]): Settled[] {
  const found: Settled[] = [];
  for (const one of settled) {
    const sentence = reading.sentences[one.sentence];
    const clauses = sentence?.clauses ?? [];
    const last = clauses.at(-1);
    if (one.value !== 'no-change' || sentence?.asks !== false || last === undefined || last.start < one.end)
      continue;
    const did = DID.exec(reading.folded.text.slice(last.start, last.end));
    if (did === null || found.at(-1)?.sentence === one.sentence) continue;
    found.push({ start: last.start + did.index, end: last.end, value: 'worked', sentence: one.sentence });
  }
  return found;
}

/** Between a while and what came then: "two good nights, then again the same". */
const THEN =
  /\b(?:then|but|afterwards|dann|danach|aber|puis|ensuite|mais|luego|despues|pero|y|sitten|mutta|jalkeen|kunnes)\b|また|翌|再び|が、/;
const RELAPSE_REACH = 60;
/** "three calm nights", "zwei gute Tage". */
const WHILE =
  /\b(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eine?n?|zwei|drei|vier|funf|une?|deux|trois|quatre|cinq|una|dos|tres|cuatro|cinco|yksi|yhden|kaksi|kolme|nelja|pari) (?:[a-z]{1,12} )?(?:day|night|hour|week|minute|tag|nacht|stunde|woche|jour|nuit|heure|semaine|dia|noche|hora|semana|minuto|paiv|yo|tun[tn]i|viikko|vuorokau|minuut)/;

/** A while that is followed by a relapse tells by itself that it worked for so long. */
function relapses(reading: Reading, hints: readonly Hit<OutcomeWord>[]): Settled[] {
  const { text } = reading.folded;
  const found: Settled[] = [];
  hints.forEach((hint, at) => {
    if (hint.value !== 'again' || found.length >= MOST_SETTLED) return;
    const place = placeOf(reading, hint.start);
    if (place === null || place.sentence.asks) return;
    const from = Math.max(place.sentence.start, hint.start - RELAPSE_REACH);
    const brief = hints
      .slice(Math.max(0, at - 3), at)
      .find((one) => one.value === 'brief' && one.start >= from);
    const counted = WHILE.exec(text.slice(from, hint.start));
    const start = brief?.start ?? (counted === null ? null : from + counted.index);
    if (start === null || !THEN.test(text.slice(start, hint.end))) return;
    found.push({ start, end: hint.end, value: 'worked-briefly', sentence: place.index });
  });
  return found;
}

/** "hilft alles nichts", "nichts davon hat geholfen": a success that is denied right beside it is none. */
function withoutDenied(text: string, settled: readonly Settled[]): Settled[] {
  const denies = (a: Span, b: Span): boolean =>
    b.start - a.end <= 24 &&
    /^[^.,;:!?。、]*$/.test(text.slice(a.end, b.start)) &&
    countWords(text, a.end, b.start) <= 2;
  return settled.filter((one, at) => {
    if (one.value !== 'worked') return true;
    const [before, next] = [settled[at - 1], settled[at + 1]];
    if (next?.value === 'no-change' && denies(one, next)) return false;
    const isNone = before !== undefined && NONE.test(text.slice(before.start, before.end));
    return !(isNone && denies(before, one) && !BUT.test(text.slice(before.end, one.start)));
  });
}

/** "None of that ..." */
const NONE = /^(?:nothing|none|nichts|keine?s?|rien|nada|ningun|mikaan|mitaan|ei )/;
const BUT = /\b(?:but|aber|sondern|mais|pero|sino|mutta|vaan)\b/;

function whatCame(
  reading: Reading,
  hit: Hit<OutcomeWord>,
  hints: readonly Hit<OutcomeWord>[],
  sentence: Span & { asks: boolean },
  next: Span | undefined,
): Settled['value'] | null {
  if (sentence.asks) return null;
  if (hit.value === 'no-change' || hit.value === 'worse') return hit.value;
  const { text } = reading.folded;
  const cues = cuesBetween(reading, Math.max(sentence.start, hit.start - 40), hit.start);
  const place = placeOf(reading, hit.start);
  const clause = place?.sentence.clauses[place.clause]?.start ?? sentence.start;
  const last = cues.findLast((cue) => reading.language.unspaced || cue.start >= clause);
  if (last?.value === 'negated' && countWords(text, last.end, hit.start) <= 3) return 'no-change';
  const isOpen = cues.some(
    (cue) =>
      (cue.value === 'conditional' || cue.value === 'asked' || cue.value === 'planned') &&
      countWords(text, cue.end, hit.start) <= 4,
  );
  if (isOpen && !reading.language.unspaced) return null;
  const around = within(hints, {
    start: Math.max(sentence.start, hit.start - 30),
    end: Math.min(text.length, sentence.end),
  });
  const isBrief = around.some(
    (hint) =>
      hint.value === 'brief' &&
      Math.min(
        Math.abs(countWords(text, hit.end, hint.start)),
        Math.abs(countWords(text, hint.end, hit.start)),
      ) <= BRIEF_REACH,
  );
  const counts = COUNTED.test(text.slice(hit.end, Math.min(sentence.end, hit.end + 24)));
  const returns = around.some((hint) => hint.value === 'again' && hint.start >= hit.end);
  const later =
    next === undefined ? [] : within(hints, { start: next.start, end: Math.min(next.end, next.start + 60) });
  return isBrief || counts || returns || later.some((hint) => hint.value === 'again')
    ? 'worked-briefly'
    : 'worked';
}
