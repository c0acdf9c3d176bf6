/** Automatic mail for its page. */
import type { z } from 'zod';
import type { Desk } from '#features/workspace/index.ts';
import type { getAutomaticMail } from '../contract.ts';
import { automaticMailLimits as limits } from '../limits.ts';
import { countLastHour, readBreaker } from '../store/budget.ts';

export async function showAutomaticMail(
  desk: Pick<Desk, 'db' | 'brand' | 'clock'>,
): Promise<z.output<(typeof getAutomaticMail)['reply']>> {
  const now = desk.clock.now();
  const [lastHour, breaker] = await Promise.all([
    countLastHour(desk.db, now),
    readBreaker(desk.db, desk.brand.id, now),
  ]);
  return {
    lastHour,
    perHour: limits.perHour,
    perRecipientAndDay: limits.perRecipient,
    perTicketAndDay: limits.perTicketAndSender,
    breaker: breaker && { ...breaker, openedAt: breaker.openedAt.toISOString() },
  };
}
