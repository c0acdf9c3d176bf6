/** Tests and looks over HTTP: who may, what is refused, and what the worker makes of it. */
import { afterAll, beforeEach, expect, it } from 'vitest';
import { allJobs } from '#apps/posthaste/features.ts';
import { testWeb } from '#apps/posthaste/testing.ts';
import { politeServer } from '#features/mail-out/test-help/testing-servers.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';

const web = await testWeb();
const { desk } = web;
const relay = await politeServer();
afterAll(() => relay.close());
const admin = { key: await web.key('admin') };
const tests = '/api/v1/mail-tests';
const looks = '/api/v1/mail-health/looks';
const nowhere = '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e';

beforeEach(async () => {
  await desk.db.deleteFrom('mailTest').execute();
  await desk.db.deleteFrom('canary').execute();
  await desk.db.deleteFrom('mailWay').execute();
  desk.settings.canary = null;
  relay.taken.length = 0;
  desk.settings.relay = { host: '127.0.0.1', port: relay.port, secure: false, user: null, password: null };
});

it('a test of the relay waits for a worker, then shows its steps', async () => {
  const started = await web.call('POST', tests, { as: admin, body: { mailboxId: null } });
  expect(started.status).toBe(202);
  const list = async () => (await web.call('GET', tests, { as: admin })).body.tests;
  expect(await list()).toMatchObject([
    { id: started.body.id, mailboxId: null, state: 'waiting', startedBy: 'admin key' },
  ]);
  const again = await web.call('POST', tests, { as: admin, body: { mailboxId: null } });
  expect([again.status, again.body.name]).toEqual([409, 'mail-test-running']);
  await drainJobs(desk.pool, allJobs(desk));
  expect(await list()).toMatchObject([
    {
      state: 'passed',
      steps: expect.arrayContaining([expect.objectContaining({ id: 'out-content', state: 'ok' })]),
    },
  ]);
});

it('is refused to leads, agents and viewers, and for a mailbox that is not there', async () => {
  for (const role of ['lead', 'agent', 'viewer'] as const) {
    const as = { key: await web.key(role) };
    const refused = [
      await web.call('POST', tests, { as, body: { mailboxId: null } }),
      await web.call('GET', tests, { as }),
      await web.call('POST', looks, { as, body: { way: 'relay' } }),
    ];
    expect(refused.map(({ status, body }) => [status, body.name])).toEqual(
      refused.map(() => [403, 'not-allowed']),
    );
  }
  const lost = await web.call('POST', tests, { as: admin, body: { mailboxId: nowhere } });
  expect([lost.status, lost.body.name]).toEqual([404, 'mailbox-not-found']);
});

it('the relay is asked at once, and judged', async () => {
  expect((await web.call('POST', looks, { as: admin, body: { way: 'relay' } })).status).toBe(202);
  await drainJobs(desk.pool, allJobs(desk));
  const { ways } = (await web.call('GET', '/api/v1/mail-health', { as: admin })).body;
  expect(ways).toMatchObject([{ kind: 'relay', state: 'ok', decidedAt: desk.clock.now().toISOString() }]);
});

it('a mail to ourselves is sent before its time, but never a second one meanwhile', async () => {
  desk.settings.canary = { everyMinutes: 60, mailboxes: [desk.mailbox.address] };
  const way = `round-trip:${desk.mailbox.id}`;
  const look = () => web.call('POST', looks, { as: admin, body: { way } });
  expect([(await look()).status, (await look()).status]).toEqual([202, 202]);
  await drainJobs(desk.pool, allJobs(desk));
  expect(relay.taken).toMatchObject([{ from: '', to: [desk.mailbox.address] }]);
  await desk.db
    .insertInto('automaticMailBreaker')
    .values({ brandId: desk.brand.id, openedAt: desk.clock.now(), reason: 'too many' })
    .execute();
  expect((await look()).body.name).toBe('automatic-mail-stopped');
  await desk.db.deleteFrom('automaticMailBreaker').execute();
});

it.each([
  ['a door', 'smtp'],
  ['a mailbox that is not fetched', `mailbox:${desk.mailbox.id}`],
  ['a mailbox that is not there', `mailbox:${nowhere}`],
  ['a round trip that nobody asked for', `round-trip:${desk.mailbox.id}`],
  ['no way at all', "mailbox:' or true --"],
  ['nothing', ''],
])('%s is not looked at', async (_name, way) => {
  const reply = await web.call('POST', looks, { as: admin, body: { way } });
  expect([reply.status, reply.body.name]).toEqual([404, 'way-not-looked-at']);
});

it('nothing is asked of a relay that is not set', async () => {
  desk.settings.relay = null;
  expect((await web.call('POST', looks, { as: admin, body: { way: 'relay' } })).status).toBe(404);
});
