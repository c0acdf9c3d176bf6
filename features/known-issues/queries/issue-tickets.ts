/** The tickets of an issue, page by page. */
import type { Desk } from '#features/workspace/index.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { decodeTimeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { issueNotFound } from '../commands/decide-link.ts';
import type { listIssueTickets } from '../contract.ts';
import { findIssue } from '../store/issue-rows.ts';
import { type LinkState, ticketsOfIssue } from '../store/link-rows.ts';

type Asked = { number: number; state: LinkState; limit: number; cursor?: string | undefined };

/** Throws `known-issue-not-found`, `invalid-request` for a cursor that is not ours. */
export async function issueTickets(
  desk: Pick<Desk, 'db' | 'brand'>,
  asked: Asked,
): Promise<RouteReply<typeof listIssueTickets>> {
  const after = asked.cursor === undefined ? null : decodeTimeCursor(asked.cursor);
  const issue = await findIssue(desk.db, desk.brand.id, asked.number);
  if (!issue) throw issueNotFound();
  const rows = await ticketsOfIssue(desk.db, {
    issueId: issue.id,
    state: asked.state,
    after,
    limit: asked.limit + 1,
  });
  const shown = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? shown.at(-1) : undefined;
  return {
    tickets: shown.map(({ ticketId: _, createdAt, changedAt, byName, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      by: byName,
      at: changedAt.toISOString(),
    })),
    nextCursor: last ? encodeCursor([last.changedAt, last.ticketId]) : null,
  };
}
