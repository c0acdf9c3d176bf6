/** A confirmation that asks: once, only what is missing, in the customer's language, and nothing they wrote comes back. */
import { sql } from 'kysely';
import { describe, expect, it, test } from 'vitest';
import { askedFacts, permissions as factPermissions } from '#features/intake/index.ts';
import { capturedMails, sendDue } from '#features/mail-out/testing.ts';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { receive } from '#features/tickets/testing.ts';
import { jobs as readingJobs } from '#features/triage/index.ts';
import { readerIsWarm } from '#features/triage/testing.ts';
import { questionsFor } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { jobs } from './jobs.ts';
import { understandingWait } from './limits.ts';

const desk = await testDesk({ permissions: [ticketPermissions, factPermissions] });
readerIsWarm(desk);

let customers = 0;

type Given = NonNullable<Parameters<typeof receive>[1]>;

/** A new ticket of a customer of its own. */
async function opened(given: Given): Promise<{ ticketId: string; messageId: string; address: string }> {
  customers += 1;
  const address = `customer${customers}@example.com`;
  const { ticketId, messageId } = await receive(desk, { author: { name: '', address }, ...given });
  return { ticketId, messageId, address };
}

const read = (): Promise<void> => drainJobs(desk.pool, readingJobs(desk));

async function confirm(address: string) {
  await drainJobs(desk.pool, jobs(desk));
  await sendDue(desk);
  return (await capturedMails(desk)).filter(({ to }) => to.includes(address));
}

async function verdictOn(ticketId: string) {
  const event = await desk.db
    .selectFrom('event')
    .select(['kind', 'data', 'reasons'])
    .where('ticketId', '=', ticketId)
    .where('kind', 'like', 'acknowledgement-%')
    .executeTakeFirstOrThrow();
  return { ...event, data: event.data as { sentence: string; asked: string[] } };
}

const vague = { subject: 'Hilfe!', text: 'Mein Ring synchronisiert nicht mehr. SPAMTEXT', language: 'de' };

describe('a vague mail', () => {
  it('is asked for what its topic needs, by number, with a link, and says so on the ticket', async () => {
    const { ticketId, address } = await opened({
      ...vague,
      text: `${vague.text} Ich habe ein Pixel 8.`,
    });
    await read();
    const [mail] = await confirm(address);
    const questions = questionsFor(desk.profile, 'de');
    const text = mail?.mail.text ?? '';
    expect(text).toContain(`1. ${questions['device.generation'].ask}`);
    expect(text).toContain(`2. ${questions['firmware.version'].ask}`);
    expect(text).not.toContain(questions['phone.model'].ask);
    expect(text).not.toContain(questions['order.number'].ask);
    expect(text).toMatch(/http:\/\/desk\.example\.com\/t\/[\w.-]+\/answers/);
    expect(mail?.mail.html).toContain(`>${questions['device.generation'].ask}<`);
    expect(mail?.mail.subject).toContain('Rückfrage');
    expect(`${text}${mail?.mail.html}`).not.toContain('SPAMTEXT');
    const { kind, data, reasons } = await verdictOn(ticketId);
    expect(kind).toBe('acknowledgement-sent');
    expect(data.asked).toEqual(['device.generation', 'firmware.version', 'app.version']);
    expect(data.sentence).toContain('was asked for: Model, Firmware, App version');
    expect(reasons.join(' ')).toContain('Asked for what sync needs and nobody has said');
    expect([...(await askedFacts(desk.db, ticketId))].sort()).toEqual([...data.asked].sort());
  });

  test.each(['en', 'fr', 'fi', 'es', 'ja'])(
    'is asked in %s, whatever words it is judged by',
    async (language) => {
      const { address } = await opened({ ...vague, language });
      await read();
      const [mail] = await confirm(address);
      expect(mail?.mail.text).toContain(questionsFor(desk.profile, language)['device.generation'].ask);
    },
  );
});

describe('nothing is asked', () => {
  test.each<[string, Given, RegExp]>([
    [
      'of a burn, however calm',
      { text: 'No hurry: the ring got hot last night and left a small burn on my finger.' },
      /harm/,
    ],
    ['of thanks', { subject: 'Thank you', text: 'Thank you so much, it works perfectly now!' }, /thanks/],
    [
      'of the press',
      {
        subject: 'Interview',
        text: 'I am a journalist and would like to interview your CEO about smart rings.',
      },
      /partner|press/,
    ],
    [
      'when all is known',
      {
        text: 'My Gen3 ring does not sync since Monday. Firmware 2.10.4, app version 5.3.1, Pixel 8 with Android 15. Before that I got a new phone. Error: "Connection failed".',
      },
      /is known/,
    ],
  ])('%s', async (_, given, why) => {
    const { ticketId, address } = await opened({ language: 'en', ...given });
    await read();
    const [mail] = await confirm(address);
    expect(mail?.mail.text).not.toContain('/answers');
    const { kind, reasons } = await verdictOn(ticketId);
    expect(kind).toBe('acknowledgement-sent');
    expect(reasons.at(-1)).toMatch(/^Nothing was asked/);
    expect(reasons.at(-1)).toMatch(why);
    expect((await askedFacts(desk.db, ticketId)).size).toBe(0);
  });

  it('of a mail that is not confirmed', async () => {
    const { ticketId, address } = await opened({ ...vague, noAutoReply: 'list-id' });
    await read();
    expect(await confirm(address)).toEqual([]);
    expect((await verdictOn(ticketId)).data.asked).toEqual([]);
    expect((await askedFacts(desk.db, ticketId)).size).toBe(0);
  });
});

describe('reading', () => {
  it('is waited for, some seconds at a time, and the confirmation then asks', async () => {
    const { ticketId, address, messageId } = await opened(vague);
    const [consider] = jobs(desk);
    const context = { attempt: 1, maxAttempts: 1, jobId: '1', signal: undefined };
    await consider?.run({ ticketId, messageId, noAutoReply: null }, context);
    const waiting = await sql<{ payload: { waits: number } }>`
      select payload from graphile_worker._private_jobs where payload->>'messageId' = ${messageId}
        and payload->>'waits' = '1'`.execute(desk.db);
    expect(waiting.rows).toHaveLength(1);
    expect(await capturedMails(desk).then((mails) => mails.filter(({ to }) => to.includes(address)))).toEqual(
      [],
    );
    await read();
    const [mail] = await confirm(address);
    expect(mail?.mail.text).toContain('/answers');
  });

  it('that fails holds the confirmation up for half a minute and no longer', async () => {
    const { ticketId, address } = await opened(vague);
    const [mail, ...more] = await confirm(address);
    expect(more).toEqual([]);
    expect(mail?.mail.text).not.toContain('/answers');
    expect((await verdictOn(ticketId)).reasons.at(-1)).toContain('not understood in time');
    expect(understandingWait.times * understandingWait.seconds).toBeLessThanOrEqual(30);
    // What comes to be read later asks nothing any more: it was decided once.
    await read();
    expect(await confirm(address)).toHaveLength(1);
  });
});
