import { afterAll, expect, it } from 'vitest';
import { makeReplyToken, nonceFrom, tokenMessageId, tokenPlusAddress } from '#features/tickets/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { readMail } from './commands/read-mail.ts';
import { jobs } from './jobs.ts';
import { takeOver } from './store/hand-over.ts';
import { deliver, mailText, outcomeOf, readAll, take } from './testing.ts';

const desk = await testDesk();
afterAll(closeParsePool);

async function ticketOf(id: string | null) {
  return desk.db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow();
}
async function messageOf(id: string | null) {
  return desk.db
    .selectFrom('message')
    .selectAll()
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow();
}

it('a first mail opens a ticket with its words and its sender', async () => {
  const mail = await take(desk, {
    subject: 'AW: Ring tot',
    body: 'Hallo,\n\nmein Ring lädt seit gestern nicht mehr.',
  });
  expect(mail).toMatchObject({ fate: 'ticket', reason: 'new' });
  const ticket = await ticketOf(mail.ticketId);
  expect(ticket).toMatchObject({ title: 'Ring tot', subject: 'AW: Ring tot', status: 'new', language: 'de' });
  const message = await messageOf(mail.messageId);
  expect(message).toMatchObject({ authorAddress: 'mia@example.com', lane: 'plausible', automatic: false });
  expect(message.text).toContain('lädt seit gestern');
});

it('the language is that of the words; what a program declares counts only where they are too few', async () => {
  const german = await take(desk, {
    from: 'sprache@example.com',
    headers: { 'Content-Language': 'en-US' },
    subject: 'Ring tot',
    body: 'Hallo, mein Ring lädt seit gestern nicht mehr und bleibt dunkel.',
  });
  expect(await ticketOf(german.ticketId)).toMatchObject({ language: 'de' });
  const few = await take(desk, {
    from: 'few@example.com',
    headers: { 'Content-Language': 'fi-FI' },
    subject: 'X',
    body: '?',
  });
  expect(await ticketOf(few.ticketId)).toMatchObject({ language: 'fi' });
});

it('a mail with too few words is in the language its writer wrote in before, whatever the program declares', async () => {
  const from = 'kurz@example.com';
  await take(desk, {
    from,
    subject: 'Ladegerät',
    body: 'Hallo, mein Ladegerät ist leider heute nicht angekommen.',
  });
  const short = await take(desk, {
    from,
    headers: { 'Content-Language': 'en-US' },
    subject: 'OK',
    body: '?',
  });
  expect(await ticketOf(short.ticketId)).toMatchObject({ language: 'de' });
});

it('a name that shows the address of somebody else is not taken for the name of a person', async () => {
  const mail = await take(desk, { from: '"support@ouraring.com" <eve@example.net>' });
  expect(await messageOf(mail.messageId)).toMatchObject({
    authorName: '',
    authorAddress: 'eve@example.net',
    warnings: [{ code: 'name-is-address' }],
  });
});

it('reading twice changes nothing', async () => {
  const mail = await take(desk);
  expect(await readMail(desk, mail.id)).toBeNull();
  const count = await desk.db
    .selectFrom('message')
    .select((s) => s.fn.countAll<number>().as('n'))
    .where('inboundMailId', '=', mail.id)
    .executeTakeFirstOrThrow();
  expect(count.n).toBe(1);
});

it('an alias brings the mail to its team, a plus-address to its mailbox', async () => {
  const [alias] = await desk.db
    .selectFrom('mailboxAlias')
    .selectAll()
    .where('teamId', 'is not', null)
    .execute();
  const mail = await take(desk, { to: alias?.address ?? '' }, { envelopeTo: [alias?.address ?? ''] });
  expect((await ticketOf(mail.ticketId)).teamId).toBe(alias?.teamId);
});

it('a reply with the right token joins as verified, and wakes a waiting ticket', async () => {
  const first = await take(desk, { from: 'tom@example.com' });
  const ticket = await ticketOf(first.ticketId);
  await desk.db
    .updateTable('ticket')
    .set({ status: 'waiting-on-customer' })
    .where('id', '=', ticket.id)
    .execute();
  const token = makeReplyToken(desk.keys, {
    ticketNumber: ticket.number,
    recipient: 'tom@example.com',
    nonce: '',
  });
  const reply = await take(desk, {
    from: 'Tom <TOM@example.com>',
    to: 'someone-else@example.org',
    cc: tokenPlusAddress(token, 'support@ouraring.com') ?? '',
    subject: 'completely different',
  });
  expect(reply).toMatchObject({ ticketId: ticket.id, reason: 'token' });
  expect((await messageOf(reply.messageId)).lane).toBe('verified');
  expect((await ticketOf(ticket.id)).status).toBe('open');
});

it('a token in References threads; from another address it is unverified', async () => {
  const first = await take(desk, { from: 'ann@example.com' });
  const ticket = await ticketOf(first.ticketId);
  const token = makeReplyToken(desk.keys, {
    ticketNumber: ticket.number,
    recipient: 'ann@example.com',
    nonce: nonceFrom(Buffer.from('0123456789abcdef')),
  });
  const reply = await take(desk, {
    from: 'stranger@example.net',
    references: [`<${tokenMessageId(token, 'ouraring.com')}>`],
  });
  expect(reply).toMatchObject({ ticketId: ticket.id, reason: 'token' });
  expect((await messageOf(reply.messageId)).lane).toBe('unverified');
  const roles = await desk.db
    .selectFrom('ticketParticipant')
    .innerJoin('personAddress', 'personAddress.personId', 'ticketParticipant.personId')
    .select(['address', 'role'])
    .where('ticketId', '=', ticket.id)
    .execute();
  expect(roles).toContainEqual({ address: 'stranger@example.net', role: 'unverified' });
});

it('a forged token and a subject number of a stranger only propose', async () => {
  const first = await take(desk, { from: 'lea@example.com' });
  const ticket = await ticketOf(first.ticketId);
  const token = makeReplyToken(desk.keys, {
    ticketNumber: ticket.number,
    recipient: 'lea@example.com',
    nonce: '',
  });
  const forged = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
  const confirmations: unknown[] = [];
  const { id } = await deliver(
    desk,
    mailText({
      from: 'eve@example.net',
      to: `support+${forged}@ouraring.com`,
      subject: `Re: ring [#${ticket.number}]`,
    }),
  );
  await drainJobs(desk.pool, [
    ...jobs(desk),
    { name: 'acknowledgement.consider', run: async (asked) => void confirmations.push(asked) },
  ]);
  const mail = await outcomeOf(desk, id);
  // Their own ticket is theirs: nothing but the number they named speaks against confirming it.
  expect(confirmations).toMatchObject([
    { ticketId: mail.ticketId, noAutoReply: null, doubtAboutOther: true },
  ]);
  expect(mail.ticketId).not.toBe(ticket.id);
  expect((await messageOf(mail.messageId)).lane).toBe('unverified');
  const proposals = await desk.db
    .selectFrom('ticketProposal')
    .selectAll()
    .where('ticketId', '=', mail.ticketId ?? '')
    .execute();
  expect(proposals.map((one) => one.otherId)).toEqual([ticket.id]);
});

it('a participant who names the number opens a ticket that proposes the other, and is no stranger', async () => {
  const first = await take(desk, { from: 'again@example.com' });
  const { number } = await ticketOf(first.ticketId);
  const mail = await take(desk, { from: 'again@example.com', subject: `Any news about #${number}?` });
  expect(mail.ticketId).not.toBe(first.ticketId);
  expect((await messageOf(mail.messageId)).lane).toBe('plausible');
  const proposals = await desk.db
    .selectFrom('ticketProposal')
    .select(['otherId', 'reason'])
    .where('ticketId', '=', mail.ticketId ?? '')
    .execute();
  expect(proposals).toEqual([
    { otherId: first.ticketId, reason: expect.stringContaining('where this address takes part') },
  ]);
});

it('a stranger who knows a Message-ID opens a ticket of their own', async () => {
  const first = await take(desk, { from: 'kim@example.com', messageId: '<kim-1@mail.example.com>' });
  const mail = await take(desk, { from: 'eve@example.net', inReplyTo: '<kim-1@mail.example.com>' });
  expect(mail.ticketId).not.toBe(first.ticketId);
  const same = await take(desk, { from: 'kim@example.com', inReplyTo: '<kim-1@mail.example.com>' });
  expect(same).toMatchObject({ ticketId: first.ticketId, reason: 'reference' });
});

it('an answer that overtook its opening finds it, and the opener becomes the requester', async () => {
  const answer = await take(desk, {
    from: 'zoe@example.com',
    to: 'support@ouraring.com, yan@example.com',
    inReplyTo: '<late-1@mail.example.com>',
    date: 'Mon, 23 Nov 2026 09:00:00 +0000',
  });
  const opening = await take(desk, {
    from: 'yan@example.com',
    messageId: '<late-1@mail.example.com>',
    subject: 'The opening',
    date: 'Mon, 23 Nov 2026 08:00:00 +0000',
  });
  expect(opening).toMatchObject({ ticketId: answer.ticketId, reason: 'late-parent' });
  expect((await ticketOf(opening.ticketId)).title).toBe('The opening');
});

it('the same mail to two of our addresses is one ticket, remembered for both', async () => {
  const raw = mailText({ to: 'support@ouraring.com, billing@ouraring.com' });
  const one = await take(desk, Buffer.concat([Buffer.from('Received: by a\r\n'), raw]));
  const two = await take(
    desk,
    Buffer.concat([Buffer.from('Received: by b\r\nDelivered-To: billing@ouraring.com\r\n'), raw]),
  );
  expect(two).toMatchObject({ fate: 'duplicate', duplicateOf: one.id, ticketId: one.ticketId });
});

it('two different mails that share a Message-ID are both kept', async () => {
  const shared = '<always-the-same@printer.example.com>';
  const one = await take(desk, { messageId: shared, subject: 'first', body: 'one' });
  const two = await take(desk, {
    messageId: shared,
    subject: 'second',
    body: 'two',
    from: 'other@example.com',
  });
  const three = await take(desk, { messageId: shared, subject: 'third', body: 'three' });
  expect([one.fate, two.fate, three.fate]).toEqual(['ticket', 'ticket', 'ticket']);
});

it('a mail without Message-ID threads nowhere and doubles with itself only', async () => {
  const raw = mailText({ messageId: null });
  const one = await take(desk, raw);
  const two = await take(desk, raw);
  const other = await take(desk, { messageId: null });
  expect(two).toMatchObject({ fate: 'duplicate', duplicateOf: one.id });
  expect(other.fate).toBe('ticket');
  expect(other.ticketId).not.toBe(one.ticketId);
});

it('an out-of-office answer lands on its ticket and reopens nothing', async () => {
  const first = await take(desk, { from: 'ooo@example.com', messageId: '<ooo-1@mail.example.com>' });
  await desk.db
    .updateTable('ticket')
    .set({ status: 'resolved' })
    .where('id', '=', first.ticketId ?? '')
    .execute();
  const auto = await take(desk, {
    from: 'ooo@example.com',
    subject: 'Automatic reply: My ring',
    inReplyTo: '<ooo-1@mail.example.com>',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  expect(auto.ticketId).toBe(first.ticketId);
  expect((await messageOf(auto.messageId)).automatic).toBe(true);
  expect((await ticketOf(first.ticketId)).status).toBe('resolved');
});

const report = (original: string): Buffer =>
  mailText({
    from: 'Mail Delivery System <mailer-daemon@mx.example.net>',
    subject: 'Undelivered Mail Returned to Sender',
    headers: {
      'Return-Path': '<>',
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    },
    body: [
      '--b\nContent-Type: text/plain\n\nYour mail could not be delivered.',
      '--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; gone@example.net\nAction: failed\nStatus: 5.1.1',
      `--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${original}\nSubject: hi\n--b--`,
    ].join('\n'),
  });

it('a bounce of our mail lands on its ticket, a bounce of a mail we never sent is held', async () => {
  const first = await take(desk, { messageId: '<bounced-1@mail.example.com>' });
  const bounce = await take(desk, report('<bounced-1@mail.example.com>'), { envelopeFrom: '' });
  expect(bounce).toMatchObject({ fate: 'ticket', ticketId: first.ticketId });
  const { rows } = await desk.pool.query(
    "select count(*)::int as count from graphile_worker.jobs where task_identifier = 'mail-out.note-bounce'",
  );
  expect(rows).toEqual([{ count: 1 }]);
  const people = await desk.db
    .selectFrom('ticketParticipant')
    .select('role')
    .where('ticketId', '=', first.ticketId ?? '')
    .execute();
  expect(people).toEqual([{ role: 'requester' }]);
  expect(await messageOf(bounce.messageId)).toMatchObject({
    lane: 'plausible',
    laneReasons: ['A mail server reports about a mail of this conversation.'],
    automatic: true,
  });
  const events = await desk.db
    .selectFrom('event')
    .select('data')
    .where('ticketId', '=', first.ticketId ?? '')
    .where('kind', '=', 'message-received')
    .execute();
  expect(events).toMatchObject([{ data: { report: 'failed' } }]);
  const scatter = await take(desk, report('<never-ours@example.net>'), { envelopeFrom: '' });
  expect(scatter).toMatchObject({ fate: 'quarantine', reason: 'backscatter' });
});

it('our own mail that comes back is a loop', async () => {
  const first = await take(desk);
  const { number } = await ticketOf(first.ticketId);
  const token = makeReplyToken(desk.keys, {
    ticketNumber: number,
    recipient: 'mia@example.com',
    nonce: 'abc',
  });
  const back = await take(desk, {
    from: 'support@ouraring.com',
    messageId: `<${tokenMessageId(token, 'ouraring.com')}>`,
  });
  expect(back).toMatchObject({ fate: 'quarantine', reason: 'loop' });
});

it('an empty mail is held, whatever headers it has', async () => {
  const mail = await take(desk, { subject: null, body: '  \n ' });
  expect(mail).toMatchObject({ fate: 'quarantine', reason: 'blank' });
  expect(await take(desk, new Uint8Array(0))).toMatchObject({ fate: 'quarantine', reason: 'blank' });
});

it('no From, no Date, no Message-ID: still a ticket, with somebody nobody can answer', async () => {
  const mail = await take(desk, { from: null, date: null, messageId: null }, { envelopeFrom: '' });
  expect(mail.fate).toBe('ticket');
  const message = await messageOf(mail.messageId);
  expect(message.authorAddress).toMatch(/@no-sender\.invalid$/);
  expect(message.lane).toBe('unverified');
});

it('a mail that says it is from us is let in and not trusted', async () => {
  const mail = await take(desk, { from: 'support@ouraring.com' });
  expect((await messageOf(mail.messageId)).lane).toBe('unverified');
});

it('a bad mail does not stop the others', async () => {
  const bad = await deliver(desk, mailText());
  // Read as in another process than received it: from the ledger.
  takeOver(bad.id);
  await desk.db
    .updateTable('inboundMail')
    .set({ rawSha256: '0'.repeat(64) })
    .where('id', '=', bad.id)
    .execute();
  const good = await deliver(desk, mailText());
  await readAll(desk);
  expect((await outcomeOf(desk, good.id)).fate).toBe('ticket');
  expect((await outcomeOf(desk, bad.id)).fate).toBeNull();
});

it('after some unexpected errors it still becomes a ticket with its original', async () => {
  const { id } = await deliver(desk, mailText({ subject: 'breaks us' }));
  takeOver(id);
  await desk.db.updateTable('inboundMail').set({ attempts: 4 }).where('id', '=', id).execute();
  await readAll(desk);
  const outcome = await outcomeOf(desk, id);
  expect(outcome.fate).toBe('ticket');
  const message = await messageOf(outcome.messageId);
  expect(message.subject).toBe('breaks us');
  expect(message.warnings).toMatchObject([{ code: 'unreadable' }]);
  const [file] = await desk.db
    .selectFrom('attachment')
    .selectAll()
    .where('messageId', '=', message.id)
    .execute();
  expect(file).toMatchObject({ filename: 'original.eml', contentType: 'message/rfc822' });
});
