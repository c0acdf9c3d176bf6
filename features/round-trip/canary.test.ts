/** Mail of the desk to itself: sent to a real SMTP server, brought back through the ledger, judged in a real database. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { watchMail } from '#features/mail-health/index.ts';
import { describeHealth } from '#features/mail-health/queries/describe-health.ts';
import { jobs as readingJobs } from '#features/mail-in/jobs.ts';
import { ledgerSummary } from '#features/mail-in/queries/ledger-summary.ts';
import { deliver, mailText, outcomeOf } from '#features/mail-in/testing.ts';
import { politeServer, rudeServer } from '#features/mail-out/test-help/testing-servers.ts';
import { headerOf } from '#features/mail-out/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { canaryEverySeconds } from './commands/canary-mailboxes.ts';
import { tendCanaries } from './commands/tend-canaries.ts';
import { jobs } from './jobs.ts';

const desk = await testDesk();
const { id: mailboxId, address } = desk.mailbox;
const refuse = new Set<string>();
const relay = await politeServer((to) => refuse.has(to));
afterAll(() => relay.close());

const ports = {
  waitingSince: async () => new Map<string, Date>(),
  canaryEverySeconds: () => canaryEverySeconds(desk),
};
const work = () =>
  drainJobs(desk.pool, [
    ...readingJobs(desk),
    ...jobs(desk, ports),
    // Other features' work is not under test here.
    { name: 'acknowledgement.consider', run: async () => undefined },
    { name: 'mail-health.tell-alarm', run: async () => undefined },
  ]);
const minutes = (count: number): void => desk.clock.advance(count * 60_000);
const canaries = () => desk.db.selectFrom('canary').selectAll().orderBy('createdAt').execute();
const tickets = async () => (await desk.db.selectFrom('ticket').select('id').execute()).length;
const tend = async () => {
  await tendCanaries(desk);
  await work();
};
/** The bytes that the relay took, handed back to the desk as its MX would. */
const comeBack = async (raw: string) => {
  const { id } = await deliver(desk, Buffer.from(raw, 'latin1'), { envelopeFrom: '', envelopeTo: [address] });
  await work();
  return outcomeOf(desk, id);
};
const way = async () => {
  await watchMail(desk, ports);
  return (await describeHealth(desk)).ways.find((one) => one.kind === 'round-trip');
};
const taken = (): string => relay.taken.at(-1)?.raw ?? '';

beforeEach(async () => {
  await desk.db.deleteFrom('canary').execute();
  await desk.db.deleteFrom('mailWay').execute();
  await desk.db.deleteFrom('event').execute();
  relay.taken.length = 0;
  refuse.clear();
  desk.settings.relay = { host: '127.0.0.1', port: relay.port, secure: false, user: null, password: null };
  desk.settings.canary = { everyMinutes: 60, mailboxes: [address] };
});

describe('a mail to ourselves', () => {
  it('leaves marked as automatic, with an empty return path, and is known when it comes back', async () => {
    await tend();
    expect(relay.taken).toMatchObject([{ from: '', to: [address] }]);
    expect(headerOf(taken(), 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(taken(), 'X-Auto-Response-Suppress')).toBe('All');
    const before = await tickets();
    desk.clock.advance(4_200);
    const outcome = await comeBack(taken());
    expect(outcome).toMatchObject({ fate: 'canary', reason: 'round-trip', ticketId: null, messageId: null });
    expect(await tickets()).toBe(before);
    expect(await canaries()).toMatchObject([{ state: 'returned', mailboxId }]);
    expect(await way()).toMatchObject({
      id: `round-trip:${mailboxId}`,
      state: 'ok',
      label: `The round trip of ${address}`,
      roundTrips: {
        lastSeconds: 4.2,
        medianSeconds: 4.2,
        lost: 0,
        mails: [{ state: 'returned', seconds: 4.2 }],
      },
    });
  });

  it('is known by its subject, where the relay wrote a Message-ID of its own', async () => {
    await tend();
    const renamed = taken().replace(/^Message-ID:\s+<[^>]*>/im, 'Message-ID: <0100018f@relay.example>');
    expect(renamed).not.toBe(taken());
    expect(await comeBack(renamed)).toMatchObject({ fate: 'canary' });
  });

  it('is not counted as mail of anybody: fates still add up', async () => {
    await tend();
    await comeBack(taken());
    const { received, waiting, fates } = await ledgerSummary(desk.db);
    expect(waiting + Object.values(fates).reduce((sum, count) => sum + count, 0)).toBe(received);
    expect(fates.canary).toBeGreaterThan(0);
    const { rows } = await desk.pool.query('select count(*)::int as mails from outbound_mail');
    expect(rows).toEqual([{ mails: 0 }]);
  });

  it('is sent once in its time, one at a time, however many workers look', async () => {
    await Promise.all([tendCanaries(desk), tendCanaries(desk), tendCanaries(desk)]);
    await work();
    minutes(59);
    await tend();
    expect(relay.taken).toHaveLength(1);
    minutes(1);
    await tend();
    expect(relay.taken).toHaveLength(2);
  });

  it('is not sent while none is asked for, without a relay, and while automatic mail is stopped', async () => {
    await tend();
    await comeBack(taken());
    expect(await way()).toMatchObject({ state: 'ok' });
    relay.taken.length = 0;
    minutes(60);
    await desk.db
      .insertInto('automaticMailBreaker')
      .values({ brandId: desk.brand.id, openedAt: desk.clock.now(), reason: 'too many' })
      .execute();
    await tend();
    minutes(600);
    await desk.db.updateTable('automaticMailBreaker').set({ openedAt: desk.clock.now() }).execute();
    await tend();
    expect(relay.taken).toEqual([]);
    // Nobody sends, so nobody waits.
    expect(await way()).toMatchObject({ state: 'ok' });
    await desk.db.deleteFrom('automaticMailBreaker').execute();
    desk.settings.canary = null;
    await tend();
    expect(await way()).toBeUndefined();
    desk.settings.canary = { everyMinutes: 60, mailboxes: [address] };
    desk.settings.relay = null;
    await tend();
    expect(relay.taken).toEqual([]);
  });
});

describe('what only looks like one of ours', () => {
  it('with a forged token is a mail like any other', async () => {
    await tend();
    const [, token = ''] = /Mail check (c\S+)/.exec(taken()) ?? [];
    const forged = token.replace(/.{4}$/, (end) => (end === '0000' ? '1111' : '0000'));
    const raw = mailText({ subject: `Mail check ${forged}`, messageId: `<${forged}@example.com>` });
    const { id } = await deliver(desk, raw);
    await work();
    expect(await outcomeOf(desk, id)).toMatchObject({ fate: 'ticket', reason: 'new' });
    expect(await canaries()).toMatchObject([{ state: 'sent', returnedAt: null }]);
  });

  it('and comes a second time is a duplicate, or a mail like any other', async () => {
    await tend();
    await comeBack(taken());
    expect(await comeBack(taken())).toMatchObject({ fate: 'duplicate', ticketId: null });
    const [, token = ''] = /Mail check (c\S+)/.exec(taken()) ?? [];
    const { id } = await deliver(
      desk,
      mailText({ from: 'Eve <eve@example.net>', subject: `Mail check ${token}` }),
    );
    await work();
    expect(await outcomeOf(desk, id)).toMatchObject({ fate: 'ticket', reason: 'new' });
    expect(await canaries()).toHaveLength(1);
  });

  it('and comes after its time is a mail like any other', async () => {
    await tend();
    minutes(72 * 60 + 1);
    expect((await comeBack(taken())).fate).not.toBe('canary');
    expect(await canaries()).not.toContainEqual(expect.objectContaining({ state: 'returned' }));
  });
});

describe('a round trip', () => {
  it('that takes too long is late, then told, and ends when the mail comes after all', async () => {
    desk.settings.alarm = { ...desk.settings.alarm, afterMinutes: 3 };
    await tend();
    minutes(5);
    expect(await way()).toMatchObject({ state: 'ok' });
    const late: (string | undefined)[] = [];
    for (let minute = 0; minute < 6; minute += 1) {
      minutes(1);
      await tend();
      late.push((await way())?.state);
    }
    expect(late).toEqual(['late', 'late', 'late', 'late', 'late', 'late']);
    expect((await way())?.reason).toBe(
      'The mail sent to ourselves 11 minutes ago has not come back. Test the mailbox in the settings: it shows the step that fails.',
    );
    const told = await desk.db
      .selectFrom('event')
      .select(['kind', 'data'])
      .where('kind', 'like', 'mail-%')
      .execute();
    expect(told).toMatchObject([
      { kind: 'mail-alarm', data: { way: `round-trip:${mailboxId}`, state: 'late' } },
    ]);
    expect((await way())?.roundTrips).toMatchObject({
      lost: 1,
      mails: [{ state: 'overdue', seconds: null }],
    });
    await comeBack(taken());
    expect(await way()).toMatchObject({ state: 'ok', roundTrips: { lastSeconds: 660, lost: 0 } });
  });

  it('fails while the relay refuses the mail, with its words, and is well after the next', async () => {
    refuse.add(address);
    await tend();
    const failing = await way();
    expect(failing).toMatchObject({
      state: 'failing',
      roundTrips: { lost: 1, mails: [{ state: 'failed' }] },
    });
    expect(failing?.reason).toContain('No such user');
    refuse.clear();
    minutes(60);
    await tend();
    // It was taken: now it is only away.
    expect(await way()).toMatchObject({ state: 'ok' });
    await comeBack(taken());
    expect(await way()).toMatchObject({ state: 'ok', roundTrips: { lost: 1 } });
  });

  it.each([
    ['nobody confirmed', 'drop', 'sent'],
    ['the relay refused and delivered all the same', 451, 'failed'],
  ] as const)('of a mail that %s may come back', async (_name, dot, state) => {
    const rude = await rudeServer({ dot });
    desk.settings.relay = { host: '127.0.0.1', port: rude.port, secure: false, user: null, password: null };
    await tend();
    expect(await canaries()).toMatchObject([{ state }]);
    expect(rude.contents).toHaveLength(1);
    await rude.close();
    expect(await comeBack(rude.contents[0] ?? '')).toMatchObject({ fate: 'canary' });
  });

  it('leaves no bytes behind after a week, and its mail is never taken for new', async () => {
    await tend();
    await comeBack(taken());
    const row = () =>
      desk.db
        .selectFrom('inboundMail')
        .select(['rawSha256', 'removedAt', 'fate'])
        .where('fate', '=', 'canary')
        .orderBy('receivedAt', 'desc')
        .executeTakeFirstOrThrow();
    const { rawSha256 } = await row();
    expect(await desk.files.has(rawSha256)).toBe(true);
    // A file younger than a day by the clock of the disk may be somebody's who is being written just now.
    desk.clock.set(new Date(Math.max(Date.now(), desk.clock.now().getTime()) + 8 * 86_400_000));
    desk.settings.canary = null;
    await tend();
    expect(await desk.files.has(rawSha256)).toBe(false);
    expect(await row()).toMatchObject({ fate: 'canary', removedAt: desk.clock.now() });
    expect(await canaries()).toEqual([]);
  });
});
