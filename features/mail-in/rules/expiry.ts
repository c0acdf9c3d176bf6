/** How long held mail is kept, and when it leaves. */
import { mailInLimits } from '../limits.ts';
import { type QuarantineReason, quarantineReasons, quarantineReasonTable } from './quarantine-reasons.ts';

/** Days by reason. */
export type Keeping = Record<QuarantineReason, number>;

const hourMs = 3_600_000;

/** What the table says, with what an admin set instead. */
export function keepingOf(set: Partial<Record<QuarantineReason, number>>): Keeping {
  const pairs = quarantineReasons.map((reason) => [
    reason,
    set[reason] ?? quarantineReasonTable[reason].keepDays,
  ]);
  // Made from all reasons there are.
  return Object.fromEntries(pairs) as Keeping;
}

/** Its days are over, and it has been told for as long as a notice lasts. */
export function expiryOf(heldAt: Date, days: number, toldAt: Date | null): Date {
  const over = heldAt.getTime() + days * 24 * hourMs;
  const noticed = toldAt === null ? 0 : toldAt.getTime() + noticeMs(days);
  return new Date(Math.max(over, noticed));
}

/** Mail that is kept for a day or two is told for half of that time. */
export function noticeMs(days: number): number {
  return Math.min(mailInLimits.expiryNoticeHours, days * 12) * hourMs;
}
