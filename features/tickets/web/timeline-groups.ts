/** Orders messages and events into what the reader sees: messages stand out, runs of small events fold. Pure. */
import type { TicketDetail, TicketEvent, TicketMessage } from '../contract.ts';

export type TimelineItem =
  | { kind: 'message'; key: string; message: TicketMessage }
  | { kind: 'events'; key: string; events: TicketEvent[] }
  | { kind: 'older'; key: string; items: TimelineItem[]; messages: number };

/** Messages shown without asking: the first, and this many of the newest. */
const newestShown = 6;
/** A run of events longer than this shows its last and folds the others. */
export const eventsShown = 2;

/** Events that say nothing a message in the timeline does not say itself. */
const told: ReadonlySet<string> = new Set(['message-received', 'reply-written', 'note-written']);

function byTime(a: { at: string; id: string }, b: { at: string; id: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1;
}

function isTold(event: TicketEvent): boolean {
  return told.has(event.kind) && event.reasons.length === 0;
}

/** What the desk did at one moment is one line: topic, department, team and title of a new ticket are one decision. */
function joinTogether(events: readonly TicketEvent[]): TicketEvent[] {
  const joined: TicketEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    const together =
      last !== undefined &&
      last.at === event.at &&
      last.actor.kind === 'system' &&
      event.actor.kind === 'system' &&
      last.actor.name === event.actor.name;
    if (!together) joined.push(event);
    else {
      joined[joined.length - 1] = {
        ...last,
        sentence: `${last.sentence} ${event.sentence}`,
        reasons: [...last.reasons, ...event.reasons],
      };
    }
  }
  return joined;
}

export function timelineOf(ticket: Pick<TicketDetail, 'messages' | 'events'>): TimelineItem[] {
  const events = joinTogether(ticket.events.filter((event) => !isTold(event)).sort(byTime));
  const items: TimelineItem[] = [];
  let next = 0;
  const flush = (before: string | null) => {
    const run: TicketEvent[] = [];
    for (let event = events[next]; event && (before === null || event.at < before); event = events[next]) {
      run.push(event);
      next += 1;
    }
    const first = run[0];
    if (first) items.push({ kind: 'events', key: `e-${first.id}`, events: run });
  };
  for (const message of [...ticket.messages].sort(byTime)) {
    flush(message.at);
    items.push({ kind: 'message', key: `m-${message.id}`, message });
  }
  flush(null);
  return items;
}

/** Puts the middle of a long conversation behind one button; the first message and the newest stay. */
export function foldOlder(items: readonly TimelineItem[]): TimelineItem[] {
  const messageAt = items.flatMap((item, index) => (item.kind === 'message' ? [index] : []));
  const start = (messageAt[0] ?? 0) + 1;
  const end = messageAt[messageAt.length - newestShown] ?? 0;
  const folded = items.slice(start, end);
  const messages = folded.filter((item) => item.kind === 'message').length;
  if (messages < 3) return [...items];
  return [
    ...items.slice(0, start),
    { kind: 'older', key: 'older', items: folded, messages },
    ...items.slice(end),
  ];
}
