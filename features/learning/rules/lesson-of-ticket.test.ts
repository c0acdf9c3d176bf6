import { describe, expect, it } from 'vitest';
import { lessonOfTicket, type PlaceEvent, type TaughtTicket, topicsOf } from './lesson-of-ticket.ts';

const departments = [
  { id: 'technical', team: 'technical', topics: ['sync', 'battery'] },
  { id: 'billing', team: 'money', topics: ['invoice', 'refund'] },
  { id: 'account', team: 'money', topics: ['login'] },
  { id: 'safety', team: 'warranty', topics: ['safety'] },
  { id: 'warranty', team: 'warranty', topics: ['damage'] },
];
const mara = { kind: 'agent' as const, id: 'a1', name: 'Mara' };
const ben = { kind: 'agent' as const, id: 'a2', name: 'Ben' };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));

let minute = 0;
function event(
  kind: PlaceEvent['kind'],
  from: string | null,
  to: string | null,
  given: Partial<PlaceEvent> = {},
): PlaceEvent {
  minute += 1;
  return { kind, from, to, byPeople: true, actor: mara, at: at(minute), ...given };
}

/** Placed by the desk as sync, with the technical team. */
function ticket(given: Partial<TaughtTicket> = {}): TaughtTicket {
  return {
    status: 'open',
    topic: 'sync',
    department: 'technical',
    team: 'technical',
    answered: false,
    understood: true,
    events: [],
    ...given,
  };
}

const toMoney = event('team-changed', 'technical', 'money');
const toInvoice = event('topic-changed', 'sync', 'invoice');
const backToSync = event('topic-changed', 'invoice', 'sync');
const solved = event('status-changed', 'open', 'resolved');

describe('a ticket teaches', () => {
  it.each<[string, TaughtTicket, unknown]>([
    [
      'the topic that a person chose',
      ticket({ topic: 'invoice', events: [toInvoice] }),
      { kind: 'correction', topic: 'invoice', departments: ['billing'] },
    ],
    [
      'the departments of the team it was given to, when no topic was chosen',
      ticket({ team: 'money', events: [toMoney] }),
      { kind: 'correction', topic: null, departments: ['billing', 'account'] },
    ],
    [
      'the topic, when team and topic were chosen',
      ticket({ team: 'money', topic: 'invoice', events: [toMoney, toInvoice] }),
      { kind: 'correction', topic: 'invoice', departments: ['billing'] },
    ],
    [
      'the team, when it was given on after a topic that is none of that team',
      ticket({
        team: 'warranty',
        topic: 'invoice',
        events: [toInvoice, event('team-changed', 'money', 'warranty')],
      }),
      { kind: 'correction', topic: null, departments: ['safety', 'warranty'] },
    ],
    [
      'the department that a person chose',
      ticket({ department: 'account', events: [event('department-changed', 'technical', 'account')] }),
      { kind: 'correction', topic: null, departments: ['account'] },
    ],
    [
      'the choice of a person where the desk was unsure',
      ticket({
        topic: null,
        department: 'general',
        team: 'technical',
        events: [event('team-changed', null, 'technical')],
      }),
      { kind: 'correction', topic: null, departments: ['technical'] },
    ],
    [
      'quietly, that the desk was right: answered and solved without a move',
      ticket({ status: 'resolved', answered: true, events: [solved] }),
      { kind: 'confirmation', topic: 'sync', departments: ['technical'] },
    ],
    [
      'the same when it was moved and moved back',
      ticket({ status: 'closed', answered: true, events: [toInvoice, backToSync, solved] }),
      { kind: 'confirmation', topic: 'sync', departments: ['technical'] },
    ],
  ])('%s', (_what, given, lesson) => {
    expect(lessonOfTicket(given, departments)).toMatchObject(lesson as object);
  });

  it('what stood there before anybody touched it, and who spoke last', () => {
    const lesson = lessonOfTicket(
      ticket({
        topic: 'refund',
        events: [toInvoice, event('topic-changed', 'invoice', 'refund', { actor: ben })],
      }),
      departments,
    );
    expect(lesson).toMatchObject({ placed: { topic: 'sync', team: 'technical' }, topic: 'refund', by: ben });
  });
});

describe('a ticket teaches nothing', () => {
  it.each<[string, TaughtTicket]>([
    ['while nobody touched it', ticket()],
    ['when it is spam', ticket({ status: 'spam', topic: 'invoice', events: [toInvoice] })],
    [
      'when its message was not understood',
      ticket({ understood: false, topic: 'invoice', events: [toInvoice] }),
    ],
    [
      'when the desk itself moved it',
      ticket({ topic: 'invoice', events: [{ ...toInvoice, byPeople: false }] }),
    ],
    ['when it was moved and moved back', ticket({ events: [toInvoice, backToSync] })],
    [
      'when its topic was only taken away',
      ticket({ topic: null, events: [event('topic-changed', 'sync', null)] }),
    ],
    [
      'when it went to a team that answers for no department',
      ticket({ team: 'vip', events: [event('team-changed', 'technical', null)] }),
    ],
    [
      'when it was moved within its own team',
      ticket({ topic: 'sync', events: [event('team-changed', 'other', 'technical')] }),
    ],
    ['when it was solved without an answer', ticket({ status: 'resolved', events: [solved] })],
    [
      'when it was solved and the desk had been unsure',
      ticket({ topic: null, status: 'resolved', answered: true, events: [solved] }),
    ],
  ])('%s', (_what, given) => {
    expect(lessonOfTicket(given, departments)).toBeNull();
  });
});

it('harm is one of the topics only where no other is left', () => {
  expect(topicsOf(['safety', 'warranty'], departments, 'safety')).toEqual(['damage']);
  expect(topicsOf(['safety'], departments, 'safety')).toEqual(['safety']);
});
