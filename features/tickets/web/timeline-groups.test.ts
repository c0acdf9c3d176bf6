import { describe, expect, it } from 'vitest';
import type { TicketEvent, TicketMessage } from '../contract.ts';
import { foldOlder, timelineOf } from './timeline-groups.ts';

const at = (minute: number) => `2026-03-18T10:${String(minute).padStart(2, '0')}:00.000Z`;

function message(id: string, minute: number): TicketMessage {
  return {
    id,
    direction: 'in',
    kind: 'message',
    author: { kind: 'customer', id: null, name: 'Anna', email: null },
    lane: 'plausible',
    laneReasons: [],
    to: [],
    cc: [],
    subject: '',
    text: '',
    visibleText: '',
    quotedText: '',
    signature: '',
    hasHtml: false,
    remoteImageCount: 0,
    attachments: [],
    delivery: null,
    mentions: [],
    warnings: [],
    messageId: null,
    hasRaw: true,
    mergedFrom: null,
    at: at(minute),
  };
}

function event(id: string, minute: number, kind = 'status-changed', reasons: string[] = []): TicketEvent {
  return { id, kind, actor: { kind: 'agent', name: 'Ben' }, sentence: id, reasons, at: at(minute) };
}

it('tells what the desk did at one moment in one line, and what others did in their own', () => {
  const desk = (id: string, minute: number, reasons: string[] = []): TicketEvent => ({
    ...event(id, minute, 'topic-changed', reasons),
    actor: { kind: 'system', name: 'Triage' },
  });
  const [item] = timelineOf({
    messages: [],
    events: [desk('1', 1, ['Why.']), desk('2', 1), desk('3', 2), event('4', 2)],
  });
  expect(item?.kind === 'events' && item.events.map(({ sentence, reasons }) => [sentence, reasons])).toEqual([
    ['1 2', ['Why.']],
    ['3', []],
    ['4', []],
  ]);
});

const shape = (items: ReturnType<typeof timelineOf>) =>
  items.map((item) => (item.kind === 'events' ? item.events.map((each) => each.id).join('+') : item.key));

describe('the timeline', () => {
  it('stands in the order of time, whatever order the server sent', () => {
    const items = timelineOf({
      messages: [message('b', 20), message('a', 10)],
      events: [event('x', 15), event('y', 30)],
    });
    expect(shape(items)).toEqual(['m-a', 'x', 'm-b', 'y']);
  });

  it('gathers a run of events between two messages', () => {
    const items = timelineOf({
      messages: [message('a', 10), message('b', 40)],
      events: [event('x', 15), event('y', 16)],
    });
    expect(shape(items)).toEqual(['m-a', 'x+y', 'm-b']);
  });

  it('leaves out events a message tells itself, unless they say why', () => {
    const items = timelineOf({
      messages: [message('a', 10)],
      events: [
        event('silent', 10, 'message-received'),
        event('why', 11, 'message-received', ['References matched']),
      ],
    });
    expect(shape(items)).toEqual(['m-a', 'why']);
  });

  it('keeps the first message and the newest six, and folds what is between', () => {
    const items = timelineOf({
      messages: Array.from({ length: 20 }, (_u, i) => message(`m${i + 10}`, i)),
      events: [],
    });
    const folded = foldOlder(items);
    expect(folded).toHaveLength(8);
    expect(folded[1]).toMatchObject({ kind: 'older', messages: 13 });
    expect(folded.at(-1)).toMatchObject({ key: 'm-m29' });
  });

  it('does not fold when it would hide next to nothing', () => {
    const items = timelineOf({
      messages: Array.from({ length: 8 }, (_u, i) => message(`m${i}`, i)),
      events: [],
    });
    expect(foldOlder(items)).toEqual(items);
  });

  it('an empty ticket is an empty timeline', () => {
    expect(foldOlder(timelineOf({ messages: [], events: [] }))).toEqual([]);
  });
});
