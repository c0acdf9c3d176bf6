/** How far two words are apart for a hand on a keyboard: Damerau-Levenshtein in which common slips weigh less. */

/** A usual slip: a neighbouring key, two letters swapped, one doubled or left out of a double. */
const slip = 0.75;

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const neighbours: ReadonlySet<string> = new Set(
  rows.flatMap((row, y) =>
    [...row].flatMap((key, x) => {
      const below = rows[y + 1] ?? '';
      return [row[x + 1], below[x], below[x - 1]]
        .filter((other) => other !== undefined)
        .flatMap((other) => [`${key}${other}`, `${other}${key}`]);
    }),
  ),
);

/**
 * The distance, or Infinity when it is more than `most`. Only cells near the diagonal are computed, so a long hostile
 * word costs no more than a usual one.
 */
export function typingDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  const band = Math.ceil(most / slip);
  if (Math.abs(a.length - b.length) > band) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let row: number[] = [0];
  for (let j = 1; j <= Math.min(band, b.length); j++) row[j] = (row[j - 1] ?? 0) + extra(b, j - 1);
  for (let i = 1; i <= a.length; i++) {
    const next: number[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (let j = Math.max(0, i - band); j <= Math.min(b.length, i + band); j++) {
      const cost = cell(a, b, i, j, before, row, next);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return Number.POSITIVE_INFINITY;
    before = row;
    row = next;
  }
  const cost = at(row, b.length);
  return cost <= most ? cost : Number.POSITIVE_INFINITY;
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  before: readonly number[],
  row: readonly number[],
  next: readonly number[],
): number {
  const left = at(row, j) + extra(a, i - 1);
  if (j === 0) return left;
  const [from, to] = [a.charAt(i - 1), b.charAt(j - 1)];
  const swapped = i > 1 && j > 1 && from === b.charAt(j - 2) && a.charAt(i - 2) === to;
  return Math.min(
    left,
    at(next, j - 1) + extra(b, j - 1),
    at(row, j - 1) + (from === to ? 0 : neighbours.has(from + to) ? slip : 1),
    swapped ? at(before, j - 2) + slip : Number.POSITIVE_INFINITY,
  );
}

/** One letter more or less; less when it repeats the one beside it. */
function extra(word: string, index: number): number {
  const letter = word[index];
  return letter === word[index - 1] || letter === word[index + 1] ? slip : 1;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** How far a word of this length may be off and still be the one that was meant. Short words are easily other words. */
export function tolerance(length: number): number {
  if (length < 4) return slip;
  if (length < 6) return 1;
  return length < 10 ? 1.5 : 2;
}
