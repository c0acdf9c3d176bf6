/** How long is waited after a sign-in server could not be asked. Pure. */

/** Seconds after the first, second, … failed try; the last one repeats. */
const waits = [30, 60, 120, 300, 600, 900] as const;
/** A server may ask for more patience (RFC 9110 section 10.2.3), but mail shall not stand still for hours. Seconds. */
const longestWait = 900;

/** `tries` counts the failed ones, from 1. */
export function waitAfter(tries: number, retryAfterSeconds: number | null): number {
  const own = waits[Math.min(Math.max(tries, 1), waits.length) - 1] ?? longestWait;
  return Math.min(Math.max(own, retryAfterSeconds ?? 0), longestWait);
}
