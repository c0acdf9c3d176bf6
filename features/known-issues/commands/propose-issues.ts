/** What the rule found of one ticket is kept: new proposals, and links where an issue may link by itself. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { issueName } from '../rules/issue-name.ts';
import { type Fit, LINKED_FROM } from '../rules/match-issue.ts';
import type { IssueRow } from '../store/issue-rows.ts';
import { writeDecision, writeProposals } from '../store/link-rows.ts';

type ProposingDesk = Pick<Desk, 'brand' | 'clock'>;
export type FittingIssue = { issue: IssueRow; fit: Fit };

const actor = systemActor('Known issues');

/**
 * `among` are all issues the ticket was compared with, `fitting` those that fit. What was proposed before and fits no longer
 * is gone; decisions stay as they are. Call it with the ticket held.
 */
export async function proposeIssues(
  tx: Tx,
  desk: ProposingDesk,
  input: { ticketId: string; fitting: readonly FittingIssue[]; among: readonly IssueRow[] },
): Promise<void> {
  const { ticketId, fitting, among } = input;
  const at = desk.clock.now();
  const fresh = await writeProposals(tx, {
    ticketId,
    proposals: fitting.map(({ issue, fit }) => ({
      issueId: issue.id,
      score: fit.score,
      reasons: fit.reasons,
    })),
    among: among.map(({ id }) => id),
    at,
  });
  for (const { issue, fit } of fitting) {
    if (!fresh.includes(issue.id)) continue;
    const links = issue.autoLink && fit.score >= LINKED_FROM;
    if (links) await writeDecision(tx, { issueId: issue.id, ticketId, state: 'linked', actor, at });
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId,
      kind: links ? 'known-issue-linked' : 'known-issue-proposed',
      actor,
      data: {
        issue: Number(issue.number),
        sentence: links ? `Linked to ${issueName(issue)} by itself.` : `May be about ${issueName(issue)}.`,
      },
      reasons: [fit.reasons.join('; ')],
      at,
    });
  }
}
