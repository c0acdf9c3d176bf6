import { describe, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import type { LiveFeed } from '#platform/events/live.ts';
import { routes } from './index.ts';
import { permissions } from './permissions.ts';
import { agentActor, receive } from './testing.ts';
import { testOutbox } from './testing-outbox.ts';
import { testServer } from './testing-server.ts';

const desk = await testDesk({ permissions: [permissions] });
const live: LiveFeed = { subscribe: () => () => undefined, close: async () => undefined };
const { call } = await testServer(
  desk,
  routes(desk, {
    outbox: testOutbox(desk),
    search: async () => ({ ids: [], next: null }),
    live,
    countQuarantine: async () => 3,
  }),
);
const mara = await agentActor(desk, 'agent', 'Mara');
const viewer = await agentActor(desk, 'viewer', 'Vera');

describe('the list', () => {
  it('pages through every ticket once, newest change first, while tickets keep arriving', async () => {
    const made: number[] = [];
    for (let n = 0; n < 23; n += 1) {
      // Some share their instant: the id decides then.
      if (n % 3 === 0) desk.clock.advance(1_000);
      made.push((await receive(desk, { subject: `Paged ${n}` })).ticketNumber);
    }
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await call(mara, 'GET', `/api/v1/tickets?limit=5${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.tickets.map((ticket: { number: number }) => ticket.number));
      cursor = body.nextCursor ?? '';
      desk.clock.advance(1_000);
      await receive(desk, { subject: 'Arrived meanwhile' });
    } while (cursor);
    expect(seen.filter((number) => made.includes(number)).sort((a, b) => a - b)).toEqual(made);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('shows who wrote, whose turn it is, and the newest words', async () => {
    const { ticketNumber } = await receive(desk, { author: { name: 'Bo', address: 'Bo@example.org' } });
    const { body } = await call(mara, 'GET', '/api/v1/tickets?limit=1');
    expect(body.tickets).toMatchObject([
      {
        number: ticketNumber,
        customer: { name: 'Bo', email: 'Bo@example.org' },
        waitingForUs: true,
        status: 'new',
      },
    ]);
  });

  it.each([
    ['mine', (me: string) => ({ assigneeId: me, status: 'open' })],
    ['unassigned', () => ({ assigneeId: null, status: 'open' })],
    ['waiting', () => ({ status: 'waiting-on-customer' })],
    ['resolved', () => ({ status: 'closed' })],
    ['spam', () => ({ status: 'spam' })],
  ])('view %s holds what it says and nothing else', async (view, set) => {
    const inside = await receive(desk);
    await receive(desk);
    desk.clock.advance(1_000);
    await desk.db
      .updateTable('ticket')
      .set({ ...set(mara.id), updatedAt: desk.clock.now() })
      .where('id', '=', inside.ticketId)
      .execute();
    const { body } = await call(mara, 'GET', `/api/v1/tickets?view=${view}`);
    expect(body.tickets[0].number).toBe(inside.ticketNumber);
    const wanted = set(mara.id);
    for (const ticket of body.tickets) {
      if ('assigneeId' in wanted) expect(ticket.assignee?.id ?? null).toBe(wanted.assigneeId);
    }
    const views = await call(mara, 'GET', '/api/v1/views');
    const counter = views.body.views.find((one: { id: string }) => one.id === view);
    expect(counter).toMatchObject({ count: body.tickets.length, more: false });
  });

  it('takes one status or several', async () => {
    const { body } = await call(mara, 'GET', '/api/v1/tickets?status=spam,closed');
    expect(new Set(body.tickets.map((ticket: { status: string }) => ticket.status))).toEqual(
      new Set(['spam', 'closed']),
    );
  });

  it.each([
    ['status=nonsense'],
    ['status=open,nonsense'],
    ['limit=0'],
    ['limit=101'],
    ['limit=many'],
    ['view=everything'],
    ['team=1'],
    [`assignee='%20or%201=1`],
    ['cursor=abc'],
    [`cursor=${Buffer.from('["1","2","3"]').toString('base64url')}`],
    [`cursor=${Buffer.from('["1; drop table ticket","x"]').toString('base64url')}`],
    [`cursor=${Buffer.from('[{"a":1},null]').toString('base64url')}`],
    [`cursor=${'a'.repeat(501)}`],
  ])('refuses %s', async (query) => {
    const { status, body } = await call(mara, 'GET', `/api/v1/tickets?${query}`);
    expect([status, body.name]).toEqual([400, 'invalid-request']);
  });

  it('counts quarantine beside the views', async () => {
    const { body } = await call(viewer, 'GET', '/api/v1/views');
    expect(body.views.at(-1)).toEqual({ id: 'quarantine', label: 'Quarantine', count: 3, more: false });
  });
});

describe('one ticket', () => {
  it('shows messages in the order they were written, with events and moves', async () => {
    const first = await receive(desk, { text: 'later' });
    await receive(desk, {
      target: { kind: 'existing', ticketId: first.ticketId },
      text: 'earlier',
      at: new Date(desk.clock.now().getTime() - 60_000),
    });
    const { body } = await call(viewer, 'GET', `/api/v1/tickets/${first.ticketNumber}`);
    expect(body.messages.map((message: { text: string }) => message.text)).toEqual(['earlier', 'later']);
    expect(body.events.map((event: { sentence: string }) => event.sentence)).toEqual([
      'The ticket was opened by a message.',
      'A message arrived.',
    ]);
    expect(body.allowedStatuses).toContain('open');
    expect(body.participants).toMatchObject([{ role: 'requester', person: { email: 'anna@example.com' } }]);
    expect(body.messages[0]).toMatchObject({ lane: 'plausible', direction: 'in', delivery: null });
  });

  it.each(['999999999', '0', '-1', '1.5', 'abc', '1%20or%201=1', '99999999999999999999'])(
    'number %s is refused plainly',
    async (number) => {
      const { status } = await call(mara, 'GET', `/api/v1/tickets/${number}`);
      expect([400, 404]).toContain(status);
    },
  );
});

describe('a change', () => {
  it('writes what was asked, with one event each by whom', async () => {
    const { ticketNumber } = await receive(desk);
    const { status, body } = await call(mara, 'PATCH', `/api/v1/tickets/${ticketNumber}`, {
      status: 'waiting-on-customer',
      priority: 'high',
      teamId: desk.teams.technical,
      assigneeId: mara.id,
      addTags: ['Needs Log', 'needs-log', 'ios'],
      title: 'Charging',
      department: 'technical',
      topic: 'charging',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'waiting-on-customer',
      priority: 'high',
      team: { name: 'Technical support' },
      assignee: { id: mara.id, name: 'Mara' },
      tags: ['needs-log', 'ios'],
      title: 'Charging',
      subject: 'Ring does not charge',
      version: 2,
    });
    const sentences = body.events
      .slice(1)
      .map((event: { sentence: string; actor: { name: string } }) => [event.actor.name, event.sentence]);
    expect(sentences).toEqual(
      [
        'Title changed to “Charging”.',
        'Status changed from new to waiting on customer.',
        'Priority changed from normal to high.',
        'Department set to technical.',
        'Topic set to charging.',
        'Given to the team Technical support.',
        'Assigned to Mara.',
        'Tags added: needs-log, ios.',
      ].map((sentence) => ['Mara', sentence]),
    );
  });

  it('that changes nothing writes nothing', async () => {
    const { ticketNumber } = await receive(desk);
    const { body } = await call(mara, 'PATCH', `/api/v1/tickets/${ticketNumber}`, {
      priority: 'normal',
      removeTags: ['x'],
    });
    expect(body).toMatchObject({ version: 1 });
    expect(body.events).toHaveLength(1);
  });

  it.each([
    [{ status: 'new' }, 409, 'move-not-allowed'],
    [{ status: 'done' }, 400, 'invalid-request'],
    [{ priority: 5 }, 400, 'invalid-request'],
    [{ teamId: 'x' }, 400, 'invalid-request'],
    [{ teamId: '0197b5a0-0000-7000-8000-000000000000' }, 400, 'invalid-request'],
    [{ assigneeId: '0197b5a0-0000-7000-8000-000000000000' }, 400, 'invalid-request'],
    [{ department: 'nowhere' }, 400, 'invalid-request'],
    [{ topic: 'nothing' }, 400, 'invalid-request'],
    [{ title: '' }, 400, 'invalid-request'],
    [{ addTags: Array.from({ length: 31 }, (_, n) => `t${n}`) }, 400, 'invalid-request'],
    ['nonsense', 400, 'invalid-request'],
  ])('to %j is refused', async (change, status, name) => {
    const { ticketId, ticketNumber } = await receive(desk);
    await desk.db.updateTable('ticket').set({ status: 'open' }).where('id', '=', ticketId).execute();
    const answer = await call(mara, 'PATCH', `/api/v1/tickets/${ticketNumber}`, change, {
      'content-type': 'application/json',
    });
    expect([answer.status, answer.body.name]).toEqual([status, name]);
  });

  it('of many at once tells each outcome, and a preview writes nothing', async () => {
    const [a, b] = [await receive(desk), await receive(desk)];
    await desk.db.updateTable('ticket').set({ status: 'closed' }).where('id', '=', b.ticketId).execute();
    const asked = {
      numbers: [a.ticketNumber, b.ticketNumber, 999_999, a.ticketNumber],
      change: { status: 'resolved' },
    };
    const expected = [
      { number: a.ticketNumber, outcome: 'changed', reason: null },
      {
        number: b.ticketNumber,
        outcome: 'refused',
        reason: 'A ticket cannot move from “closed” to “resolved”.',
      },
      { number: 999_999, outcome: 'refused', reason: 'There is no ticket with this number.' },
    ];
    const preview = await call(mara, 'POST', '/api/v1/tickets/bulk', { ...asked, preview: true });
    expect(preview.body.results).toEqual(expected);
    const before = await call(mara, 'GET', `/api/v1/tickets/${a.ticketNumber}`);
    expect(before.body).toMatchObject({ status: 'new', version: 1 });
    const done = await call(mara, 'POST', '/api/v1/tickets/bulk', asked);
    expect(done.body.results).toEqual(expected);
    const after = await call(mara, 'GET', `/api/v1/tickets/${a.ticketNumber}`);
    expect(after.body).toMatchObject({ status: 'resolved', version: 2 });
  });
});
