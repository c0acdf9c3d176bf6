import { describe, expect, it } from 'vitest';
import { noteFailure } from '#features/people/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { permissions, routes } from './index.ts';
import { agentActor, receive } from './testing.ts';
import { testOutbox } from './testing-outbox.ts';
import { testServer } from './testing-server.ts';

const desk = await testDesk({ permissions: [permissions] });
const { call } = await testServer(
  desk,
  routes(desk, {
    outbox: testOutbox(desk),
    search: async () => ({ ids: [], next: null }),
    live: { subscribe: () => () => undefined, close: async () => undefined },
    countQuarantine: async () => 0,
  }),
);
const mara = await agentActor(desk, 'agent', 'Mara');
const otto = await agentActor(desk, 'agent', 'Otto');
const at = (number: number, rest = '') => `/api/v1/tickets/${number}${rest}`;
const ticket = async (number: number) => (await call(mara, 'GET', at(number))).body;

describe('an answer', () => {
  it('goes to who wrote, is on the ticket at once, and makes it the customer’s turn', async () => {
    const { ticketNumber } = await receive(desk, { cc: [{ name: 'Ben', address: 'ben@example.org' }] });
    const { status, body } = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      html: '<p>Hello <b>Anna</b>,<script>alert(1)</script><br>please <a href="javascript:x">try</a> this.</p><img src="https://track.example.com/x.png">',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      direction: 'out',
      author: { kind: 'agent', name: 'Mara' },
      to: [{ address: 'anna@example.com' }],
      cc: [{ address: 'ben@example.org' }],
      text: 'Hello Anna,\nplease try this.',
      delivery: { state: 'queued', dueAt: new Date(desk.clock.now().getTime() + 10_000).toISOString() },
    });
    const stored = await desk.db
      .selectFrom('message')
      .select('html')
      .where('id', '=', body.id)
      .executeTakeFirstOrThrow();
    expect(stored.html).toBe('<p>Hello <b>Anna</b>,<br />please <a>try</a> this.</p>');
    expect(await ticket(ticketNumber)).toMatchObject({
      status: 'open',
      waitingForUs: false,
      messageCount: 2,
    });
  });

  it('can set the status, and undoing it restores ticket and text', async () => {
    const { ticketNumber } = await receive(desk);
    const before = await ticket(ticketNumber);
    const sent = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      text: 'Done <now>',
      setStatus: 'resolved',
    });
    expect((await ticket(ticketNumber)).status).toBe('resolved');
    const undone = await call(mara, 'POST', at(ticketNumber, `/messages/${sent.body.id}/undo`));
    expect(undone.body.draft).toMatchObject({ kind: 'reply', html: '<p>Done &lt;now&gt;</p>' });
    const after = await ticket(ticketNumber);
    expect(after).toMatchObject({
      status: 'new',
      waitingForUs: true,
      messageCount: 1,
      snippet: before.snippet,
      lastCustomerAt: before.lastCustomerAt,
    });
    expect(after.events.map((event: { kind: string }) => event.kind)).toEqual([
      'ticket-opened',
      'send-undone',
    ]);
    const draft = await call(mara, 'GET', at(ticketNumber, '/draft'));
    expect(draft.body.draft.html).toBe('<p>Done &lt;now&gt;</p>');
  });

  it('comes back above what was begun meanwhile, with the recipients that were chosen', async () => {
    const { ticketNumber } = await receive(desk, { cc: [{ name: '', address: 'ben@example.org' }] });
    const chosen = { cc: ['new@example.net'], bcc: ['quiet@example.net'], without: ['ben@example.org'] };
    const sent = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      html: '<p>First</p>',
      confirmRecipients: true,
      ...chosen,
    });
    const begun = { kind: 'note', html: '<p>Between us</p>', fileIds: [], cc: [], bcc: [] };
    await call(mara, 'PUT', at(ticketNumber, '/draft'), { draft: begun });
    const undone = await call(mara, 'POST', at(ticketNumber, `/messages/${sent.body.id}/undo`));
    // Still a note: words meant for colleagues never turn into an answer by themselves.
    expect(undone.body.draft).toMatchObject({
      kind: 'note',
      html: '<p>First</p><p>Between us</p>',
      ...chosen,
    });
    expect((await call(mara, 'GET', at(ticketNumber, '/draft'))).body).toEqual(undone.body);
  });

  it('cannot be taken back once it is on its way', async () => {
    const { ticketNumber } = await receive(desk);
    const sent = await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Gone' });
    await desk.db
      .updateTable('outboundMail')
      .set({ state: 'sending' })
      .where('messageId', '=', sent.body.id)
      .execute();
    const { status, body } = await call(mara, 'POST', at(ticketNumber, `/messages/${sent.body.id}/undo`));
    expect([status, body.name]).toEqual([409, 'too-late-to-undo']);
    expect((await ticket(ticketNumber)).messages).toHaveLength(2);
  });

  it('to somebody the conversation never saw must be confirmed', async () => {
    const { ticketNumber } = await receive(desk);
    const asked = { text: 'Hi', cc: ['stranger@example.net'] };
    const refused = await call(mara, 'POST', at(ticketNumber, '/messages'), asked);
    expect([refused.status, refused.body.name]).toEqual([409, 'recipient-needs-confirm']);
    expect(refused.body.fields).toHaveProperty(['stranger@example.net']);
    expect((await ticket(ticketNumber)).messages).toHaveLength(1);
    const sent = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      ...asked,
      confirmRecipients: true,
    });
    expect(sent.body.cc).toMatchObject([{ address: 'stranger@example.net' }]);
    const again = await call(mara, 'POST', at(ticketNumber, '/messages'), asked);
    expect(again.status).toBe(201);
  });

  it('to an address from which mail comes back must be confirmed, with the reason', async () => {
    const address = 'gone@example.org';
    const { ticketNumber } = await receive(desk, { author: { name: 'Gone', address } });
    const sent = await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'First' });
    const mail = await desk.db
      .selectFrom('outboundMail')
      .select('id')
      .where('messageId', '=', sent.body.id)
      .executeTakeFirstOrThrow();
    const now = desk.clock.now();
    const failure = { brandId: desk.brand.id, address, now, mailId: mail.id };
    await inTransaction(desk, (tx) =>
      noteFailure(tx, { ...failure, status: '5.1.1', cause: 'no-such-address' }),
    );
    const [requester] = (await ticket(ticketNumber)).participants;
    expect(requester.addresses).toEqual([
      { address, state: 'dead', reason: 'There is no such address.', complained: false },
    ]);
    const refused = await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Again' });
    expect([refused.status, refused.body.name]).toEqual([409, 'address-needs-confirm']);
    expect(refused.body.fields).toEqual({ [address]: 'There is no such address.' });
    const note = await call(mara, 'POST', at(ticketNumber, '/messages'), { kind: 'note', text: 'Call them' });
    expect(note.status).toBe(201);
    const again = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      text: 'Again',
      confirmAddress: true,
    });
    expect(again.status).toBe(201);
  });

  it('leaves out whom the agent took off, and sends nobody the same twice', async () => {
    const { ticketNumber } = await receive(desk, { cc: [{ name: '', address: 'ben@example.org' }] });
    const { body } = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      text: 'Hi',
      without: ['BEN@example.org'],
      cc: ['Anna@Example.com'],
    });
    expect([body.to.length, body.cc.length]).toEqual([1, 0]);
  });

  it('can be sent later', async () => {
    const { ticketNumber } = await receive(desk);
    const sendAt = new Date(desk.clock.now().getTime() + 3_600_000).toISOString();
    const { body } = await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Later', sendAt });
    expect(body.delivery).toMatchObject({ state: 'scheduled', dueAt: sendAt });
  });

  it('is written once however often the same request is repeated', async () => {
    const { ticketNumber } = await receive(desk);
    const key = { 'idempotency-key': newId() };
    const first = await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Once' }, key);
    const second = await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Once' }, key);
    expect(second.body.id).toBe(first.body.id);
    expect((await ticket(ticketNumber)).messages).toHaveLength(2);
  });

  it('is not written again when the desk died after its commit, before the reply was kept', async () => {
    const { ticketNumber } = await receive(desk);
    const key = newId();
    const ask = () =>
      call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Once more' }, { 'idempotency-key': key });
    // The commit stands, and what comes after it fails.
    await desk.pool.query(`
      create function no_reply() returns trigger language plpgsql as $$ begin raise 'away'; end $$;
      create trigger no_reply before update of reply on idempotency_key for each row execute function no_reply()`);
    expect((await ask()).status).toBe(500);
    await desk.pool.query('drop trigger no_reply on idempotency_key');
    expect(await ask()).toMatchObject({ status: 409, body: { name: 'conflict' } });
    await desk.pool.query("update idempotency_key set created_at = now() - interval '61 seconds'");
    expect(await ask()).toMatchObject({ status: 409, body: { name: 'reply-lost' } });
    expect((await ticket(ticketNumber)).messages).toHaveLength(2);
  });

  it.each([
    [{}, 422, 'message-empty'],
    [{ html: '<script>only()</script>' }, 422, 'message-empty'],
    [{ text: 'x', setStatus: 'new' }, 201, undefined],
    [{ text: 'x', setStatus: 'gone' }, 400, 'invalid-request'],
    [{ text: 'x', fileIds: [newId()] }, 404, 'file-not-found'],
    [{ text: 'x', answering: newId() }, 404, 'message-not-found'],
    [{ text: 'x', cc: ['no address'] }, 400, 'invalid-request'],
    [{ text: 5 }, 400, 'invalid-request'],
    [{ text: 'x', kind: 'note', mentions: [newId()] }, 400, 'invalid-request'],
    [{ text: 'x', sendAt: 'tomorrow' }, 400, 'invalid-request'],
  ])('%j answers %i', async (asked, status, name) => {
    const { ticketNumber } = await receive(desk);
    const answer = await call(mara, 'POST', at(ticketNumber, '/messages'), asked);
    expect([answer.status, answer.body.name]).toEqual([status, name]);
  });

  it('of another ticket is not found here', async () => {
    const [a, b] = [await receive(desk), await receive(desk)];
    const sent = await call(mara, 'POST', at(a.ticketNumber, '/messages'), { text: 'Mine' });
    for (const what of ['undo', 'retry']) {
      const { status, body } = await call(
        mara,
        'POST',
        at(b.ticketNumber, `/messages/${sent.body.id}/${what}`),
      );
      expect([status, body.name]).toEqual([404, 'message-not-found']);
    }
  });

  it('that failed can be sent again, one that did not cannot', async () => {
    const { ticketNumber } = await receive(desk);
    const sent = await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Again' });
    const retry = () => call(mara, 'POST', at(ticketNumber, `/messages/${sent.body.id}/retry`));
    expect((await retry()).body.name).toBe('not-retryable');
    await desk.db
      .updateTable('outboundMail')
      .set({ state: 'failed' })
      .where('messageId', '=', sent.body.id)
      .execute();
    expect((await retry()).body.delivery.state).toBe('queued');
  });

  it('to an address from which mail comes back is sent again only when somebody says so', async () => {
    const address = 'returned@example.org';
    const { ticketNumber } = await receive(desk, { author: { name: 'Gone', address } });
    const sent = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      text: 'First',
      bcc: ['copy@example.org'],
      confirmRecipients: true,
    });
    const row = await desk.db
      .updateTable('outboundMail')
      .set({ state: 'failed' })
      .where('messageId', '=', sent.body.id)
      .returning(['id', 'state'])
      .executeTakeFirstOrThrow();
    // Nobody sees a blind copy on the message, and it counts all the same.
    const failure = {
      brandId: desk.brand.id,
      address: 'copy@example.org',
      now: desk.clock.now(),
      mailId: row.id,
    };
    await inTransaction(desk, (tx) =>
      noteFailure(tx, { ...failure, status: '5.1.1', cause: 'no-such-address' }),
    );
    const retry = (body?: object) =>
      call(mara, 'POST', at(ticketNumber, `/messages/${sent.body.id}/retry`), body);
    for (const body of [undefined, {}, { confirmAddress: false }]) {
      const refused = await retry(body);
      expect([refused.status, refused.body.name]).toEqual([409, 'address-needs-confirm']);
      expect(refused.body.fields).toEqual({ 'copy@example.org': 'There is no such address.' });
    }
    const state = () =>
      desk.db.selectFrom('outboundMail').select('state').where('id', '=', row.id).executeTakeFirst();
    expect(await state()).toEqual({ state: 'failed' });
    expect((await retry({ confirmAddress: true })).body.delivery.state).toBe('queued');
  });
});

describe('a note', () => {
  it('is internal, mentions people and sends nothing', async () => {
    const { ticketNumber } = await receive(desk);
    const { body } = await call(mara, 'POST', at(ticketNumber, '/messages'), {
      kind: 'note',
      text: 'Look @Otto',
      mentions: [otto.id],
    });
    expect(body).toMatchObject({
      direction: 'internal',
      kind: 'note',
      mentions: [{ name: 'Otto' }],
      delivery: null,
      to: [],
    });
    expect(await ticket(ticketNumber)).toMatchObject({ status: 'new', waitingForUs: true });
    const mails = await desk.db
      .selectFrom('outboundMail')
      .select('id')
      .where('messageId', '=', body.id)
      .execute();
    expect(mails).toEqual([]);
  });
});

describe('a draft', () => {
  it('is kept per person, sanitised, and gone once sent', async () => {
    const { ticketNumber } = await receive(desk);
    const draft = { kind: 'reply', html: '<p onclick="x()">Half</p>', fileIds: [], cc: [], bcc: [] };
    const saved = await call(mara, 'PUT', at(ticketNumber, '/draft'), { draft });
    expect(saved.body.savedAt).toBe(desk.clock.now().toISOString());
    expect((await call(mara, 'GET', at(ticketNumber, '/draft'))).body.draft.html).toBe('<p>Half</p>');
    expect((await call(otto, 'GET', at(ticketNumber, '/draft'))).body.draft).toBeNull();
    await call(mara, 'POST', at(ticketNumber, '/messages'), { text: 'Whole' });
    expect((await call(mara, 'GET', at(ticketNumber, '/draft'))).body.draft).toBeNull();
  });
});

describe('a ticket the team opens', () => {
  it('has the customer, a first message to them, and its tags', async () => {
    const { status, body } = await call(mara, 'POST', '/api/v1/tickets', {
      customer: { name: 'Cy', email: 'Cy@example.com' },
      subject: 'Your ring order',
      text: 'We found a mistake.',
      tags: ['RMA'],
      teamId: desk.teams.orders,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      customer: { name: 'Cy', email: 'Cy@example.com' },
      status: 'open',
      tags: ['rma'],
      messages: [{ direction: 'out' }],
      snippet: 'We found a mistake.',
    });
  });

  it.each([
    [{ customer: { email: 'nobody' }, subject: 'x', text: 'x' }],
    [{ customer: { email: 'a@example.com' }, subject: '', text: 'x' }],
    [{ customer: { email: 'a@example.com' }, subject: 'x', text: 'x', teamId: newId() }],
    [{ customer: { email: 'a@example.com' }, subject: 'x', text: 'x', assigneeId: newId() }],
  ])('%j is refused', async (asked) => {
    const { status, body } = await call(mara, 'POST', '/api/v1/tickets', asked);
    expect([status, body.name]).toEqual([400, 'invalid-request']);
  });
});

it('tells who else is here, and forgets them after 45 seconds', async () => {
  const { ticketNumber } = await receive(desk);
  const say = (who: typeof mara, state: string) =>
    call(who, 'POST', at(ticketNumber, '/presence'), { state });
  await say(otto, 'typing');
  expect((await say(mara, 'viewing')).body.others).toMatchObject([
    { agent: { name: 'Otto' }, state: 'typing' },
  ]);
  desk.clock.advance(46_000);
  expect((await say(mara, 'viewing')).body.others).toEqual([]);
  expect((await say(otto, 'viewing')).body.others).toMatchObject([{ agent: { name: 'Mara' } }]);
  await say(mara, 'left');
  expect((await say(otto, 'viewing')).body.others).toEqual([]);
});

describe('the customer of a ticket', () => {
  it('can be changed; who it was before gets no answer by itself', async () => {
    const { ticketNumber } = await receive(desk);
    const changed = await call(mara, 'POST', at(ticketNumber, '/customer'), {
      name: 'Zoe',
      email: 'zoe@example.org',
    });
    expect(changed.status).toBe(200);
    expect(changed.body.customer).toMatchObject({ name: 'Zoe', email: 'zoe@example.org' });
    expect(
      changed.body.participants.map((one: { person: { name: string }; role: string }) => [
        one.person.name,
        one.role,
      ]),
    ).toEqual([
      ['Zoe', 'requester'],
      ['Anna Example', 'unverified'],
    ]);
    expect(changed.body.events.at(-1)).toMatchObject({
      kind: 'customer-changed',
      sentence: 'The customer is now Zoe, and no longer Anna Example.',
    });
  });

  it.each([{}, { email: 'nobody' }])('%j is refused', async (body) => {
    const { ticketNumber } = await receive(desk);
    expect((await call(mara, 'POST', at(ticketNumber, '/customer'), body)).status).toBe(400);
  });
});
