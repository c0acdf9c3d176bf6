import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { IncomingMessage } from '../incoming.ts';
import { findTicketsByReference, findTicketsSeeking } from '../queries/find-by-reference.ts';
import { incomingFile, incomingMessage, receive } from '../testing.ts';
import { recordIncoming } from './record-incoming.ts';

const desk = await testDesk();
const ticketOf = (id: string) =>
  desk.db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const existing = (ticketId: string): Pick<IncomingMessage, 'target' | 'verdict'> => ({
  target: { kind: 'existing', ticketId },
  verdict: { code: 'reference', notes: ['It answers a message of this ticket.'], confidence: 1 },
});
const minutes = (n: number): Date => new Date(desk.clock.now().getTime() + n * 60_000);

describe('a first message', () => {
  it('becomes a new ticket with everything that came', async () => {
    const file = await incomingFile(desk, 'ring.jpg');
    const inline = await incomingFile(desk, 'logo.png', 'logo', { inline: true, contentId: 'logo@x' });
    const result = await receive(desk, {
      text: 'Hello,\n\n  my ring   is dead.',
      files: [file, inline],
      references: ['r1@example.com'],
      inReplyTo: 'r2@example.com',
      messageIdHeader: 'first@example.com',
    });
    expect(result.opened).toBe(true);
    const ticket = await ticketOf(result.ticketId);
    expect(ticket).toMatchObject({
      number: result.ticketNumber,
      status: 'new',
      waitingForUs: true,
      messageCount: 1,
      attachmentCount: 1,
      snippet: 'Hello, my ring is dead.',
      subject: 'Ring does not charge',
    });
    const events = await desk.db
      .selectFrom('event')
      .selectAll()
      .where('ticketId', '=', result.ticketId)
      .execute();
    expect(events).toMatchObject([
      {
        kind: 'ticket-opened',
        actorKind: 'customer',
        actorName: 'Anna Example',
        reasons: ['A new matter: it answers no mail we have.'],
      },
    ]);
    const files = await desk.db
      .selectFrom('attachment')
      .select(['filename', 'inline', 'contentId', 'position'])
      .where('messageId', '=', result.messageId)
      .orderBy('position')
      .execute();
    expect(files).toEqual([
      { filename: 'ring.jpg', inline: false, contentId: null, position: 1 },
      { filename: 'logo.png', inline: true, contentId: 'logo@x', position: 2 },
    ]);
    const references = await desk.db
      .selectFrom('mailReference')
      .select(['messageIdHeader', 'kind'])
      .where('ticketId', '=', result.ticketId)
      .orderBy('messageIdHeader')
      .execute();
    expect(references).toEqual([
      { messageIdHeader: 'first@example.com', kind: 'own' },
      { messageIdHeader: 'r1@example.com', kind: 'seen' },
      { messageIdHeader: 'r2@example.com', kind: 'seen' },
    ]);
  });

  it('gets a number of its own, however many come at a time', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => receive(desk)));
    expect(new Set(all.map((one) => one.ticketNumber)).size).toBe(30);
  });

  it('asks for an acknowledgement to be considered, with the reason that speaks against it', async () => {
    const result = await receive(desk, { noAutoReply: 'list-id' });
    const { rows } = await desk.pool.query(
      `select payload from graphile_worker._private_jobs j where payload->>'ticketId' = $1`,
      [result.ticketId],
    );
    expect(rows).toEqual([
      {
        payload: {
          ticketId: result.ticketId,
          messageId: result.messageId,
          noAutoReply: 'list-id',
          doubtAboutOther: false,
          waits: 0,
        },
      },
    ]);
  });

  it('leaves nothing behind when the transaction fails later', async () => {
    const message = await incomingMessage(desk, { messageIdHeader: 'rolled-back@example.com' });
    await expect(
      inTransaction(desk, async (tx) => {
        await recordIncoming(tx, desk, message);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    const left = await desk.db
      .selectFrom('message')
      .select('id')
      .where('messageIdHeader', '=', 'rolled-back@example.com')
      .execute();
    expect(left).toEqual([]);
  });
});

describe('a message on an existing ticket', () => {
  it.each([
    ['new', 'new'],
    ['open', 'open'],
    ['waiting-on-customer', 'open'],
    ['waiting-on-third-party', 'open'],
    ['resolved', 'open'],
    ['closed', 'open'],
    ['spam', 'spam'],
  ])('moves %s to %s', async (from, to) => {
    const first = await receive(desk);
    await desk.db.updateTable('ticket').set({ status: from }).where('id', '=', first.ticketId).execute();
    const second = await receive(desk, existing(first.ticketId));
    expect(second).toMatchObject({ opened: false, ticketNumber: first.ticketNumber });
    expect((await ticketOf(first.ticketId)).status).toBe(to);
    const moved = await desk.db
      .selectFrom('event')
      .select(['kind', 'data', 'reasons'])
      .where('ticketId', '=', first.ticketId)
      .where('kind', '=', 'status-changed')
      .execute();
    expect(moved).toEqual(
      from === to
        ? []
        : [{ kind: 'status-changed', data: { from, to }, reasons: ['The customer wrote again.'] }],
    );
  });

  it.each(['resolved', 'closed', 'waiting-on-customer'])(
    'made by a machine does not reopen %s',
    async (status) => {
      const first = await receive(desk);
      await desk.db
        .updateTable('ticket')
        .set({ status, waitingForUs: false })
        .where('id', '=', first.ticketId)
        .execute();
      await receive(desk, { ...existing(first.ticketId), automatic: true, text: 'I am out of office' });
      expect(await ticketOf(first.ticketId)).toMatchObject({
        status,
        waitingForUs: false,
        messageCount: 2,
        snippet: 'Hello, my ring does not charge any more.',
      });
    },
  );

  it.each(['resolved', 'closed', 'waiting-on-customer'])(
    'of a sender who failed the check opens %s for a person to look, and is not the customer’s turn',
    async (status) => {
      const first = await receive(desk);
      const before = await ticketOf(first.ticketId);
      await desk.db
        .updateTable('ticket')
        .set({ status, waitingForUs: false, lastAgentAt: desk.clock.now() })
        .where('id', '=', first.ticketId)
        .execute();
      desk.clock.advance(60_000);
      await receive(desk, { ...existing(first.ticketId), lane: 'failed', text: 'Send it to my new address' });
      expect(await ticketOf(first.ticketId)).toMatchObject({
        status: 'open',
        waitingForUs: true,
        messageCount: 2,
        lastCustomerAt: before.lastCustomerAt,
        snippet: 'Hello, my ring does not charge any more.',
      });
      const moved = await desk.db
        .selectFrom('event')
        .select(['reasons', 'actorKind'])
        .where('ticketId', '=', first.ticketId)
        .where('kind', '=', 'status-changed')
        .executeTakeFirstOrThrow();
      expect(moved.actorKind).toBe('system');
      expect(moved.reasons.join(' ')).toContain('failed the check');
      expect(moved.reasons).not.toContain('The customer wrote again.');
    },
  );

  it('of a sender who failed the check cannot become the opening by an old date', async () => {
    const first = await receive(desk);
    const at = new Date(desk.clock.now().getTime() - 86_400_000);
    const old = { ...existing(first.ticketId), subject: 'Refund me', at, lane: 'failed' as const };
    await receive(desk, old);
    expect(await ticketOf(first.ticketId)).toMatchObject({ subject: 'Ring does not charge' });
    await receive(desk, { ...old, lane: 'plausible' });
    expect(await ticketOf(first.ticketId)).toMatchObject({ subject: 'Refund me' });
  });

  it('of a merged ticket goes to the survivor of all merges and remembers its home', async () => {
    const [a, b, c] = [await receive(desk), await receive(desk), await receive(desk)];
    await desk.db
      .updateTable('ticket')
      .set({ mergedInto: b.ticketId })
      .where('id', '=', a.ticketId)
      .execute();
    await desk.db
      .updateTable('ticket')
      .set({ mergedInto: c.ticketId })
      .where('id', '=', b.ticketId)
      .execute();
    const result = await receive(desk, existing(a.ticketId));
    expect(result).toMatchObject({ ticketId: c.ticketId, ticketNumber: c.ticketNumber });
    const message = await desk.db
      .selectFrom('message')
      .select(['ticketId', 'homeTicketId'])
      .where('id', '=', result.messageId)
      .executeTakeFirstOrThrow();
    expect(message).toEqual({ ticketId: c.ticketId, homeTicketId: a.ticketId });
  });

  it('of another brand or of nowhere is refused', async () => {
    const first = await receive(desk);
    await expect(receive(desk, existing(newId()))).rejects.toMatchObject({ problem: 'ticket-not-found' });
    await expect(receive(desk, { ...existing(first.ticketId), brandId: newId() })).rejects.toMatchObject({
      problem: 'ticket-not-found',
    });
  });

  it('loses no count when twenty arrive at a time', async () => {
    const first = await receive(desk);
    await Promise.all(Array.from({ length: 20 }, () => receive(desk, existing(first.ticketId))));
    expect(await ticketOf(first.ticketId)).toMatchObject({ messageCount: 21, version: 21 });
  });
});

describe('order of arrival', () => {
  type Shown = Record<string, unknown>;
  const shown = async (ticketId: string): Promise<Shown> => {
    const { snippet, subject, title, status, messageCount, waitingForUs, lastCustomerAt } =
      await ticketOf(ticketId);
    const messages = await desk.db
      .selectFrom('message')
      .select('text')
      .where('ticketId', '=', ticketId)
      .orderBy('at')
      .execute();
    return { snippet, subject, title, status, messageCount, waitingForUs, lastCustomerAt, messages };
  };
  const conversation = [0, 1, 2, 3].map((n) => ({
    text: `message ${n}`,
    subject: n === 0 ? 'The opening' : `Re: ${n}`,
    at: minutes(n - 10),
  }));
  /** Records in the given order: the first opens the ticket, the opening is found as a late parent. */
  async function deliver(order: readonly number[]): Promise<Shown> {
    let ticketId = '';
    for (const n of order) {
      const target = ticketId === '' ? {} : existing(ticketId);
      const late =
        ticketId !== '' && n === 0
          ? { verdict: { code: 'late-parent' as const, notes: [], confidence: 1 } }
          : {};
      ticketId = (await receive(desk, { ...conversation[n], ...target, ...late })).ticketId;
    }
    const { status, ...rest } = await shown(ticketId);
    // A ticket nobody looked at stays new in every order.
    expect(status).toBe('new');
    return rest;
  }

  it('does not matter: a shuffled conversation shows the same ticket', async () => {
    const expected = await deliver([0, 1, 2, 3]);
    expect(expected).toMatchObject({ title: 'The opening', snippet: 'message 3' });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async (order) => {
        expect(await deliver(order)).toEqual(expected);
      }),
      { numRuns: 24 },
    );
  });

  it('keeps a title somebody fixed', async () => {
    const first = await receive(desk, { at: minutes(0) });
    await desk.db
      .updateTable('ticket')
      .set({ title: 'Fixed', titleFixed: true })
      .where('id', '=', first.ticketId)
      .execute();
    await receive(desk, { ...existing(first.ticketId), subject: 'Older', at: minutes(-60) });
    expect(await ticketOf(first.ticketId)).toMatchObject({ title: 'Fixed', subject: 'Older' });
  });

  it('lets nobody take a conversation over by an old date', async () => {
    const first = await receive(desk, { at: minutes(0) });
    const before = await ticketOf(first.ticketId);
    await receive(desk, {
      ...existing(first.ticketId),
      author: { name: 'Mallory', address: 'mallory@example.org' },
      role: 'unverified',
      subject: 'Mine now',
      at: minutes(-60),
    });
    expect(await ticketOf(first.ticketId)).toMatchObject({
      title: before.title,
      subject: before.subject,
      personId: before.personId,
    });
  });
});

describe('what a mail refers to', () => {
  const find = (ids: string[]) => inTransaction(desk, (tx) => findTicketsByReference(tx, desk.brand.id, ids));

  it('finds the ticket that has the id, and the one that seeks it', async () => {
    const answer = await receive(desk, { messageIdHeader: 'b@t.example.com', inReplyTo: 'a@t.example.com' });
    expect(await find(['b@t.example.com'])).toMatchObject([{ kind: 'own', ticketId: answer.ticketId }]);
    const seeking = await inTransaction(desk, (tx) =>
      findTicketsSeeking(tx, desk.brand.id, 'a@t.example.com'),
    );
    expect(seeking).toMatchObject([{ kind: 'seen', ticketId: answer.ticketId }]);
  });

  it('answers with the survivor after a merge', async () => {
    const [a, b] = [await receive(desk, { messageIdHeader: 'merged@t.example.com' }), await receive(desk)];
    await desk.db
      .updateTable('ticket')
      .set({ mergedInto: b.ticketId })
      .where('id', '=', a.ticketId)
      .execute();
    expect(await find(['merged@t.example.com'])).toMatchObject([
      { ticketId: b.ticketId, homeTicketId: a.ticketId },
    ]);
  });

  it('never matches an empty id or another brand', async () => {
    await receive(desk, { messageIdHeader: null, inReplyTo: '', references: ['', 'x'.repeat(2_000)] });
    expect(await find(['', '%', 'b@t.example'])).toEqual([]);
    const elsewhere = await inTransaction(desk, (tx) =>
      findTicketsByReference(tx, newId(), ['b@t.example.com']),
    );
    expect(elsewhere).toEqual([]);
  });
});

it('takes hostile text: NUL, broken characters, endless words, thousands of recipients', async () => {
  const result = await receive(desk, {
    subject: `NUL\0 \ud800 ${'s'.repeat(20_000)}`,
    text: `${'x'.repeat(300_000)} \0 ${Array.from({ length: 60_000 }, (_, n) => n.toString(36)).join(' ')}`,
    html: '<p>\0</p>',
    cc: Array.from({ length: 10_000 }, (_, n) => ({ name: '\0', address: `c${n}@example.com` })),
    references: Array.from({ length: 10_000 }, (_, n) => `r${n}@example.com`),
    warnings: [],
  });
  const message = await desk.db
    .selectFrom('message')
    .select(['text', 'ccList', 'refs', 'warnings'])
    .where('id', '=', result.messageId)
    .executeTakeFirstOrThrow();
  expect(message.text).toMatch(/^x{300000} {2}0 1 2 /);
  expect(message.ccList).toHaveLength(200);
  expect(message.refs).toHaveLength(100);
  expect(message.refs[0]).toBe('r0@example.com');
  expect(message.warnings).toMatchObject([{ code: 'recipients-cut' }]);
});
