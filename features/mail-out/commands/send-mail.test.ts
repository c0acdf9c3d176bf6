import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { sendingJobs } from '../jobs.ts';
import { createOutbox } from '../outbox.ts';
import { openRelay, type Relay } from '../relay.ts';
import { answer, deliveryOf } from '../test-help/reply-builder.ts';
import { politeServer, type Rudeness, relayTo, rudeServer } from '../test-help/testing-servers.ts';
import { sendMail } from './send-mail.ts';
import { moveMail } from './take-back.ts';

const desk = await testDesk();
const outbox = createOutbox(desk);
const closers: (() => void | Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

async function ticket(): Promise<string> {
  return (await receive(desk)).ticketId;
}

async function trouble(ticketId: string): Promise<boolean> {
  const row = await desk.db
    .selectFrom('ticket')
    .select('deliveryTrouble')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  return row.deliveryTrouble;
}

async function eventKinds(ticketId: string): Promise<string[]> {
  const rows = await desk.db
    .selectFrom('event')
    .select('kind')
    .where('ticketId', '=', ticketId)
    .where('kind', 'like', 'mail-%')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.kind);
}

async function rude(
  rudeness: Rudeness,
): Promise<{ relay: Relay; server: Awaited<ReturnType<typeof rudeServer>> }> {
  const server = await rudeServer(rudeness);
  const relay = relayTo(server.port);
  closers.push(() => relay.close(), server.close);
  return { relay, server };
}

async function sendNow(relay: Relay, mailId: string, job = 'job-1'): Promise<void> {
  const { dueAt } = await desk.db
    .selectFrom('outboundMail')
    .select('dueAt')
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow();
  await sendMail(desk, relay, { mailId, dueAt: dueAt.toISOString(), job });
}

describe('a relay that takes the mail', () => {
  let polite: Awaited<ReturnType<typeof politeServer>>;
  let relay: Relay;
  beforeAll(async () => {
    polite = await politeServer((address) => address.startsWith('gone'));
    relay = relayTo(polite.port);
    closers.push(() => relay.close(), polite.close);
  });

  it('gets it once, by the job of the outbox row, and the message says accepted', async () => {
    const ticketId = await ticket();
    const { messageId, messageIdHeader } = await answer(desk, ticketId);
    await drainJobs(desk.pool, sendingJobs(desk, relay));
    expect(polite.taken.filter(({ raw }) => raw.includes(messageIdHeader))).toHaveLength(1);
    expect(await deliveryOf(desk, messageId)).toMatchObject({
      state: 'accepted',
      captured: false,
      reason: null,
    });
    await drainJobs(desk.pool, sendingJobs(desk, relay));
    expect(polite.taken.filter(({ raw }) => raw.includes(messageIdHeader))).toHaveLength(1);
  });

  it('hides Bcc from everybody: it is in the envelope only', async () => {
    const ticketId = await ticket();
    const { mailId, messageIdHeader } = await answer(desk, ticketId, {
      bcc: [{ name: 'Secret', address: 'secret@example.org' }],
    });
    await sendNow(relay, mailId);
    const got = polite.taken.find(({ raw }) => raw.includes(messageIdHeader));
    expect(got?.to).toContain('secret@example.org');
    expect(got?.raw).not.toMatch(/secret/i);
  });

  it('says who was refused when others were not', async () => {
    const ticketId = await ticket();
    const { mailId, messageId } = await answer(desk, ticketId, {
      cc: [{ name: '', address: 'gone@example.org' }],
    });
    await sendNow(relay, mailId);
    const delivery = await deliveryOf(desk, messageId);
    expect(delivery.state).toBe('accepted');
    expect(delivery.reason).toContain('gone@example.org');
    expect(await eventKinds(ticketId)).toEqual(['mail-partly-refused']);
  });

  it('says failed, with code and words, when nobody was taken', async () => {
    const ticketId = await ticket();
    const { mailId, messageId } = await answer(desk, ticketId, {
      to: [{ name: '', address: 'gone@example.org' }],
    });
    await sendNow(relay, mailId);
    const delivery = await deliveryOf(desk, messageId);
    expect(delivery).toMatchObject({ state: 'failed', retryable: true });
    expect(delivery.reason).toContain('550');
    expect([await trouble(ticketId), await eventKinds(ticketId)]).toEqual([true, ['mail-failed']]);
  });
});

describe('a relay that breaks off', () => {
  test.each<[string, Rudeness, string, number]>([
    ['refuses the greeting for now', { greeting: 421 }, 'queued', 0],
    ['refuses the greeting for good: it is about us, so later', { greeting: 554 }, 'queued', 0],
    ['hangs up at once', { greeting: 'drop' }, 'queued', 0],
    ['never greets', { greeting: 'silence' }, 'queued', 0],
    ['grey-lists the recipient', { rcpt: 451 }, 'queued', 0],
    ['hangs up at the recipient', { rcpt: 'drop' }, 'queued', 0],
    ['refuses the recipient', { rcpt: 550 }, 'failed', 0],
    ['hangs up instead of 354', { data: 'drop' }, 'queued', 0],
    ['refuses DATA for now', { data: 451 }, 'queued', 0],
    ['hangs up in the middle of the content', { content: 'drop' }, 'unknown', 0],
    ['hangs up after the final dot', { dot: 'drop' }, 'unknown', 1],
    ['never answers the final dot', { dot: 'silence' }, 'unknown', 1],
    ['refuses the content for now', { dot: 452 }, 'queued', 1],
    ['refuses the content for good', { dot: 554 }, 'failed', 1],
    ['takes it', {}, 'accepted', 1],
  ])('%s -> %j', async (_name, rudeness, state, contents) => {
    const { relay, server } = await rude(rudeness);
    const ticketId = await ticket();
    const { mailId, messageId } = await answer(desk, ticketId);
    await sendNow(relay, mailId);
    const delivery = await deliveryOf(desk, messageId);
    expect({ state: delivery.state, contents: server.contents.length }).toEqual({ state, contents });
    expect(await trouble(ticketId)).toBe(state === 'failed' || state === 'unknown');
    expect(delivery.reason === null).toBe(state === 'accepted');
    expect(server.connections()).toBe(1);
  });

  it('never sees our password without TLS', async () => {
    const server = await rudeServer({});
    const settings = {
      host: '127.0.0.1',
      port: server.port,
      secure: false,
      user: 'desk',
      password: 'hunter2',
    };
    const relay = openRelay(settings, { greeting: 1_500, socket: 1_500 });
    closers.push(() => relay.close(), server.close);
    const { mailId, messageId } = await answer(desk, await ticket());
    await sendNow(relay, mailId);
    const delivery = await deliveryOf(desk, messageId);
    expect([delivery.state, server.contents.length]).toEqual(['queued', 0]);
    expect(server.lines.filter((line) => /AUTH|hunter2|aHVudGVyMg/i.test(line))).toEqual([]);
    expect(delivery.reason).not.toContain('hunter2');
  });

  it('nobody listening is a reason to wait', async () => {
    const { relay, server } = await rude({});
    await server.close();
    const { mailId, messageId } = await answer(desk, await ticket());
    await sendNow(relay, mailId);
    const delivery = await deliveryOf(desk, messageId);
    expect(delivery.state).toBe('queued');
    expect(delivery.dueAt?.getTime()).toBe(desk.clock.now().getTime() + 15_000);
  });

  it('an unknown mail is not sent again by itself, and is when a person says so, under the same Message-ID', async () => {
    // What other tests left to be tried again some time is due by the database's clock.
    await sql`delete from graphile_worker._private_jobs`.execute(desk.db);
    const { relay, server } = await rude({ dot: 'drop' });
    const ticketId = await ticket();
    const { mailId, messageId } = await answer(desk, ticketId);
    await sendNow(relay, mailId);
    await sendNow(relay, mailId, 'job-2');
    await drainJobs(desk.pool, sendingJobs(desk, relay));
    expect(server.contents).toHaveLength(1);
    delete server.rude.dot;
    await inTransaction(desk, (tx) => outbox.retry(tx, messageId, systemActor('Test')));
    expect(await trouble(ticketId)).toBe(false);
    await drainJobs(desk.pool, sendingJobs(desk, relay));
    expect((await deliveryOf(desk, messageId)).state).toBe('accepted');
    const ids = server.contents.map((raw) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(1);
    await expect(
      inTransaction(desk, (tx) => outbox.retry(tx, messageId, systemActor('Test'))),
    ).rejects.toMatchObject({ problem: 'not-retryable' });
    expect(await eventKinds(ticketId)).toEqual(['mail-unknown']);
  });

  it('gives up after the schedule, and says after how many tries', async () => {
    const { relay } = await rude({ rcpt: 451 });
    const { mailId, messageId } = await answer(desk, await ticket());
    for (let tries = 0; tries < 20; tries += 1) await sendNow(relay, mailId, `job-${tries}`);
    const delivery = await deliveryOf(desk, messageId);
    expect(delivery.state).toBe('failed');
    expect(delivery.reason).toContain('Given up after 12 tries');
  });
});

describe('a process that dies while sending', () => {
  async function leaveSending(began: boolean): Promise<Awaited<ReturnType<typeof answer>>> {
    const queued = await answer(desk, await ticket());
    await desk.db
      .updateTable('outboundMail')
      .set({
        state: 'sending',
        sendingSince: desk.clock.now(),
        sendingJob: 'dead',
        dataBeganAt: began ? desk.clock.now() : null,
      })
      .where('id', '=', queued.mailId)
      .execute();
    return queued;
  }

  it('before any content: the mail goes out now', async () => {
    const { relay, server } = await rude({});
    const { mailId, messageId } = await leaveSending(false);
    await sendNow(relay, mailId, 'dead');
    expect([(await deliveryOf(desk, messageId)).state, server.contents.length]).toEqual(['accepted', 1]);
  });

  it('after content began: unknown, and nothing is sent', async () => {
    const { relay, server } = await rude({});
    const { mailId, messageId } = await leaveSending(true);
    await sendNow(relay, mailId, 'dead');
    expect([(await deliveryOf(desk, messageId)).state, server.connections()]).toEqual(['unknown', 0]);
  });

  it('another job leaves a mail alone that is being sent', async () => {
    const { relay, server } = await rude({});
    const { mailId, messageId } = await leaveSending(false);
    await sendNow(relay, mailId, 'somebody else');
    expect([(await deliveryOf(desk, messageId)).state, server.connections()]).toEqual(['sending', 0]);
  });
});

describe('taking back', () => {
  it('within the time: nothing leaves', async () => {
    const { relay, server } = await rude({});
    const { mailId, messageId } = await answer(desk, await ticket());
    await inTransaction(desk, (tx) => outbox.cancel(tx, messageId));
    await sendNow(relay, mailId);
    expect([(await deliveryOf(desk, messageId)).state, server.connections()]).toEqual(['cancelled', 0]);
  });

  it('too late once it was handed over', async () => {
    const { relay } = await rude({});
    const { mailId, messageId } = await answer(desk, await ticket());
    await sendNow(relay, mailId);
    await expect(inTransaction(desk, (tx) => outbox.cancel(tx, messageId))).rejects.toMatchObject({
      problem: 'too-late-to-undo',
    });
  });

  it('racing the sender has exactly one winner', async () => {
    const { relay, server } = await rude({});
    for (let round = 0; round < 15; round += 1) {
      const { mailId, messageId } = await answer(desk, await ticket());
      const before = server.contents.length;
      const [undo] = await Promise.allSettled([
        inTransaction(desk, (tx) => outbox.cancel(tx, messageId)),
        sendNow(relay, mailId),
      ]);
      const { state } = await deliveryOf(desk, messageId);
      const left = server.contents.length - before;
      expect([undo.status, state, left]).toEqual(
        undo.status === 'fulfilled' ? ['fulfilled', 'cancelled', 0] : ['rejected', 'accepted', 1],
      );
    }
  });

  it('a mail moved to later is not sent by the job of the earlier time', async () => {
    const { relay, server } = await rude({});
    const { mailId, messageId } = await answer(desk, await ticket());
    const early = desk.clock.now().toISOString();
    const later = new Date(desk.clock.now().getTime() + 3_600_000);
    await inTransaction(desk, (tx) => moveMail(tx, desk, messageId, later));
    await sendMail(desk, relay, { mailId, dueAt: early, job: 'early' });
    expect(await deliveryOf(desk, messageId)).toMatchObject({ state: 'scheduled', dueAt: later });
    expect(server.connections()).toBe(0);
    await sendMail(desk, relay, { mailId, dueAt: later.toISOString(), job: 'later' });
    expect((await deliveryOf(desk, messageId)).state).toBe('accepted');
  });
});
