/** Which statuses a list asks for. */
import type { viewIds } from '../contract.ts';
import { openStatuses, type TicketStatus, ticketStatuses } from './status.ts';

export type ViewId = (typeof viewIds)[number];

/** What a list may be narrowed to. Absent = not narrowed. */
export type ListFilter = {
  statuses?: readonly TicketStatus[];
  teamId?: string;
  /** Null: nobody's. */
  assigneeId?: string | null;
};

const waiting: readonly TicketStatus[] = ['waiting-on-customer', 'waiting-on-third-party'];

/** What a view stands for. `mine` of an API key is empty: a key owns no tickets. */
export function filterOfView(view: ViewId, agentId: string | null): ListFilter | 'nothing' {
  switch (view) {
    case 'mine':
      return agentId === null ? 'nothing' : { statuses: openStatuses, assigneeId: agentId };
    case 'unassigned':
      return { statuses: openStatuses, assigneeId: null };
    case 'open':
      return { statuses: openStatuses };
    case 'waiting':
      return { statuses: waiting };
    case 'resolved':
      return { statuses: ['resolved', 'closed'] };
    case 'spam':
      return { statuses: ['spam'] };
    case 'all':
      return {};
  }
}

/** Both conditions at once; 'nothing' when no ticket can meet both. */
export function bothFilters(a: ListFilter, b: ListFilter): ListFilter | 'nothing' {
  const statuses =
    a.statuses && b.statuses ? a.statuses.filter((s) => b.statuses?.includes(s)) : (a.statuses ?? b.statuses);
  if (statuses?.length === 0) return 'nothing';
  if (a.assigneeId !== undefined && b.assigneeId !== undefined && a.assigneeId !== b.assigneeId)
    return 'nothing';
  if (a.teamId !== undefined && b.teamId !== undefined && a.teamId !== b.teamId) return 'nothing';
  return { ...a, ...b, ...(statuses ? { statuses } : {}) };
}

/** `new,open` -> statuses; null when one of the words is none. */
export function parseStatuses(text: string): TicketStatus[] | null {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const known = ticketStatuses.filter((status) => words.includes(status));
  return known.length === new Set(words).size && known.length > 0 ? known : null;
}
