/** The one place that says how a way of mail fares. Pure: facts and the time in, a verdict with its reason out. */
import { healthLimits } from '../limits.ts';

export const wayStates = ['ok', 'late', 'failing', 'refused'] as const;
export type WayState = (typeof wayStates)[number];
export const wayKinds = ['mailbox', 'smtp', 'http', 'relay', 'round-trip'] as const;
export type WayKind = (typeof wayKinds)[number];

export type WayFacts = {
  kind: WayKind;
  /** Of the last look that went well; null: none yet. */
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  /** What went wrong then, as a sentence. */
  lastError: string;
  /** Then it was refused: the same try again cannot succeed. */
  refused: boolean;
  /** When the way was first heard of. */
  firstSeenAt: Date;
  /** Since when the oldest mail of this way waits: to be read, or to leave. Null: nothing waits. */
  waitingSince: Date | null;
  /** Of a round trip: seconds from one mail to the next, or null while none is sent. */
  everySeconds?: number | null;
};

export type WayVerdict = {
  state: WayState;
  reason: string;
  /** Seconds since the last success, or since the oldest mail waits, whichever is longer. */
  lagSeconds: number;
};

/** A failure after the last success counts, whatever came before it; silence and waiting mail make a way late. */
export function judgeWay(facts: WayFacts, now: Date): WayVerdict {
  const heard = secondsSince(facts.lastSuccessAt ?? facts.firstSeenAt, now);
  const waits = facts.waitingSince === null ? 0 : secondsSince(facts.waitingSince, now);
  const lagSeconds = Math.max(heard, waits);
  if (hasFailedSince(facts)) {
    return { state: facts.refused ? 'refused' : 'failing', reason: facts.lastError, lagSeconds };
  }
  const late = (reason: string): WayVerdict => ({ state: 'late', reason, lagSeconds });
  const isAway = facts.kind === 'round-trip' && waits > healthLimits.roundTripWithin;
  // What is away says more than the silence that follows from it.
  if (isAway) return late(waiting(facts.kind, waits));
  if (heard > lateAfter(facts)) return late(silence(facts.kind, heard));
  if (waits > healthLimits.longestWait) return late(waiting(facts.kind, waits));
  return { state: 'ok', reason: '', lagSeconds };
}

function hasFailedSince({ lastFailureAt, lastSuccessAt }: WayFacts): boolean {
  if (lastFailureAt === null) return false;
  return lastSuccessAt === null || lastFailureAt > lastSuccessAt;
}

function lateAfter({ kind, everySeconds }: WayFacts): number {
  const { mailbox, door, relay } = healthLimits.lateAfter;
  switch (kind) {
    case 'mailbox':
      return mailbox;
    case 'relay':
      return relay;
    case 'round-trip':
      // One may be left out, and the next has its time to come back.
      return everySeconds == null
        ? Number.POSITIVE_INFINITY
        : 2 * everySeconds + healthLimits.roundTripWithin;
    default:
      return door;
  }
}

function silence(kind: WayKind, seconds: number): string {
  const long = minutes(seconds);
  switch (kind) {
    case 'mailbox':
      return `The folders have not been looked at for ${long}. Check that a process with the role "mail" runs.`;
    case 'smtp':
      return `The SMTP door has not answered for ${long}. Check that a process with the role "mail" runs.`;
    case 'http':
      return `The web server has not answered for ${long}. Check that a process with the role "web" runs.`;
    case 'relay':
      return `The relay has not been asked for ${long}. Check that a process with the role "worker" runs.`;
    case 'round-trip':
      return `No mail to ourselves has come back for ${long}. Check that a process with the role "worker" runs.`;
  }
}

function waiting(kind: WayKind, seconds: number): string {
  const long = minutes(seconds);
  if (kind === 'round-trip')
    return `The mail sent to ourselves ${long} ago has not come back. Test the mailbox in the settings: it shows the step that fails.`;
  return kind === 'relay'
    ? `The oldest mail has waited for ${long} to leave.`
    : `The oldest mail that came in has waited for ${long} to be read. Check that a process with the role "worker" runs.`;
}

function secondsSince(then: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - then.getTime()) / 1000));
}

/** "6 minutes", "3 hours", "2 days". */
export function minutes(seconds: number): string {
  const [count, unit] =
    seconds >= 2 * 86_400
      ? [seconds / 86_400, 'day']
      : seconds >= 2 * 3600
        ? [seconds / 3600, 'hour']
        : [seconds / 60, 'minute'];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
