/** What changed knowledge makes of a mail, beside what it was before. */
import type { PreviewRow } from '../contract.ts';

export type Read = {
  place: { department: string; topic: string | null };
  priority: string;
  /** Why it would go there. */
  why: readonly string[];
  completeness: number;
  /** Names of the facts that would be asked for. */
  asks: readonly string[];
  /** Ids of known errors. */
  errors: readonly string[];
};

/** Null when nothing would change. */
export function compareReadings(
  ticket: { number: number; title: string },
  was: Read,
  would: Read,
): PreviewRow | null {
  const moved =
    was.place.department !== would.place.department ||
    was.place.topic !== would.place.topic ||
    was.priority !== would.priority;
  const gained = without(would.errors, was.errors);
  const lost = without(was.errors, would.errors);
  const asks = without(would.asks, was.asks);
  const asksNoMore = without(was.asks, would.asks);
  // Another topic has another list: that it does is told with the place.
  const otherNeeds =
    was.place.topic === would.place.topic &&
    (was.completeness !== would.completeness || asks.length > 0 || asksNoMore.length > 0);
  if (!moved && !otherNeeds && gained.length === 0 && lost.length === 0) return null;
  return {
    ...ticket,
    place: moved
      ? {
          from: { ...was.place, priority: was.priority },
          to: { ...would.place, priority: would.priority },
          why: [...would.why],
        }
      : null,
    completeness: otherNeeds ? { from: was.completeness, to: would.completeness, asks, asksNoMore } : null,
    errors: gained.length + lost.length > 0 ? { gained, lost } : null,
  };
}

function without(list: readonly string[], other: readonly string[]): string[] {
  return [...new Set(list)].filter((one) => !other.includes(one));
}
