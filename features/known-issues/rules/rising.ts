/**
 * Whether tickets about the same thing became more than usual. Pure, on counts alone.
 *
 * A number of rare things that come by chance varies by about its square root (Poisson), so three of these above what is
 * usual is hardly chance. A new version spreads and then stands in every mail, whether it is to blame or not: a version counts
 * only while its whole topic rises.
 */

/** Days that are "now", the last one today. */
export const RECENT_DAYS = 3;
/** Days before them that tell what is usual. */
export const USUAL_DAYS = 28;

/** Fewer tickets than this are no cluster. */
export const FEWEST = 5;
const TIMES_USUAL = 2;
const ROOTS = 3;
/** Of the whole topic, for a version. */
const TOPIC_TIMES_USUAL = 1.5;

/** How many tickets. */
export type Counted = { readonly recent: number; readonly before: number };

export type Rise = { readonly expected: number; readonly reasons: readonly string[] };

/** Null when it is as usual. `topic` counts all tickets of the topic; given for versions. */
export function judgeRise(same: Counted, topic: Counted | null): Rise | null {
  const expected = usual(same.before);
  const limit = Math.max(FEWEST, TIMES_USUAL * expected, expected + ROOTS * Math.sqrt(Math.max(1, expected)));
  if (same.recent < limit) return null;
  const reasons = [
    `${same.recent} tickets in ${RECENT_DAYS} days; ${inWords(expected)} would be usual, by the ${USUAL_DAYS} days before`,
  ];
  if (topic === null) return { expected, reasons };
  const topicUsual = usual(topic.before);
  if (topic.recent < TOPIC_TIMES_USUAL * topicUsual || topic.recent - topicUsual < FEWEST) return null;
  reasons.push(`The whole topic rises: ${topic.recent} tickets where ${inWords(topicUsual)} would be usual`);
  return { expected, reasons };
}

function usual(before: number): number {
  return Math.round((before / USUAL_DAYS) * RECENT_DAYS * 10) / 10;
}

function inWords(expected: number): string {
  if (expected === 0) return 'none';
  return expected < 1 ? 'less than one' : String(Math.round(expected));
}

export type Trend = 'rising' | 'steady' | 'falling';

/** Of an issue: this week against the one before. A few tickets more or less are chance. */
export function trendOf(thisWeek: number, lastWeek: number): Trend {
  const change = thisWeek - lastWeek;
  const chance = 2 * Math.sqrt(Math.max(1, thisWeek + lastWeek));
  if (Math.abs(change) < chance) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}
