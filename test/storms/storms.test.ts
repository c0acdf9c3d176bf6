/**
 * Storms of automatic mail, blown through the real doors: what a desk sends is composed, captured byte by byte and handed
 * to whoever it was for; what comes back is received, read and considered. The clock is ours, nothing sleeps.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { jobs as acknowledgementJobs } from '#features/acknowledgement/index.ts';
import { automaticMailLimits as limits } from '#features/acknowledgement/limits.ts';
import { jobs as mailInJobs } from '#features/mail-in/index.ts';
import { deliver, type MailParts, mailText } from '#features/mail-in/testing.ts';
import { type CapturedMail, capturedMails, sendDue } from '#features/mail-out/testing.ts';
import { closeReadingThreads, jobs as triageJobs } from '#features/triage/index.ts';
import { type Desk, forgetOurAddresses } from '#features/workspace/index.ts';
import { type TestDesk, testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { newId } from '#platform/ids.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';

afterAll(async () => {
  await Promise.all([closeParsePool(), closeReadingThreads()]);
});

/** Reads and considers all that waits, sends what is due, and returns the mails that left since the last call. */
function worker(desk: Desk): () => Promise<CapturedMail[]> {
  const seen = new Set<string>();
  return async () => {
    await drainJobs(desk.pool, [
      ...mailInJobs(desk),
      // A confirmation waits until the message was read.
      ...triageJobs(desk),
      ...acknowledgementJobs(desk),
      // What bounces say of our mail is not under test here.
      { name: 'mail-out.note-bounce', run: async () => undefined },
    ]);
    await sendDue(desk);
    const fresh = (await capturedMails(desk)).filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return fresh;
  };
}

const countTickets = async (desk: Desk): Promise<number> =>
  (await desk.db.selectFrom('ticket').select('id').where('mergedInto', 'is', null).execute()).length;
const heldAs = async (desk: Desk, reason: string): Promise<number> =>
  (await desk.db.selectFrom('inboundMail').select('id').where('fateReason', '=', reason).execute()).length;

/** Another company's desk: the same program with an address of its own. */
async function otherDesk(address: string): Promise<TestDesk> {
  const desk = await testDesk();
  await desk.db.deleteFrom('mailboxAlias').execute();
  await desk.db.deleteFrom('mailbox').where('id', '<>', desk.mailbox.id).execute();
  await desk.db.updateTable('mailbox').set({ address }).where('id', '=', desk.mailbox.id).execute();
  forgetOurAddresses(desk);
  return desk;
}

it('two desks that answer each other are quiet after one confirmation', async () => {
  const [ours, theirs] = [await testDesk(), await otherDesk('help@other.example')];
  const sides = [
    { desk: ours, work: worker(ours) },
    { desk: theirs, work: worker(theirs) },
  ] as const;
  // Their agent writes to us, as people do, from the address of their desk.
  await deliver(ours, mailText({ from: 'help@other.example', subject: 'About your invoice' }), {
    envelopeFrom: 'help@other.example',
  });
  let left = 0;
  for (let round = 0; round < 10; round += 1) {
    const [from, to] = round % 2 === 0 ? [sides[0], sides[1]] : [sides[1], sides[0]];
    for (const mail of await from.work()) {
      left += 1;
      await deliver(to.desk, Buffer.from(mail.raw), { envelopeFrom: mail.envelopeFrom, envelopeTo: mail.to });
    }
    from.desk.clock.advance(60_000);
  }
  expect(left).toBe(1);
  expect(await countTickets(ours)).toBe(1);
  expect(await countTickets(theirs)).toBeLessThanOrEqual(1);
}, 60_000);

type Answer = (mail: CapturedMail, round: number) => { parts: MailParts; envelopeFrom: string } | Buffer;

/** Somebody opens a ticket, and a machine answers every mail of ours as told; returns the mails that left. */
async function storm(desk: TestDesk, from: string, answer: Answer, rounds = 25): Promise<CapturedMail[]> {
  const work = worker(desk);
  await deliver(desk, mailText({ from }), { envelopeFrom: from });
  const left: CapturedMail[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fresh = await work();
    left.push(...fresh);
    for (const mail of fresh) {
      const back = answer(mail, round);
      if (Buffer.isBuffer(back)) await deliver(desk, back, { envelopeFrom: from });
      else await deliver(desk, mailText(back.parts), { envelopeFrom: back.envelopeFrom });
    }
    desk.clock.advance(60_000);
  }
  return left;
}

describe('whoever answers everything', () => {
  const away = 'away@example.com';
  it.each<[string, number, number, Answer]>([
    [
      'an absence note as RFC 3834 wants it',
      1,
      1,
      (mail) => ({
        parts: {
          from: away,
          to: mail.header('From'),
          subject: `Automatic reply: ${mail.header('Subject')}`,
          inReplyTo: mail.header('Message-ID') ?? '',
          headers: { 'Auto-Submitted': 'auto-replied' },
        },
        envelopeFrom: '',
      }),
    ],
    [
      'one without any mark, as an answer',
      1,
      1,
      (mail) => ({
        parts: { from: away, subject: 'Re: hello', inReplyTo: mail.header('Message-ID') ?? '' },
        envelopeFrom: away,
      }),
    ],
    [
      'one without any mark, always as a new mail',
      limits.perRecipient,
      limits.perRecipient + 1,
      (_mail, round) => ({ parts: { from: away, subject: `I am away ${round}` }, envelopeFrom: away }),
    ],
    [
      'a server that bounces what we send',
      1,
      1,
      (mail) => ({
        parts: {
          from: 'MAILER-DAEMON@mx.example.com',
          subject: 'Undelivered Mail Returned to Sender',
          headers: {
            'MIME-Version': '1.0',
            'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
          },
          body: `--b\n\nNo such user\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; ${away}\nAction: failed\nStatus: 5.1.1\n--b\nContent-Type: message/rfc822-headers\n\nMessage-ID: ${mail.header('Message-ID')}\n\n--b--\n`,
        },
        envelopeFrom: '',
      }),
    ],
    [
      'a list that sends our own mail back',
      1,
      1,
      (mail) => Buffer.from(`List-Id: <all.lists.example>\r\nPrecedence: list\r\n${mail.raw}`),
    ],
    [
      'a list that makes a new mail of ours',
      1,
      2,
      (mail) => ({
        parts: {
          from: mail.header('From'),
          to: 'all@lists.example',
          subject: `[all] ${mail.header('Subject')}`,
          headers: { 'List-Id': '<all.lists.example>' },
        },
        envelopeFrom: 'all-bounces@lists.example',
      }),
    ],
  ])(
    '%s: %i mails leave, at most %i tickets',
    async (_what, mails, tickets, answer) => {
      const desk = await testDesk();
      const left = await storm(desk, away, answer);
      expect(left).toHaveLength(mails);
      expect(await countTickets(desk)).toBeLessThanOrEqual(tickets);
      // RFC 3834 section 5, and the empty return path of section 3.3 or an address of ours that no person reads.
      for (const mail of left) {
        expect(mail.header('Auto-Submitted')).toBe('auto-replied');
        expect(mail.header('X-Auto-Response-Suppress')).toBe('All');
        expect(mail.header('List-Unsubscribe')).toBeNull();
        expect(mail.envelopeFrom).not.toBe(away);
      }
    },
    60_000,
  );
});

it('a wave of 1,000 forged senders: the breaker opens with one alarm, and an admin closes it', async () => {
  const web = await testWeb();
  const { desk } = web;
  const admin = { key: await web.key('admin') };
  const state = async () => (await web.call('GET', '/api/v1/automatic-mail', { as: admin })).body;
  // The first 250 were confirmed within the hour already; 750 more come in for real.
  const at = desk.clock.now();
  const spent = Array.from({ length: 250 }, (_, of) => ({
    id: newId(),
    recipient: `v${of}@victims.example`,
    kind: 'acknowledgement',
    at,
  }));
  await desk.db.insertInto('automaticMail').values(spent).execute();
  for (let of = 250; of < 1_000; of += 25) {
    const some = Array.from({ length: 25 }, (_, next) => of + next);
    await Promise.all(
      some.map((victim) => {
        const from = `v${victim}@victims.example`;
        return deliver(desk, mailText({ from, messageId: `<wave-${victim}@victims.example>` }), {
          envelopeFrom: from,
        });
      }),
    );
  }
  const work = worker(desk);
  expect(await work()).toHaveLength(limits.perHour - 250);
  expect(await state()).toMatchObject({ lastHour: limits.perHour, breaker: { open: true, closedBy: null } });
  const alarms = () =>
    desk.db.selectFrom('event').select('id').where('kind', '=', 'automatic-mail-stopped').execute();
  expect(await alarms()).toHaveLength(1);

  // It stays open when the hour is over, so a wave that goes on does not get a budget every hour.
  desk.clock.advance(2 * 3_600_000);
  const late = { from: 'real@example.com' };
  await deliver(desk, mailText(late));
  expect(await work()).toEqual([]);
  expect((await web.call('POST', '/api/v1/automatic-mail/close-breaker', { as: admin })).status).toBe(200);
  expect(await state()).toMatchObject({ breaker: { open: false } });
  const again = await web.call('POST', '/api/v1/automatic-mail/close-breaker', { as: admin });
  expect(again.body.name).toBe('breaker-not-open');
  await deliver(desk, mailText({ from: 'next@example.com' }));
  expect(await work()).toHaveLength(1);
}, 180_000);

it('a wave of the very same words becomes fifty tickets, and the rest is held', async () => {
  const desk = await testDesk();
  const body = `${'Make your shop the first in every list of every engine. '.repeat(4)}Write to us.`;
  for (let of = 0; of < 120; of += 1) {
    const from = `w${of}@wave.example`;
    await deliver(desk, mailText({ from, messageId: `<same-${of}@wave.example>`, body }), {
      envelopeFrom: from,
    });
  }
  await worker(desk)();
  expect(await countTickets(desk)).toBeLessThan(60);
  expect(await heldAs(desk, 'flood')).toBeGreaterThan(60);
}, 120_000);
