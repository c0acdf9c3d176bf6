/** Known issues as the API shows them: the list, one, and all as a file. */
import type { Kysely } from 'kysely';
import type { Desk } from '#features/workspace/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { decodeTimeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { issueNotFound } from '../commands/decide-link.ts';
import type { exportIssues, IssueDetail, IssueSummary, listIssues } from '../contract.ts';
import { knownIssueLimits } from '../limits.ts';
import { type IssueStatus, issueStatuses, matchedStatuses } from '../rules/issue-status.ts';
import { trendOf } from '../rules/rising.ts';
import { type IssueTotals, totalsOfIssues } from '../store/count-rows.ts';
import { countByStatus, eventsOfIssue, findIssue, type IssueRow, pageOfIssues } from '../store/issue-rows.ts';

type ShowingDesk = Pick<Desk, 'brand' | 'clock'> & { db: Kysely<DB> };

type Asked = {
  status: 'matched' | 'all' | IssueStatus;
  query: string;
  limit: number;
  cursor?: string | undefined;
};

/** One page. Throws `invalid-request` for a cursor that is not ours. */
export async function listOfIssues(desk: ShowingDesk, asked: Asked): Promise<RouteReply<typeof listIssues>> {
  const rows = await pageOfIssues(desk.db, desk.brand.id, {
    statuses: statusesOf(asked.status),
    words: asked.query,
    after: asked.cursor === undefined ? null : decodeTimeCursor(asked.cursor),
    limit: asked.limit + 1,
  });
  const shown = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? shown.at(-1) : undefined;
  const [issues, counts] = await Promise.all([
    summariesOf(desk, shown),
    countByStatus(desk.db, desk.brand.id),
  ]);
  return {
    issues,
    counts: countsOf(counts),
    nextCursor: last ? encodeCursor([last.updatedAt, last.id]) : null,
  };
}

function countsOf(counts: ReadonlyMap<IssueStatus, number>): Record<IssueStatus, number> {
  const of = (status: IssueStatus): number => counts.get(status) ?? 0;
  return {
    investigating: of('investigating'),
    known: of('known'),
    workaround: of('workaround'),
    fixed: of('fixed'),
    closed: of('closed'),
  };
}

function statusesOf(status: Asked['status']): readonly IssueStatus[] | null {
  if (status === 'all') return null;
  return status === 'matched' ? matchedStatuses : issueStatuses.filter((one) => one === status);
}

/** One issue whole. Throws `known-issue-not-found`. */
export async function showIssue(desk: ShowingDesk, number: number): Promise<IssueDetail> {
  const row = await findIssue(desk.db, desk.brand.id, number);
  if (!row) throw issueNotFound();
  const [[summary], history] = await Promise.all([summariesOf(desk, [row]), eventsOfIssue(desk.db, row.id)]);
  if (!summary) throw issueNotFound();
  const { workarounds, notes, autoLink, version } = row;
  return {
    ...summary,
    ...{ workarounds, notes, autoLink, version },
    createdAt: row.createdAt.toISOString(),
    history: history.map(({ kind, actorName, sentences, at }) => ({
      kind,
      by: actorName,
      sentences,
      at: at.toISOString(),
    })),
  };
}

/** Every issue, the oldest first: what another system, or another desk, may read. */
export async function exportOfIssues(desk: ShowingDesk): Promise<RouteReply<typeof exportIssues>> {
  const rows = await pageOfIssues(desk.db, desk.brand.id, {
    statuses: null,
    words: '',
    after: null,
    limit: knownIssueLimits.exported,
  });
  const summaries = await summariesOf(desk, rows);
  const issues = rows.flatMap((row, at) => {
    const summary = summaries[at];
    if (!summary) return [];
    const { owner, ...rest } = summary;
    return {
      ...rest,
      owner: owner?.name ?? '',
      workarounds: row.workarounds,
      notes: row.notes,
      autoLink: row.autoLink,
      createdAt: row.createdAt.toISOString(),
    };
  });
  return { brand: desk.brand.key, issues: issues.toSorted((a, b) => a.number - b.number) };
}

async function summariesOf(desk: ShowingDesk, rows: readonly IssueRow[]): Promise<IssueSummary[]> {
  const totals = await totalsOfIssues(
    desk.db,
    rows.map(({ id }) => id),
    desk.clock.now(),
  );
  return rows.map((row) => toSummary(row, totals.get(row.id)));
}

function toSummary(row: IssueRow, totals: IssueTotals | undefined): IssueSummary {
  const { tickets = 0, open = 0, proposed = 0, thisWeek = 0, lastWeek = 0 } = totals ?? {};
  return {
    number: Number(row.number),
    title: row.title,
    status: row.status,
    affects: copyOf(row.affects),
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    fixedIn: row.fixedIn,
    firstSeenAt: row.firstSeenAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    totals: { tickets, open, proposed, thisWeek, lastWeek, trend: trendOf(thisWeek, lastWeek) },
  };
}

/** What rules only read, as the API's own arrays. */
export function copyOf(affects: IssueRow['affects']): IssueSummary['affects'] {
  return {
    topics: [...affects.topics],
    generations: [...affects.generations],
    firmware: affects.firmware,
    app: affects.app,
    systems: affects.systems.map(({ name, versions }) => ({ name, versions })),
    errors: [...affects.errors],
    words: [...affects.words],
  };
}
