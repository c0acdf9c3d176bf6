/** Known errors by their numbers: which of the entries with this number, told by platform and operation beside it. */
import type { ErrorEntry } from '#features/workspace/index.ts';
import { lastBefore } from '#platform/text/claims.ts';
import { fold } from '#platform/text/fold.ts';
import { findAll, type Hit } from '#platform/text/lexicon.ts';
import { READ_CHARACTERS } from './context.ts';
import type { ErrorBook } from './error-book.ts';
import { type ErrorNumber, findErrorNumbers } from './find-error-codes.ts';
import type { ErrorCandidate } from './match-errors.ts';

/** How far platform and operation may stand from the number; line ends of paragraphs end it. */
const REACH_BEFORE = 160;
const REACH_BEHIND = 120;
/** Behind "status" or "code" alone, something technical must stand this near. */
const NEAR = 90;
/** A number from here on is rare enough to speak for itself. */
const RARE_FROM = 100;
/** Of one number in an unknown place no more are shown. */
const MOST_GUESSES = 3;

type Fit = {
  readonly entry: ErrorEntry;
  /** 2 fits, 0 unknown, -1 belongs to another phone. */
  readonly platform: number;
  /** Signs to the nearest word of its operation. */
  readonly away: number;
};

/** `told`: the platform of the customer's phone, where nothing stands beside the number. */
export function matchErrorNumbers(book: ErrorBook, text: string, told: string | null): ErrorCandidate[] {
  const numbers = findErrorNumbers(text).filter(({ number }) => book.numbers.has(number));
  if (numbers.length === 0) return [];
  const platforms = findAll(book.platforms, text);
  const operations = findAll(book.operations, text);
  return numbers.flatMap((number) => {
    const entries = book.numbers.get(number.number) ?? [];
    const window = windowOf(text, number);
    const near = within(platforms, window);
    const phone = nearestExclusive(book, near, number) ?? told;
    const around = new Set(near.map((hit) => hit.value));
    const actions = within(operations, window);
    if (!number.sure && !isTechnical(book, near, actions, number, text)) return [];
    const fits = entries.map((entry): Fit => {
      const isOther = book.catalogue.platforms[entry.platform]?.exclusive === true && phone !== null;
      const fit = isOther ? (entry.platform === phone ? 2 : -1) : around.has(entry.platform) ? 2 : 0;
      return { entry, platform: fit, away: distance(actions, entry.operation, number) };
    });
    return choose(fits, number).map(({ fit, confidence }) => ({
      entry: fit.entry,
      confidence: confidence * (number.repaired ? 0.85 : 1) * (number.sure ? 1 : 0.95),
      reason: reasonOf(book, fit, number),
      start: number.start,
      end: number.end,
    }));
  });
}

/** Numbers of two digits mean something in every list; the others speak for themselves. */
function isRare({ number }: ErrorNumber): boolean {
  return Number(number) >= RARE_FROM || Number(number) < 0;
}

function choose(fits: readonly Fit[], number: ErrorNumber): { fit: Fit; confidence: number }[] {
  const rare = isRare(number);
  const possible = fits.filter((fit) => fit.platform >= 0);
  if (possible.length === 0) {
    // An Android number on an iPhone: somebody wrote from another phone than the one with the ring.
    const [only] = fits;
    return rare && only !== undefined && fits.length === 1 ? [{ fit: only, confidence: 0.4 }] : [];
  }
  const most = Math.max(...possible.map((fit) => fit.platform));
  const best = possible.filter((fit) => fit.platform === most);
  const nearest = Math.min(...best.map((fit) => fit.away));
  const isPlaced = most > 0;
  if (nearest < Number.POSITIVE_INFINITY) {
    const chosen = best.filter((fit) => fit.away === nearest);
    const each = chosen.length > 1 ? 0.5 : isPlaced ? 0.95 : 0.8;
    return chosen.slice(0, MOST_GUESSES).map((fit) => ({ fit, confidence: each }));
  }
  if (best.length === 1 && (isPlaced || rare))
    return best.map((fit) => ({ fit, confidence: isPlaced ? 0.85 : 0.75 }));
  if (best.length > MOST_GUESSES) return [];
  return best.map((fit) => ({ fit, confidence: isPlaced ? 0.45 : 0.3 }));
}

function reasonOf(book: ErrorBook, { entry, platform, away }: Fit, number: ErrorNumber): string {
  const { platforms, operations } = book.catalogue;
  const where = platforms[entry.platform]?.name ?? entry.platform;
  const doing = operations[entry.operation]?.name ?? entry.operation;
  const known = [platform > 0 ? where : null, away < Number.POSITIVE_INFINITY ? doing : null];
  const told = known.filter((one) => one !== null).join(', ');
  if (told !== '') return `code ${number.number}: ${told}`;
  return `code ${number.number}, as of ${where}, ${doing}; where it came up is not told`;
}

type Window = { readonly from: number; readonly to: number };

/** Around a number, within its paragraph. */
function windowOf(text: string, { start, end }: ErrorNumber): Window {
  const before = text.lastIndexOf('\n\n', start);
  const behind = text.slice(end, end + REACH_BEHIND).indexOf('\n\n');
  return {
    from: Math.max(0, start - REACH_BEFORE, before),
    to: Math.min(text.length, end + (behind === -1 ? REACH_BEHIND : behind)),
  };
}

function within(hits: readonly Hit<string>[], { from, to }: Window): Hit<string>[] {
  const found: Hit<string>[] = [];
  for (let at = lastBefore(hits, from - 1) + 1; at < hits.length; at += 1) {
    const hit = hits[at];
    if (hit === undefined || hit.start >= to) break;
    found.push(hit);
  }
  return found;
}

const gap = (hit: Hit<string>, { start, end }: ErrorNumber): number =>
  hit.end <= start ? start - hit.end : Math.max(0, hit.start - end);

function distance(hits: readonly Hit<string>[], id: string, number: ErrorNumber): number {
  let least = Number.POSITIVE_INFINITY;
  for (const hit of hits) if (hit.value === id) least = Math.min(least, gap(hit, number));
  return least;
}

function nearestExclusive(book: ErrorBook, hits: readonly Hit<string>[], number: ErrorNumber): string | null {
  let best: Hit<string> | null = null;
  for (const hit of hits) {
    if (book.catalogue.platforms[hit.value]?.exclusive !== true) continue;
    if (best === null || gap(hit, number) < gap(best, number)) best = hit;
  }
  return best?.value ?? null;
}

/** The platform of the phone that the first of these texts names; null when it names several, or none does. */
export function phoneOf(book: ErrorBook, texts: readonly string[]): string | null {
  for (const text of texts) {
    const named = new Set(
      findAll(book.platforms, fold(text.slice(0, READ_CHARACTERS)).text)
        .map((hit) => hit.value)
        .filter((id) => book.catalogue.platforms[id]?.exclusive === true),
    );
    if (named.size > 0) return named.size === 1 ? ([...named][0] ?? null) : null;
  }
  return null;
}

/** "status 8 on Android" and "status=8" are technical, "my status: 8" is not. */
function isTechnical(
  book: ErrorBook,
  near: readonly Hit<string>[],
  actions: readonly Hit<string>[],
  number: ErrorNumber,
  text: string,
): boolean {
  if (text[number.start - 1] === '=') return true;
  const entries = book.numbers.get(number.number) ?? [];
  if (isRare(number) && entries.some((entry) => distance(actions, entry.operation, number) <= NEAR))
    return true;
  return near.some(
    (hit) =>
      gap(hit, number) <= NEAR &&
      (book.catalogue.platforms[hit.value]?.exclusive === true ||
        entries.some((entry) => entry.platform === hit.value)),
  );
}
