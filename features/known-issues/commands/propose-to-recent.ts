/** A new or changed issue is compared with the tickets of the last days, so that those of yesterday are found too. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { fittingTickets } from '../queries/fitting-tickets.ts';
import { matchedStatuses } from '../rules/issue-status.ts';
import { findIssue, type IssueRow } from '../store/issue-rows.ts';
import { linksOf, proposedTickets } from '../store/link-rows.ts';
import { holdTicket } from '../store/trait-rows.ts';
import { type FittingIssue, proposeIssues } from './propose-issues.ts';

type LookingDesk = Pick<Desk, 'db' | 'brand' | 'clock' | 'profile'>;

/** Each ticket in a transaction of its own: nobody waits for the whole look. */
export async function proposeToRecent(desk: LookingDesk, number: number): Promise<void> {
  const issue = await findIssue(desk.db, desk.brand.id, number);
  if (!issue || !matchedStatuses.includes(issue.status)) return;
  const { compared, fitting } = await fittingTickets(desk, issue.affects);
  const fits = new Map(fitting.map(({ ticket, fit }) => [ticket.id, fit]));
  const proposed = await proposedTickets(desk.db, issue.id);
  for (const { id } of compared) {
    const fit = fits.get(id);
    if (!fit && !proposed.has(id)) continue;
    await inTransaction(desk, async (tx) => {
      await holdTicket(tx, desk.brand.id, id);
      const fitting = fit && !(await isDecided(tx, id, issue)) ? [{ issue, fit } satisfies FittingIssue] : [];
      await proposeIssues(tx, desk, { ticketId: id, fitting, among: [issue] });
    });
  }
}

async function isDecided(
  tx: Parameters<typeof linksOf>[0],
  ticketId: string,
  issue: IssueRow,
): Promise<boolean> {
  const links = await linksOf(tx, ticketId);
  return links.some(({ issueId, state }) => issueId === issue.id && state !== 'proposed');
}
