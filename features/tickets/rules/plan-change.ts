/** What a wanted change does to a ticket: the new values and the events, or the reason why not. */
import type { TicketChange } from '../contract.ts';
import { ticketLimits } from '../limits.ts';
import { canMove, type Priority, type TicketStatus } from './status.ts';

export type Changeable = {
  title: string;
  titleFixed: boolean;
  status: TicketStatus;
  priority: Priority;
  department: string | null;
  topic: string | null;
  teamId: string | null;
  assigneeId: string | null;
  tags: string[];
};

export type PlannedEvent = { kind: string; data: Record<string, unknown> };

export type ChangePlan =
  | { outcome: 'changed'; next: Changeable; events: PlannedEvent[] }
  | { outcome: 'unchanged' }
  | { outcome: 'refused'; reason: string };

/** Names of teams and agents by id, for the timeline. */
export type Names = { team(id: string): string; agent(id: string): string };

/** Plans one change on one ticket. Pure: the same input always gives the same plan. */
export function planChange(ticket: Changeable, change: TicketChange, names: Names): ChangePlan {
  if (change.status !== undefined && !canMove(ticket.status, change.status)) {
    return {
      outcome: 'refused',
      reason: `A ticket cannot move from ${plain(ticket.status)} to ${plain(change.status)}.`,
    };
  }
  const tags = nextTags(ticket.tags, change);
  if (tags.length > ticketLimits.tags) {
    return { outcome: 'refused', reason: `A ticket has at most ${ticketLimits.tags} tags.` };
  }
  const title = change.title?.trim() || ticket.title;
  const next: Changeable = {
    title,
    titleFixed: ticket.titleFixed || title !== ticket.title,
    status: change.status ?? ticket.status,
    priority: change.priority ?? ticket.priority,
    department: change.department === undefined ? ticket.department : change.department,
    topic: change.topic === undefined ? ticket.topic : change.topic,
    teamId: change.teamId === undefined ? ticket.teamId : change.teamId,
    assigneeId: change.assigneeId === undefined ? ticket.assigneeId : change.assigneeId,
    tags,
  };
  const events = differences(ticket, next, names);
  return events.length === 0 ? { outcome: 'unchanged' } : { outcome: 'changed', next, events };
}

function plain(status: TicketStatus): string {
  return `“${status.replaceAll('-', ' ')}”`;
}

/** Tags are kept in the order they were given; case and surrounding space make no new tag. */
function nextTags(tags: readonly string[], change: TicketChange): string[] {
  const removed = new Set((change.removeTags ?? []).map(tidyTag));
  const added = (change.addTags ?? []).map(tidyTag).filter((tag) => tag !== '');
  return [...new Set([...tags, ...added])].filter((tag) => !removed.has(tag));
}

/** One form per tag. */
export function tidyTag(tag: string): string {
  return tag.trim().toLowerCase().replace(/\s+/g, '-');
}

function differences(before: Changeable, next: Changeable, names: Names): PlannedEvent[] {
  const events: PlannedEvent[] = [];
  for (const key of ['title', 'status', 'priority', 'department', 'topic'] as const) {
    if (before[key] !== next[key]) {
      events.push({ kind: `${key}-changed`, data: { from: before[key], to: next[key] } });
    }
  }
  for (const [key, kind, name] of [
    ['teamId', 'team-changed', names.team],
    ['assigneeId', 'assignee-changed', names.agent],
  ] as const) {
    const to = next[key];
    if (before[key] !== to) {
      events.push({ kind, data: { from: before[key], to, toName: to === null ? null : name(to) } });
    }
  }
  const added = next.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !next.tags.includes(tag));
  if (added.length > 0 || removed.length > 0) events.push({ kind: 'tags-changed', data: { added, removed } });
  return events;
}
