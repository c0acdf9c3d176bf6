/** The word somebody probably meant. */

/** Words from the command line are short; longer ones are not compared. */
const MAX_WORD = 60;

/** Edits between two words, a swap of neighbours counting as one (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replace = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swap = swapped ? (before[j - 1] ?? 0) + 1 : replace;
      next.push(Math.min(replace, swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The known word closest to `word`, or null when none is close (more than a third of it differs). */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > MAX_WORD) return null;
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3));
  for (const candidate of known) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far < least || (far === least && best === null)) {
      best = candidate;
      least = far;
    }
  }
  return best;
}
