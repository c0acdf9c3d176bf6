/** The ticket as it will look when the server agrees, so that a menu answers at once. Pure. */
import type { TicketChange, TicketDetail } from '../contract.ts';

export type Known = {
  agents: readonly { id: string; name: string }[];
  teams: readonly { id: string; name: string }[];
};

export function applyChange(ticket: TicketDetail, change: TicketChange, known: Known): TicketDetail {
  const next = { ...ticket };
  if (change.title !== undefined) next.title = change.title;
  if (change.status !== undefined) next.status = change.status;
  if (change.priority !== undefined) next.priority = change.priority;
  if (change.department !== undefined) next.department = change.department;
  if (change.topic !== undefined) next.topic = change.topic;
  if (change.assigneeId !== undefined) next.assignee = refOf(known.agents, change.assigneeId);
  if (change.teamId !== undefined) next.team = refOf(known.teams, change.teamId);
  const removed = new Set(change.removeTags ?? []);
  const kept = ticket.tags.filter((tag) => !removed.has(tag));
  next.tags = [...kept, ...(change.addTags ?? []).filter((tag) => !kept.includes(tag))];
  return next;
}

function refOf(
  list: readonly { id: string; name: string }[],
  id: string | null,
): { id: string; name: string } | null {
  const found = list.find((each) => each.id === id);
  return found ? { id: found.id, name: found.name } : null;
}

/** Why a status cannot be chosen now, for the tooltip of its disabled menu line; null when it can. */
export function whyNot(
  from: string,
  to: string,
  allowed: readonly string[],
  label: (id: string) => string,
): string | null {
  if (from === to || allowed.includes(to)) return null;
  if (to === 'new') return 'New is where mail starts; no ticket goes back to it';
  return `A ticket that is ${label(from).toLowerCase()} cannot go straight to ${label(to).toLowerCase()}`;
}
