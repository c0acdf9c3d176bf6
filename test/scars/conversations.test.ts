/** Mail that landed in the wrong conversation, with the wrong name or before the wrong eyes: what can no longer happen. */
import { afterAll, describe, expect, it } from 'vitest';
import { type MailParts, take } from '#features/mail-in/testing.ts';
import { createOutbox } from '#features/mail-out/outbox.ts';
import { createSearch } from '#features/search/index.ts';
import {
  makeReplyToken,
  mergeTickets,
  nonceFrom,
  tokenMessageId,
  tokenPlusAddress,
} from '#features/tickets/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { systemActor } from '#platform/permit/actor.ts';

const desk = await testDesk();
afterAll(closeParsePool);
await desk.db
  .insertInto('agent')
  .values({ id: newId(), name: 'Mara Agent', email: 'mara.agent@example.com', role: 'agent' })
  .execute();

const messagesOf = (ticketId: string | null) =>
  desk.db
    .selectFrom('message')
    .select(['id', 'authorAddress', 'lane', 'text'])
    .where('ticketId', '=', ticketId ?? '')
    .orderBy('at')
    .orderBy('id')
    .execute();

const ticketOf = (ticketId: string | null) =>
  desk.db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', ticketId ?? '')
    .executeTakeFirstOrThrow();

async function peopleOf(ticketId: string | null): Promise<string[]> {
  const rows = await desk.db
    .selectFrom('ticketParticipant')
    .innerJoin('personAddress', 'personAddress.personId', 'ticketParticipant.personId')
    .select(['address', 'role'])
    .where('ticketId', '=', ticketId ?? '')
    .execute();
  return rows.map(({ address, role }) => `${role} ${address}`).sort();
}

const requesterOf = async (ticketId: string | null): Promise<string | undefined> =>
  (await peopleOf(ticketId)).find((one) => one.startsWith('requester '));

describe('what joins a conversation', () => {
  it('mails with empty ids and empty references never become one conversation', async () => {
    const empties: MailParts[] = [
      { messageId: null },
      { messageId: '' },
      { messageId: '<>' },
      { messageId: '< >', inReplyTo: '<>' },
      { messageId: '<>', inReplyTo: '', references: ['<>', '<>'] },
      { messageId: null, inReplyTo: '<>', references: ['', '< >', ','] },
      { messageId: '<\0>', references: ['<\t>'] },
    ];
    const tickets = new Set<string | null>();
    for (const [at, parts] of empties.entries())
      for (const from of ['empty@example.com', `empty${at}@example.net`])
        tickets.add((await take(desk, { ...parts, from, subject: `empty ${at} ${from}` })).ticketId);
    expect(tickets.size).toBe(2 * empties.length);
    expect(tickets.has(null)).toBe(false);
  });

  it('a reply that names another ticket’s number in its subject joins nothing there', async () => {
    const other = await take(desk, { from: 'other@example.com', subject: 'Another matter' });
    const { number } = await ticketOf(other.ticketId);
    const own = await take(desk, { from: 'rita@example.com', messageId: '<rita-1@mail.example.com>' });
    const reply = await take(desk, {
      from: 'rita@example.com',
      inReplyTo: '<rita-1@mail.example.com>',
      subject: `Re: [#${number}] Another matter`,
    });
    expect(reply.ticketId).toBe(own.ticketId);
    const stranger = await take(desk, {
      from: 'sly@example.net',
      subject: `Re: [#${number}] Another matter`,
    });
    expect(stranger.ticketId).not.toBe(other.ticketId);
    expect(await messagesOf(other.ticketId)).toHaveLength(1);
    expect(await peopleOf(other.ticketId)).toEqual(['requester other@example.com']);
  });

  it('the subject alone joins nothing, however alike it is and whoever wrote it', async () => {
    const one = await take(desk, { from: 'alike@example.com', subject: 'Ring broken' });
    const two = await take(desk, { from: 'alike@example.com', subject: 'Re: Ring broken' });
    const three = await take(desk, { from: 'alike@example.net', subject: 'Re: Ring broken' });
    expect(new Set([one.ticketId, two.ticketId, three.ticketId]).size).toBe(3);
  });

  it('a reply to a merged ticket lands on the survivor, by its old token and by its old reference', async () => {
    const kept = await take(desk, { from: 'kept@example.com' });
    const gone = await take(desk, { from: 'gone@example.com', messageId: '<gone-1@mail.example.com>' });
    const { number } = await ticketOf(gone.ticketId);
    const token = makeReplyToken(desk.keys, {
      ticketNumber: number,
      recipient: 'gone@example.com',
      nonce: '',
    });
    await inTransaction(desk, (tx) =>
      mergeTickets(tx, desk, systemActor('Test'), {
        fromId: gone.ticketId ?? '',
        intoId: kept.ticketId ?? '',
      }),
    );
    const byToken = await take(desk, {
      from: 'gone@example.com',
      to: tokenPlusAddress(token, 'support@ouraring.com'),
    });
    const byReference = await take(desk, {
      from: 'gone@example.com',
      inReplyTo: '<gone-1@mail.example.com>',
    });
    expect([byToken.ticketId, byReference.ticketId]).toEqual([kept.ticketId, kept.ticketId]);
  });
});

describe('a reply token', () => {
  const places: [
    where: string,
    parts: (plus: string, id: string) => MailParts,
    envelope: (plus: string) => string[],
  ][] = [
    ['To', (plus) => ({ to: plus }), () => ['support@ouraring.com']],
    ['Cc', (plus) => ({ cc: `Support <${plus}>` }), () => ['support@ouraring.com']],
    ['Delivered-To', (plus) => ({ headers: { 'Delivered-To': plus } }), () => ['support@ouraring.com']],
    ['X-Original-To', (plus) => ({ headers: { 'X-Original-To': plus } }), () => ['support@ouraring.com']],
    ['the envelope', () => ({}), (plus) => [plus]],
    ['In-Reply-To', (_plus, id) => ({ inReplyTo: `<${id}>` }), () => ['support@ouraring.com']],
    [
      'References, not as the last',
      (_plus, id) => ({ references: [`<${id}>`, '<lost@mail.example.com>'] }),
      () => ['support@ouraring.com'],
    ],
    ['To in capitals', (plus) => ({ to: plus.toUpperCase() }), () => ['support@ouraring.com']],
  ];

  it.each(places)('is found in %s, and nothing is thrown away', async (where, parts, envelope) => {
    const from = `token-${places.findIndex(([name]) => name === where)}@example.com`;
    const first = await take(desk, { from });
    const { number } = await ticketOf(first.ticketId);
    const of = { ticketNumber: number, recipient: from };
    const plus =
      tokenPlusAddress(makeReplyToken(desk.keys, { ...of, nonce: '' }), 'support@ouraring.com') ?? '';
    const long = makeReplyToken(desk.keys, { ...of, nonce: nonceFrom(Buffer.from('0123456789abcdef')) });
    const reply = await take(
      desk,
      { from, subject: 'Something else', ...parts(plus, tokenMessageId(long, 'ouraring.com')) },
      { envelopeTo: envelope(plus) },
    );
    expect(reply).toMatchObject({ fate: 'ticket', reason: 'token', ticketId: first.ticketId });
  });
});

describe('who is who', () => {
  it('whoever wrote a mail is its author, and the requester stays, however the mail came to the conversation', async () => {
    const first = await take(desk, {
      from: 'wife@example.com',
      to: 'support@ouraring.com, husband@example.com',
      messageId: '<couple-1@mail.example.com>',
    });
    // Named by the first mail, so he belongs to the conversation; named by nobody, so she does not.
    await take(desk, {
      from: 'husband@example.com',
      inReplyTo: '<couple-1@mail.example.com>',
      body: 'I am her husband.',
    });
    const neighbour = await take(desk, {
      from: 'neighbour@example.net',
      inReplyTo: '<couple-1@mail.example.com>',
    });
    expect((await messagesOf(first.ticketId)).map((one) => one.authorAddress)).toEqual([
      'wife@example.com',
      'husband@example.com',
    ]);
    expect(neighbour.ticketId).not.toBe(first.ticketId);
    expect(await requesterOf(first.ticketId)).toBe('requester wife@example.com');
  });

  it('an agent who answers from a mail program is never shown as the customer', async () => {
    const first = await take(desk, { from: 'carl@example.net', messageId: '<carl-1@mail.example.net>' });
    const answer = await take(desk, {
      from: 'Mara Agent <mara.agent@example.com>',
      to: 'carl@example.net',
      cc: 'support@ouraring.com',
      inReplyTo: '<carl-1@mail.example.net>',
      body: 'Dear Carl, please dock the ring.',
    });
    const words = (await messagesOf(answer.ticketId)).find((one) => one.id === answer.messageId);
    expect(words).toMatchObject({ authorAddress: 'mara.agent@example.com', lane: 'unverified' });
    expect(await requesterOf(first.ticketId)).toBe('requester carl@example.net');
  });

  it('forty people in copy become no customers, and may nothing', async () => {
    const count = async (): Promise<number> =>
      (await desk.db.selectFrom('person').select('id').execute()).length;
    const before = await count();
    const copied = Array.from({ length: 40 }, (_, i) => `copied${i}@example.org`).join(', ');
    const mail = await take(desk, { from: 'many@example.com', cc: copied });
    expect(await count()).toBe(before + 1);
    expect(await peopleOf(mail.ticketId)).toEqual(['requester many@example.com']);
  });
});

describe('who is written to', () => {
  it('who was in copy on one ticket is in copy on no other of the same customer', async () => {
    const first = await take(desk, { from: 'cora@example.com', cc: 'supplier@example.net' });
    const second = await take(desk, { from: 'cora@example.com', subject: 'Another matter' });
    const outbox = createOutbox(desk);
    const asked = await Promise.all(
      [first, second].map(({ ticketId, messageId }) =>
        inTransaction(desk, (tx) => outbox.recipients(tx, ticketId ?? '', messageId)),
      ),
    );
    expect(asked.map(({ to, cc }) => [...to, ...cc].map((one) => one.address))).toEqual([
      ['cora@example.com', 'supplier@example.net'],
      ['cora@example.com'],
    ]);
  });
});

describe('what is recorded', () => {
  it('can be found in the moment in which it is a ticket, and not when its transaction failed', async () => {
    const search = createSearch(desk);
    const find = async (query: string): Promise<string[]> => [
      ...(await search({ query, filter: {}, after: null, limit: 10, agentId: newId() })).ids,
    ];
    const mail = await take(desk, { from: 'seek@example.com', body: 'The zirconquartz case is cracked.' });
    expect(await find('zirconquartz')).toEqual([mail.ticketId]);
    await expect(
      inTransaction(desk, async (tx) => {
        await tx
          .deleteFrom('searchDocument')
          .where('ticketId', '=', mail.ticketId ?? '')
          .execute();
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await find('zirconquartz')).toEqual([mail.ticketId]);
  });
});
