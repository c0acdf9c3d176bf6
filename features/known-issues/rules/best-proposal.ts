/** Which proposal "same problem" means without asking. Pure. */

type Shown = { number: number; state: string; score: number | null };

/** A proposal must be so much better than the next to be meant. */
const CLEARLY = 0.1;

/** Its number; null when there is none, when two are about as good, or when the ticket has an issue already. */
export function bestProposal(issues: readonly Shown[]): number | null {
  if (issues.some(({ state }) => state === 'linked')) return null;
  const [best, next] = issues
    .filter(({ state }) => state === 'proposed')
    .toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0));
  if (!best) return null;
  // Scores are hundredths, and their difference is not quite one.
  const ahead = Math.round(((best.score ?? 0) - (next?.score ?? 0)) * 100) / 100;
  return next === undefined || ahead >= CLEARLY ? best.number : null;
}
