/** When two facts say the same. */
import type { Fact } from './mails.ts';
import { FREE_TEXT } from './vocabulary.ts';

/** Letters alone: full-width forms, case and white space do not make a different value. */
export function plain(value: string): string {
  return value.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}

/** Below this a "quote" is found everywhere and proves nothing. */
const SHORTEST_QUOTE = 2;

function placesOf(words: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) places.push(at);
  return places;
}

/** Whether both stand in the text so that they share at least one letter. */
function overlap(a: string, b: string, text: string): boolean {
  if (a.length < SHORTEST_QUOTE || b.length < SHORTEST_QUOTE) return false;
  const others = placesOf(b, text);
  return placesOf(a, text).some((at) =>
    others.some((other) => at < other + b.length && other < at + a.length),
  );
}

/** Same key and same value; for free wording it is enough that the words overlap in the text. */
export function sameFact(expected: Fact, got: Fact, text: string): boolean {
  if (expected.key !== got.key) return false;
  const [a, b] = [plain(expected.value), plain(got.value)];
  return a === b || (FREE_TEXT.has(expected.key) && overlap(a, b, plain(text)));
}

export type Matched<E, G> = { pairs: [expected: E, got: G][]; missed: E[]; wrong: G[] };

/** Pairs every expected thing with at most one found thing. */
export function matchUp<E, G>(
  expected: readonly E[],
  got: readonly G[],
  same: (e: E, g: G) => boolean,
): Matched<E, G> {
  const left = [...got];
  const pairs: [E, G][] = [];
  const missed: E[] = [];
  for (const one of expected) {
    const at = left.findIndex((other) => same(one, other));
    const [other] = at === -1 ? [] : left.splice(at, 1);
    if (other === undefined) missed.push(one);
    else pairs.push([one, other]);
  }
  return { pairs, missed, wrong: left };
}

/** The facts that differ; a reader that says one thing twice says it once. */
function distinct(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [`${fact.key}\n${plain(fact.value)}`, fact])).values()];
}

/** Facts of one mail: optional ones count neither as found nor as wrong. */
export function matchFacts(
  expected: readonly Fact[],
  optional: readonly Fact[],
  got: readonly Fact[],
  text: string,
): Matched<Fact, Fact> {
  const matched = matchUp(distinct(expected), distinct(got), (one, other) => sameFact(one, other, text));
  // Words that overlap a free text already found are the same fact cut in two, not a second, wrong one.
  const known = [...optional, ...expected.filter((fact) => FREE_TEXT.has(fact.key))];
  const wrong = matched.wrong.filter((other) => !known.some((one) => sameFact(one, other, text)));
  return { ...matched, wrong };
}
