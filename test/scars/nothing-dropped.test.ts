/** Help desks drop mail with a line in a log, or not even that. Here every kind of such mail has a row with its fate and reason. */
import { afterAll, expect, it } from 'vitest';
import { deliver, type MailParts, mailText, outcomeOf, readAll, take } from '#features/mail-in/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { newId } from '#platform/ids.ts';

const desk = await testDesk();
afterAll(closeParsePool);
await desk.db
  .insertInto('blockEntry')
  .values({
    id: newId(),
    brandId: desk.brand.id,
    kind: 'address',
    value: 'blocked@example.com',
    reason: '',
    addedBy: 'Test',
  })
  .execute();

const kinds: [kind: string, parts: MailParts, fate: string, reason: string][] = [
  ['without a Message-ID', { messageId: null }, 'ticket', 'new'],
  ['without a Date', { date: null }, 'ticket', 'new'],
  ['without a Subject', { subject: null }, 'ticket', 'new'],
  ['to nobody ("To: <>")', { to: '<>' }, 'ticket', 'new'],
  ['without To', { to: null }, 'ticket', 'new'],
  ['without From', { from: null }, 'ticket', 'new'],
  [
    'made by a program (Auto-Submitted)',
    { headers: { 'Auto-Submitted': 'auto-generated' } },
    'ticket',
    'new',
  ],
  ['sent in bulk (Precedence)', { headers: { Precedence: 'bulk' } }, 'ticket', 'new'],
  [
    'of a shop that lets people unsubscribe',
    { headers: { 'List-Unsubscribe': '<mailto:off@example.com>' } },
    'ticket',
    'new',
  ],
  [
    'of an absence note that answers nothing',
    { headers: { 'Auto-Submitted': 'auto-replied' } },
    'quarantine',
    'automatic-without-ticket',
  ],
  ['of a blocked sender', { from: 'blocked@example.com' }, 'quarantine', 'blocked-sender'],
  ['called spam on its way', { headers: { 'X-Spam-Flag': 'YES' } }, 'quarantine', 'spam'],
  ['dated in a year that never was', { date: 'Thu, 1 Jan 275761 00:00:00 +0000' }, 'ticket', 'new'],
  ['dated before there was mail', { date: 'Thu, 1 Jan 1970 00:00:00 +0000' }, 'ticket', 'new'],
  [
    'in reply to a ticket of another help desk',
    { inReplyTo: '<no-uuid-of-ours@desk.example.org>' },
    'ticket',
    'new',
  ],
];

it.each(kinds)('mail %s is not dropped', async (kind, parts, fate, reason) => {
  const from = `kind${kinds.findIndex(([name]) => name === kind)}@example.com`;
  expect(await take(desk, { from, ...parts })).toMatchObject({ fate, reason });
});

it('of a hundred bad mails among good ones none is lost, and none holds up the next', async () => {
  const bad = Array.from({ length: 100 }, (_, at) =>
    at % 2 === 0
      ? mailText({ from: `good${at}@example.com` })
      : Buffer.from(
          `From${at % 3 === 0 ? '' : ':'} \0<bad${at}@\r\n\tX: =?utf-16?B?2AA=?=\r\nContent-Type: multipart/x; boundary=\r\n\r\n--\r\n${at}\xff\xfe`,
          'latin1',
        ),
  );
  const kept = await Promise.all(bad.map((raw) => deliver(desk, raw)));
  await readAll(desk);
  const fates = await Promise.all(kept.map(async ({ id }) => (await outcomeOf(desk, id)).fate));
  expect(fates.filter((fate) => fate === null)).toEqual([]);
  expect(fates.filter((_, at) => at % 2 === 0).every((fate) => fate === 'ticket')).toBe(true);
});
