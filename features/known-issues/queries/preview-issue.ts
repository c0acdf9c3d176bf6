/** What an issue would be proposed for, before it is saved. */
import type { Desk } from '#features/workspace/index.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { checkAffects } from '../commands/check-affects.ts';
import type { previewIssue } from '../contract.ts';
import { knownIssueLimits } from '../limits.ts';
import type { Affects } from '../rules/affects.ts';
import { LINKED_FROM } from '../rules/match-issue.ts';
import { findIssue } from '../store/issue-rows.ts';
import { decisionsOf } from '../store/link-rows.ts';
import { fittingTickets } from './fitting-tickets.ts';

type PreviewingDesk = Pick<Desk, 'db' | 'brand' | 'profile'>;

/** Throws `invalid-request` where the issue could not be saved. */
export async function previewOfIssue(
  desk: PreviewingDesk,
  asked: { affects: Affects; issue?: number | undefined },
): Promise<RouteReply<typeof previewIssue>> {
  const affects = checkAffects(desk, asked.affects);
  const issue = asked.issue === undefined ? undefined : await findIssue(desk.db, desk.brand.id, asked.issue);
  const { compared, fitting } = await fittingTickets(desk, affects);
  const decided = issue
    ? await decisionsOf(
        desk.db,
        issue.id,
        fitting.map(({ ticket }) => ticket.id),
      )
    : new Map<string, 'linked' | 'rejected'>();
  return {
    compared: compared.length,
    fitting: fitting.length,
    sure: fitting.filter(({ fit }) => fit.score >= LINKED_FROM).length,
    tickets: fitting.slice(0, knownIssueLimits.previewed).map(({ ticket, fit }) => ({
      number: ticket.number,
      title: ticket.title,
      createdAt: ticket.createdAt.toISOString(),
      score: fit.score,
      reasons: [...fit.reasons],
      decided: decided.get(ticket.id) ?? null,
    })),
  };
}
