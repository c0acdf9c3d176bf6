/** Which issue a ticket may be about, for whoever chooses by hand; and a new one made of what the ticket tells. */
import { headOf } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { ticketTraits } from '../commands/consider-ticket.ts';
import type { getIssueCandidates } from '../contract-tickets.ts';
import { matchIssue, prepareIssue } from '../rules/match-issue.ts';
import { prefilledAffects } from '../rules/prefill.ts';
import { matchedIssues } from '../store/issue-rows.ts';
import { linksOf } from '../store/link-rows.ts';
import { textsOf } from '../store/trait-rows.ts';
import { copyOf } from './show-issues.ts';
import { traitNames } from './trait-names.ts';

type ChoosingDesk = Pick<Desk, 'db' | 'brand' | 'profile'>;

/** Throws `ticket-not-found`. */
export async function issueCandidates(
  desk: ChoosingDesk,
  number: number,
): Promise<RouteReply<typeof getIssueCandidates>> {
  const ticket = await headOf(desk, { number });
  const [traits, texts, issues, links] = await Promise.all([
    ticketTraits(desk.db, ticket),
    textsOf(desk.db, ticket),
    matchedIssues(desk.db, desk.brand.id),
    linksOf(desk.db, ticket.id),
  ]);
  const names = traitNames(desk);
  const states = new Map(links.map(({ issueId, state }) => [issueId, state]));
  return {
    candidates: issues
      .map((issue) => {
        const fit = matchIssue(prepareIssue(issue.affects), traits, () => texts, names);
        return {
          number: Number(issue.number),
          title: issue.title,
          status: issue.status,
          score: fit?.score ?? 0,
          reasons: [...(fit?.reasons ?? [])],
          state: states.get(issue.id) ?? null,
        };
      })
      .sort((one, other) => other.score - one.score || other.number - one.number),
    prefilled: { title: ticket.title.slice(0, 200), affects: copyOf(prefilledAffects(desk.profile, traits)) },
  };
}
