/** Which of the recent tickets an issue fits: for the preview, and for the look back after it was saved. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Desk } from '#features/workspace/index.ts';
import { knownIssueLimits } from '../limits.ts';
import type { Affects } from '../rules/affects.ts';
import { type Fit, matchIssue, prepareIssue } from '../rules/match-issue.ts';
import { traitsFrom } from '../rules/traits.ts';
import { type RecentTicket, recentTickets, textsOfMany } from '../store/trait-rows.ts';
import { traitNames } from './trait-names.ts';

type ComparingDesk = Pick<Desk, 'db' | 'brand' | 'profile'>;

export type FittingTicket = { ticket: RecentTicket; fit: Fit };

/** Tickets at a time: their words are read together, and in between the process answers others. */
const atATime = 50;

/** Compares the newest tickets with what an issue says. */
export async function fittingTickets(
  desk: ComparingDesk,
  affects: Affects,
): Promise<{ compared: readonly RecentTicket[]; fitting: FittingTicket[] }> {
  const compared = await recentTickets(desk.db, desk.brand.id, knownIssueLimits.recentTickets);
  const issue = prepareIssue(affects);
  const names = traitNames(desk);
  const fitting: FittingTicket[] = [];
  for (let from = 0; from < compared.length; from += atATime) {
    const some = compared.slice(from, from + atATime);
    const ids = some.map(({ id }) => id);
    const texts = affects.words.length === 0 ? null : await textsOfMany(desk.db, ids);
    for (const ticket of some) {
      const words = (): readonly string[] => [ticket.subject, ...(texts?.get(ticket.id) ?? [])];
      const fit = matchIssue(issue, traitsFrom(ticket.topic, ticket.traits), words, names);
      if (fit?.fits) fitting.push({ ticket, fit });
    }
    await breathe();
  }
  return { compared, fitting };
}
