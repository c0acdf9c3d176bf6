/** Reports of every way, judged in a real database, and told to a real webhook and a real second relay. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { politeServer } from '#features/mail-out/test-help/testing-servers.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { signature } from './commands/tell-alarm.ts';
import { watchMail } from './commands/watch-mail.ts';
import { jobs } from './jobs.ts';
import { describeHealth } from './queries/describe-health.ts';
import { listWays, noteFailure, noteSuccess, wayOfMailbox } from './store/ways.ts';

const secret = 'a secret of the receiver';
const desk = await testDesk();
const way = wayOfMailbox(desk.mailbox.id);
const relay = await politeServer();
const calls: { signature: string; body: string }[] = [];
let answer = 204;
const receiver = createServer(async (request, response) => {
  calls.push({ signature: String(request.headers['posthaste-signature']), body: await text(request) });
  response.writeHead(answer).end();
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()));
afterAll(async () => {
  await relay.close();
  await new Promise((resolve) => receiver.close(resolve));
});

let waiting = new Map<string, Date>();
const ports = { waitingSince: async () => waiting, canaryEverySeconds: async () => null };
const look = () => watchMail(desk, ports);
const tell = () => drainJobs(desk.pool, jobs(desk));
const minute = (): void => desk.clock.advance(60_000);
const stateOf = async (id = way) => (await listWays(desk.db)).find((one) => one.id === id)?.state;
const refuse = () =>
  noteFailure(
    desk.db,
    way,
    { words: 'The mail server refused the password.', refused: true },
    desk.clock.now(),
  );
const alarms = () =>
  desk.db.selectFrom('event').select(['kind', 'data', 'reasons']).where('kind', 'like', 'mail-%').execute();

beforeEach(async () => {
  await desk.db.deleteFrom('mailWay').execute();
  await desk.db.deleteFrom('event').execute();
  waiting = new Map();
  calls.length = 0;
  relay.taken.length = 0;
  answer = 204;
  const port = (receiver.address() as AddressInfo).port;
  const second = { host: '127.0.0.1', port: relay.port, secure: false, user: null, password: null };
  desk.settings.alarm = {
    afterMinutes: 3,
    webhook: { url: `http://localhost:${port}/alarms`, secret },
    mail: { to: 'admin@example.com', relay: second },
    allowedNetworks: ['127.0.0.0/8', '::1'],
  };
});

describe('a way of mail', () => {
  it('goes from ok to refused and back, with since, last success and last error', async () => {
    await noteSuccess(desk.db, way, desk.clock.now());
    const worked = desk.clock.now().toISOString();
    await look();
    expect(await stateOf()).toBe('ok');
    minute();
    await refuse();
    await look();
    const failed = desk.clock.now().toISOString();
    minute();
    await look();
    const [shown] = (await describeHealth(desk)).ways;
    expect(shown).toMatchObject({
      state: 'refused',
      label: `The mailbox ${desk.mailbox.address}`,
      reason: 'The mail server refused the password.',
      since: failed,
      lastSuccessAt: worked,
      lagSeconds: 120,
    });
    expect(shown?.samples.at(-1)).toMatchObject({ state: 'refused', lagSeconds: 120 });
    await noteSuccess(desk.db, way, desk.clock.now());
    await look();
    expect(await stateOf()).toBe('ok');
  });

  it('that nobody looks at becomes late, also when it never worked', async () => {
    await noteSuccess(desk.db, 'smtp', desk.clock.now());
    for (let count = 0; count < 4; count += 1) minute();
    await look();
    expect(await stateOf('smtp')).toBe('late');
    minute();
    await look();
    expect(await stateOf('smtp')).toBe('late');
  });

  it('is late when mail waits behind it', async () => {
    await noteSuccess(desk.db, 'http', desk.clock.now());
    waiting.set('http', new Date(desk.clock.now().getTime() - 400_000));
    await look();
    expect(await listWays(desk.db)).toMatchObject([{ state: 'late', lagSeconds: 400 }]);
  });

  it('keeps words of others as text, whatever they hold', async () => {
    await noteFailure(
      desk.db,
      way,
      { words: `\0\ud800${'x'.repeat(9000)}`, refused: false },
      desk.clock.now(),
    );
    expect((await listWays(desk.db))[0]?.lastError).toMatch(/^�x{499}$/);
  });

  it('of a relay is not shown in capture mode', async () => {
    await noteSuccess(desk.db, 'relay', desk.clock.now());
    await look();
    expect(await listWays(desk.db)).toEqual([]);
  });
});

describe('an alarm', () => {
  /** Trouble for so many minutes, with a look at each by two processes at once. */
  async function trouble(minutes: number): Promise<void> {
    for (let count = 0; count <= minutes; count += 1) {
      await refuse();
      await Promise.all([look(), look()]);
      minute();
    }
  }

  it('goes out once by webhook and by mail, signed, and once more when all is well', async () => {
    await trouble(9);
    await tell();
    expect(await alarms()).toMatchObject([
      { kind: 'mail-alarm', reasons: ['The mail server refused the password.'] },
    ]);
    expect(calls).toHaveLength(1);
    const [call] = calls;
    const seconds = Number(/^t=(\d+),/.exec(call?.signature ?? '')?.[1]);
    expect(call?.signature).toBe(signature(secret, seconds, call?.body ?? ''));
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      kind: 'alarm',
      way,
      state: 'refused',
      subject: `The mailbox ${desk.mailbox.address} has been refused for 3 minutes`,
    });
    expect(relay.taken).toHaveLength(1);
    expect(relay.taken[0]?.to).toEqual(['admin@example.com']);
    expect(relay.taken[0]?.raw).toContain('Auto-Submitted: auto-generated');
    for (let count = 0; count < 6; count += 1) {
      await noteSuccess(desk.db, way, desk.clock.now());
      await look();
      minute();
    }
    await tell();
    expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(['mail-alarm', 'mail-all-clear']);
    expect([calls.length, relay.taken.length]).toEqual([2, 2]);
  });

  it('that the webhook does not take is told again to it, and not once more by mail', async () => {
    answer = 500;
    await trouble(4);
    await tell();
    expect([calls.length, relay.taken.length]).toEqual([1, 1]);
    answer = 200;
    const { rows } = await desk.pool.query(
      'select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at => now())',
    );
    expect(rows).toHaveLength(1);
    await tell();
    expect([calls.length, relay.taken.length]).toEqual([2, 1]);
    expect(calls[0]?.body).toBe(calls[1]?.body);
  });

  it('is not sent into our own network', async () => {
    desk.settings.alarm = { ...desk.settings.alarm, mail: null, allowedNetworks: [] };
    await trouble(4);
    await tell();
    expect(calls).toEqual([]);
    const { rows } = await desk.pool.query('select last_error from graphile_worker.jobs');
    expect(rows[0].last_error).toContain('is not a public address');
    await desk.pool.query('delete from graphile_worker._private_jobs');
  });

  it('is an event also when nobody is named to be told', async () => {
    desk.settings.alarm = { ...desk.settings.alarm, webhook: null, mail: null };
    await trouble(4);
    expect(await alarms()).toMatchObject([{ kind: 'mail-alarm', data: { told: [] } }]);
  });
});
