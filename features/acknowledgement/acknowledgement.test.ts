import { describe, expect, it, test } from 'vitest';
import { capturedMails, sendDue } from '#features/mail-out/testing.ts';
import { receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { parseMail } from '#mail/parse-mail.ts';
import { newId } from '#platform/ids.ts';
import { drainJobs, migrateJobs } from '#platform/jobs/run-jobs.ts';
import { jobs } from './jobs.ts';
import { automaticMailLimits as limits } from './limits.ts';
import { type AcknowledgementFacts, mayAcknowledge } from './rules/may-acknowledge.ts';

const fine: AcknowledgementFacts = {
  noAutoReply: null,
  doubtAboutOther: false,
  automatic: false,
  lane: 'plausible',
  status: 'new',
  merged: false,
  answered: false,
  ageHours: 0,
  recipient: 'anna@example.com',
  own: false,
  sendable: true,
  dead: false,
  complained: false,
  typed: false,
  counts: { ticketAndSender: 0, recipient: 0, hour: 0, breakerOpen: false },
};

describe('may it be confirmed?', () => {
  test.each<[string, Partial<AcknowledgementFacts>]>([
    ['ok', {}],
    ['ok', { lane: 'verified' }],
    ['ok', { recipient: 'noreen@example.com' }],
    ['ok', { recipient: 'bouncer.bob@example.com' }],
    ['ok', { counts: { ticketAndSender: 0, recipient: 4, hour: 299, breakerOpen: false } }],
    ['own-address', { own: true }],
    ['no-address', { sendable: false }],
    ['robot-address', { recipient: 'no-reply@example.com' }],
    ['robot-address', { recipient: 'MAILER-DAEMON@example.com' }],
    ['robot-address', { recipient: 'donotreply@example.com' }],
    ['robot-address', { recipient: 'bounce+123@example.com' }],
    ['dead-address', { dead: true }],
    ['complaint', { complained: true }],
    ['automatic', { automatic: true }],
    ['no-auto-reply', { noAutoReply: 'list-id' }],
    ['spam', { status: 'spam' }],
    ['lane', { lane: 'unverified' }],
    ['ok', { lane: 'unverified', doubtAboutOther: true }],
    ['lane', { lane: 'failed', doubtAboutOther: true }],
    ['own-address', { lane: 'unverified', doubtAboutOther: true, own: true }],
    ['lane', { lane: 'failed' }],
    ['merged', { merged: true }],
    ['answered', { answered: true }],
    ['old', { ageHours: 25 }],
    ['ticket-budget', { counts: { ticketAndSender: 1, recipient: 1, hour: 1, breakerOpen: false } }],
    ['ok', { typed: true, counts: { ticketAndSender: 0, recipient: 1, hour: 1, breakerOpen: false } }],
    [
      'typed-budget',
      { typed: true, counts: { ticketAndSender: 0, recipient: 2, hour: 2, breakerOpen: false } },
    ],
    ['recipient-budget', { counts: { ticketAndSender: 0, recipient: 5, hour: 5, breakerOpen: false } }],
    ['breaker', { counts: { ticketAndSender: 0, recipient: 0, hour: 300, breakerOpen: false } }],
    ['breaker', { counts: { ticketAndSender: 0, recipient: 0, hour: 0, breakerOpen: true } }],
  ])('%s: %j', (code, given) => {
    const verdict = mayAcknowledge({ ...fine, ...given });
    expect([verdict.code, verdict.send]).toEqual([code, code === 'ok']);
    expect(verdict.reasons.length).toBeGreaterThan(0);
  });

  it('raises the alarm only when nothing but the breaker stopped it', () => {
    const hour = { ticketAndSender: 0, recipient: 0, hour: 300, breakerOpen: false };
    expect(mayAcknowledge({ ...fine, counts: hour }).alarm).toBe(true);
    expect(mayAcknowledge({ ...fine, counts: hour, automatic: true }).alarm).toBe(false);
    expect(mayAcknowledge({ ...fine, counts: { ...hour, breakerOpen: true } }).alarm).toBe(false);
  });
});

type Desk = Awaited<ReturnType<typeof testDesk>>;

async function run(desk: Desk): Promise<void> {
  await drainJobs(desk.pool, jobs(desk));
  await sendDue(desk);
}

async function countSent(desk: Desk): Promise<number> {
  return (await capturedMails(desk)).filter((mail) => mail.kind === 'acknowledgement').length;
}

describe('a new ticket', () => {
  it('is confirmed in its language, through the outbox, without a word of the sender', async () => {
    const desk = await testDesk();
    await migrateJobs(desk.pool);
    const { ticketId, ticketNumber } = await receive(desk, {
      subject: 'BUY PILLS http://evil.example',
      author: { name: 'Visit evil.example now', address: 'Anna@example.com' },
      text: 'SPAMTEXT',
      language: 'de',
      messageIdHeader: 'first@mail.example.com',
    });
    await run(desk);
    const [mail] = await capturedMails(desk);
    expect(mail?.header('Subject')).toContain(`[#${ticketNumber}]`);
    expect(mail?.mail.text).toContain('Ticketnummer');
    expect(mail?.raw).not.toMatch(/pills|evil|SPAMTEXT/i);
    expect(mail?.mail.text).not.toMatch(/pills|evil|SPAMTEXT/i);
    expect(mail?.mail.html).not.toMatch(/pills|evil|SPAMTEXT/i);
    expect(mail?.mail.text).toContain('http://desk.example.com/t/');
    expect(mail?.header('Auto-Submitted')).toBe('auto-replied');
    expect(mail?.header('X-Auto-Response-Suppress')).toBe('All');
    expect(mail?.header('In-Reply-To')).toBe('<first@mail.example.com>');
    expect(mail?.envelopeFrom).toBe('');
    expect(mail?.to).toEqual(['Anna@example.com']);
    const events = await desk.db
      .selectFrom('event')
      .select('kind')
      .where('ticketId', '=', ticketId)
      .execute();
    expect(events.map((event) => event.kind)).toContain('acknowledgement-sent');
    const message = await desk.db
      .selectFrom('message')
      .select(['kind', 'automatic', 'direction'])
      .where('ticketId', '=', ticketId)
      .where('direction', '=', 'out')
      .execute();
    expect(message).toEqual([{ kind: 'auto', automatic: true, direction: 'out' }]);
  });

  it('of somebody who names another ticket is confirmed, and tells nothing of the other', async () => {
    const desk = await testDesk();
    await migrateJobs(desk.pool);
    const other = await receive(desk, { subject: 'Private matter', automatic: true });
    const { ticketNumber } = await receive(desk, {
      author: { name: '', address: 'anna.second@example.net' },
      subject: `Re: [#${other.ticketNumber}]`,
      lane: 'unverified',
      doubtAboutOther: true,
    });
    await run(desk);
    const mails = await capturedMails(desk);
    expect(mails.map((mail) => mail.to)).toEqual([['anna.second@example.net']]);
    expect(mails[0]?.header('Subject')).toContain(`[#${ticketNumber}]`);
    expect(`${mails[0]?.raw}${mails[0]?.mail.text}`).not.toMatch(
      new RegExp(`Private matter|#${other.ticketNumber}`),
    );
  });

  it('that may not be confirmed says why on the ticket', async () => {
    const desk = await testDesk();
    await migrateJobs(desk.pool);
    const { ticketId } = await receive(desk, { noAutoReply: 'list-id', automatic: true });
    await run(desk);
    expect(await countSent(desk)).toBe(0);
    const event = await desk.db
      .selectFrom('event')
      .select('reasons')
      .where('ticketId', '=', ticketId)
      .where('kind', '=', 'acknowledgement-withheld')
      .executeTakeFirstOrThrow();
    expect(event.reasons.join(' ')).toContain('list-id');
  });

  it('is decided once, whatever runs twice', async () => {
    const desk = await testDesk();
    await migrateJobs(desk.pool);
    const { ticketId, messageId } = await receive(desk);
    const [consider] = jobs(desk);
    const context = { attempt: 1, maxAttempts: 1, jobId: '1', signal: undefined };
    await Promise.all(
      Array.from({ length: 5 }, () => consider?.run({ ticketId, messageId, noAutoReply: null }, context)),
    );
    await run(desk);
    expect(await countSent(desk)).toBe(1);
    const events = await desk.db
      .selectFrom('event')
      .select('id')
      .where('ticketId', '=', ticketId)
      .where('kind', 'like', 'acknowledgement-%')
      .execute();
    expect(events).toHaveLength(1);
  });
});

describe('storms', () => {
  it('two desks that write to each other are quiet after one confirmation', async () => {
    const ours = await testDesk();
    const theirs = await testDesk();
    for (const desk of [ours, theirs]) await migrateJobs(desk.pool);
    // Both have the demo brand, so each shows itself to the other under another name.
    await receive(ours, { author: { name: 'Their desk', address: 'help@other.example' } });
    let [from, to] = [ours, theirs];
    let passed = 0;
    for (let round = 0; round < 6; round += 1) {
      await run(from);
      const mails = await capturedMails(from);
      for (const mail of mails.slice(from === ours ? passed : 0)) {
        const parsed = await parseMail(new TextEncoder().encode(mail.raw));
        const author = { name: '', address: 'help@other.example' };
        await receive(to, { author, automatic: parsed.autoSubmitted, noAutoReply: parsed.automationReason });
      }
      if (from === ours) passed = mails.length;
      [from, to] = [to, from];
    }
    expect([await countSent(ours), await countSent(theirs)]).toEqual([1, 0]);
  });

  it('a machine that answers everything, always as a new conversation, gets five and no more', async () => {
    const desk = await testDesk();
    await migrateJobs(desk.pool);
    const robot = { name: 'Away', address: 'away@example.com' };
    await receive(desk, { author: robot });
    let answered = 0;
    for (let round = 0; round < 20; round += 1) {
      await run(desk);
      const sent = await countSent(desk);
      // It answers each of our mails, with no mark at all and no reference.
      for (; answered < sent; answered += 1) await receive(desk, { author: robot, subject: 'I am away' });
      desk.clock.advance(60_000);
    }
    expect(await countSent(desk)).toBe(limits.perRecipient);
    desk.clock.advance(25 * 3_600_000);
    await receive(desk, { author: robot });
    await run(desk);
    expect(await countSent(desk)).toBe(limits.perRecipient + 1);
  });

  it('a wave of forged senders gets no more than the breaker lets through, with one alarm, whoever works at once', async () => {
    const desk = await testDesk();
    await migrateJobs(desk.pool);
    const victim = (of: number): string => `victim${of}@example.com`;
    // The beginning of the wave, already confirmed; its end comes in for real and is worked on by three at once.
    const begun = 200;
    const at = desk.clock.now();
    await desk.db
      .insertInto('automaticMail')
      .values(
        Array.from({ length: begun }, (_, of) => ({
          id: newId(),
          recipient: victim(of),
          kind: 'acknowledgement',
          at,
        })),
      )
      .execute();
    for (let of = begun; of < limits.perHour + 100; of += 10) {
      const ten = Array.from({ length: 10 }, (_, next) => victim(of + next));
      await Promise.all(ten.map((address) => receive(desk, { author: { name: '', address } })));
    }
    await Promise.all([1, 2, 3].map(() => drainJobs(desk.pool, jobs(desk))));
    const { count } = await desk.db
      .selectFrom('outboundMail')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(limits.perHour - begun);
    const alarms = await desk.db
      .selectFrom('event')
      .select('id')
      .where('kind', '=', 'automatic-mail-stopped')
      .execute();
    expect(alarms).toHaveLength(1);
  }, 120_000);
});
