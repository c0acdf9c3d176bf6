/** What is held back by what the mail says, by whom it is for, and by what the desk knows of its sender. */
import { afterAll, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { deliver, mailText, readAll, take } from './testing.ts';

const desk = await testDesk();
afterAll(closeParsePool);

const mark = (ticketId: string | null, status: string) =>
  desk.db
    .updateTable('ticket')
    .set({ status })
    .where('id', '=', ticketId ?? '')
    .execute();

it.each([
  ['X-Spam-Flag', 'YES'],
  ['X-Spam-Status', 'Yes, score=9.1 required=5.0 tests=BAYES_99'],
  ['X-Spam', 'Yes'],
  ['X-MS-Exchange-Organization-SCL', '6'],
  ['X-Forefront-Antispam-Report', 'CIP:192.0.2.1;SFV:SPM;H:mail.example.com'],
])('%s: %s holds the mail as spam and says who said so', async (name, value) => {
  const mail = await take(desk, { from: 'filtered@example.com', headers: { [name]: value } });
  expect(mail).toMatchObject({ fate: 'quarantine', reason: 'spam' });
  const row = await desk.db
    .selectFrom('inboundMail')
    .select('fateNote')
    .where('id', '=', mail.id)
    .executeTakeFirst();
  expect(row?.fateNote).toContain(name.toLowerCase());
});

it.each([
  ['X-Spam-Flag', 'NO'],
  ['X-Spam-Status', 'No, score=-1.0'],
  ['X-MS-Exchange-Organization-SCL', '1'],
  ['X-Forefront-Antispam-Report', 'CIP:192.0.2.1;SFV:NSPM;'],
])('%s: %s holds nothing', async (name, value) => {
  expect(await take(desk, { from: 'clean@example.com', headers: { [name]: value } })).toMatchObject({
    fate: 'ticket',
  });
});

it('an answer in a conversation comes in, whatever a filter called it', async () => {
  const first = await take(desk, { from: 'talks@example.com', messageId: '<talk-1@mail.example.com>' });
  const answer = await take(desk, {
    from: 'talks@example.com',
    inReplyTo: '<talk-1@mail.example.com>',
    headers: { 'X-Spam-Flag': 'YES' },
  });
  expect(answer).toMatchObject({ fate: 'ticket', ticketId: first.ticketId });
});

it('a sender whose tickets were all marked as spam is held, until one of them turns out to be none', async () => {
  const one = await take(desk, { from: 'Pills <pills@example.net>' });
  await mark(one.ticketId, 'spam');
  expect(await take(desk, { from: 'PILLS@example.net' })).toMatchObject({
    fate: 'quarantine',
    reason: 'spam',
  });
  await mark(one.ticketId, 'open');
  const two = await take(desk, { from: 'pills@example.net' });
  expect(two.fate).toBe('ticket');
  await mark(two.ticketId, 'spam');
  expect(await take(desk, { from: 'pills@example.net' })).toMatchObject({ fate: 'ticket' });
});

it('from a folder that collects everything, mail for nobody here is held', async () => {
  const fetched = { source: 'imap', mailboxId: desk.mailbox.id, envelopeFrom: null, envelopeTo: [] } as const;
  const stray = await take(desk, { from: 'lost@example.com', to: 'nobody@ouraring.com' }, fetched);
  expect(stray).toMatchObject({ fate: 'quarantine', reason: 'unknown-recipient' });
  const both = await take(
    desk,
    { from: 'lost@example.com', to: 'nobody@ouraring.com, support@ouraring.com' },
    fetched,
  );
  expect(both.fate).toBe('ticket');
  const blind = await take(desk, { from: 'lost@example.com', to: 'friend@example.org' }, fetched);
  expect(blind.fate).toBe('ticket');
  const handedOn = await take(
    desk,
    {
      from: 'lost@example.com',
      to: 'nobody@ouraring.com',
      headers: { 'X-Original-To': 'support@ouraring.com' },
    },
    fetched,
  );
  expect(handedOn.fate).toBe('ticket');
});

it('one sender cannot open more tickets in an hour than is set; the rest waits in quarantine', async () => {
  const flood = { from: 'flood@example.net' };
  desk.settings.ticketsPerSenderAndHour = 7;
  for (let i = 0; i < desk.settings.ticketsPerSenderAndHour; i += 1)
    await deliver(desk, mailText({ ...flood, messageId: `<flood-${i}@example.net>` }));
  await readAll(desk);
  expect(await take(desk, flood)).toMatchObject({ fate: 'quarantine', reason: 'over-budget' });
  // What belongs to a ticket, comes from a file, or is written by somebody else, still comes in.
  const answer = await take(desk, { ...flood, inReplyTo: '<flood-1@example.net>' });
  expect(answer).toMatchObject({ fate: 'ticket', reason: 'reference' });
  expect(await take(desk, flood, { source: 'import', background: true })).toMatchObject({ fate: 'ticket' });
  expect(await take(desk, { from: 'calm@example.net' })).toMatchObject({ fate: 'ticket' });
  desk.clock.advance(3_600_001);
  expect(await take(desk, flood)).toMatchObject({ fate: 'ticket', reason: 'new' });
}, 60_000);
