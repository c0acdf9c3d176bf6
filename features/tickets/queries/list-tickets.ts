/** A page of the ticket list, and the counters beside the views. */
import { type Kysely, sql } from 'kysely';
import type { Desk } from '#features/workspace/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { NamedError } from '#platform/named-error.ts';
import type { TicketSummary, viewIds } from '../contract.ts';
import type { TicketSearch } from '../ports.ts';
import {
  bothFilters,
  filterOfView,
  type ListFilter,
  parseStatuses,
  type ViewId,
} from '../rules/list-filter.ts';
import { cappedCount, listRows, type PageKey, rowsOf, type SummaryRow } from '../store/ticket-rows.ts';

export type ListQuery = {
  query?: string | undefined;
  status?: string | undefined;
  view?: ViewId | undefined;
  team?: string | undefined;
  assignee?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

export type TicketPage = { tickets: TicketSummary[]; nextCursor: string | null };

/**
 * One page, newest change first. Throws `invalid-request` for a status that is none or a cursor we did not give.
 * A page of a search may be short and still have a next one: the work of one request is bounded.
 */
export async function listTickets(
  desk: Pick<Desk, 'db' | 'brand'>,
  search: TicketSearch,
  agentId: string | null,
  query: ListQuery,
): Promise<TicketPage> {
  const filter = filterOf(query, agentId);
  if (filter === 'nothing') return { tickets: [], nextCursor: null };
  const after = query.cursor === undefined ? null : decodePageKey(query.cursor);
  const words = query.query?.trim() ?? '';
  if (words !== '') {
    const found = await search({ query: words, filter, after, limit: query.limit, agentId });
    const rows = await rowsOf(desk.db, found.ids);
    return { tickets: rows.map(toSummary), nextCursor: found.next && encodePageKey(found.next) };
  }
  const rows = await listRows(desk.db, { brandId: desk.brand.id, filter, after, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { tickets: page.map(toSummary), nextCursor: last ? encodePageKey(last) : null };
}

function filterOf(query: ListQuery, agentId: string | null): ListFilter | 'nothing' {
  const view = filterOfView(query.view ?? 'all', agentId);
  const statuses =
    query.status === undefined || query.status === '' ? undefined : parseStatuses(query.status);
  if (statuses === null) {
    throw new NamedError('invalid-request', 'One of the statuses is not a status.', {
      status: 'not a status',
    });
  }
  if (view === 'nothing') return 'nothing';
  return bothFilters(view, {
    ...(statuses ? { statuses } : {}),
    ...(query.team === undefined ? {} : { teamId: query.team }),
    ...(query.assignee === undefined ? {} : { assigneeId: query.assignee }),
  });
}

/** Cursor of a row. */
export function encodePageKey(key: PageKey): string {
  return encodeCursor([key.micros, key.id]);
}

/** Throws `invalid-request` for anything but a cursor we made. */
export function decodePageKey(cursor: string): PageKey {
  const [micros = '', id = ''] = decodeCursor(cursor, 2);
  if (!/^-?\d{1,17}$/.test(micros) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
    throw new NamedError('invalid-request', 'The cursor is not one we gave out.', { cursor: 'unreadable' });
  }
  return { micros, id };
}

/** A row as the API shows it. */
export function toSummary(row: SummaryRow): TicketSummary {
  return {
    number: row.number,
    title: row.title,
    subject: row.subject,
    status: row.status,
    priority: row.priority,
    department: row.department,
    topic: row.topic,
    team: row.teamId === null ? null : { id: row.teamId, name: row.teamName ?? '' },
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    customer:
      row.personId === null
        ? null
        : { id: row.personId, name: row.personName ?? '', email: row.personEmail ?? '' },
    tags: row.tags,
    language: row.language,
    snippet: row.snippet,
    messageCount: row.messageCount,
    attachmentCount: row.attachmentCount,
    waitingForUs: row.waitingForUs,
    deliveryTrouble: row.deliveryTrouble,
    mergedInto: row.mergedNumber,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastCustomerAt: row.lastCustomerAt?.toISOString() ?? null,
  };
}

const viewLabels: Readonly<Record<ViewId, string>> = {
  mine: 'Mine',
  unassigned: 'Unassigned',
  open: 'All open',
  waiting: 'Waiting',
  resolved: 'Resolved',
  spam: 'Spam',
  all: 'All tickets',
};

/** Counting further costs time and tells an agent nothing more: see docs/decisions/counters-stop-at-1000.md. */
export const mostCounted = 1000;

export type ViewCount = { id: string; label: string; count: number; more: boolean };

/** Every view with its counter, in one statement. */
export async function countViews(
  db: Kysely<DB>,
  brandId: string,
  agentId: string | null,
  views: typeof viewIds,
): Promise<ViewCount[]> {
  const counts = views.map((view) => {
    const filter = filterOfView(view, agentId);
    return filter === 'nothing' ? sql`0` : cappedCount(brandId, filter, mostCounted + 1);
  });
  const { rows } = await sql<{
    counts: number[];
  }>`select array[${sql.join(counts)}]::int[] as counts`.execute(db);
  const found = rows[0]?.counts ?? [];
  return views.map((view, i) => {
    const count = found[i] ?? 0;
    return {
      id: view,
      label: viewLabels[view],
      count: Math.min(count, mostCounted),
      more: count > mostCounted,
    };
  });
}
