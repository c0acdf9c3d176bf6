import { expect, it } from 'vitest';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor } from '#features/tickets/testing.ts';
import { testServer } from '#features/tickets/testing-server.ts';
import { exampleSchema } from '#features/workspace/profile/triage-file.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { newId } from '#platform/ids.ts';
import { migrateJobs } from '#platform/jobs/run-jobs.ts';
import { permissions, routes } from './index.ts';
import { correctedTickets } from './testing.ts';

const desk = await testDesk({ permissions: [ticketPermissions, permissions] });
await migrateJobs(desk.pool);
const { call, server } = await testServer(desk, routes(desk));

async function actor(role: 'admin' | 'lead' | 'agent' | 'viewer', name: string) {
  const made = await agentActor(desk, role, name);
  return { ...made, permissions: desk.permissions.granted(role) };
}

const lead = await actor('lead', 'Lea Lead');
const agent = await actor('agent', 'Mara Agent');
const model = '/api/v1/triage-model';

it('shows nothing learnt on a new desk', async () => {
  const { status, body } = await call(lead, 'GET', model);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    inUse: { number: 0, since: null },
    measured: null,
    training: null,
    taught: { corrections: 0, confirmations: 0, ignored: 0 },
    versions: [],
    exportable: [],
  });
});

it.each([
  ['GET', model, undefined],
  ['GET', `${model}/misroutes`, undefined],
  ['GET', `${model}/corrections`, undefined],
  ['GET', `${model}/examples/en`, undefined],
  ['POST', `${model}/training`, {}],
  ['PUT', `${model}/in-use`, { number: 0 }],
  ['PUT', `${model}/corrections/1001`, { learn: false }],
] as const)('refuses an agent: %s %s', async (method, path, body) => {
  expect((await call(agent, method, path, body)).status).toBe(403);
  expect((await call(null, method, path, body)).status).toBe(401);
});

it('refuses what is not there, and what is no input', async () => {
  const refused = async (...asked: Parameters<typeof call>) => {
    const { status, body } = await call(...asked);
    return [status, body.name];
  };
  expect(await refused(lead, 'PUT', `${model}/in-use`, { number: 7 })).toEqual([409, 'version-not-kept']);
  expect(await refused(lead, 'PUT', `${model}/in-use`, { number: -1 })).toEqual([400, 'invalid-request']);
  expect(await refused(lead, 'PUT', `${model}/corrections/999999`, { learn: false })).toEqual([
    404,
    'correction-not-found',
  ]);
  expect(await refused(lead, 'GET', `${model}/corrections?cursor=abc`)).toEqual([400, 'invalid-request']);
  expect(await refused(lead, 'GET', `${model}/examples/..%2f`)).toEqual([400, 'invalid-request']);
});

it('lists corrections page by page, and leaves one out of learning and takes it in again', async () => {
  await correctedTickets(
    desk,
    agent,
    Array.from({ length: 5 }, (_, index) => ({
      subject: `Mail ${index}`,
      body: `text ${index}`,
      topic: 'sync',
    })),
  );
  const first = await call(lead, 'GET', `${model}/corrections?limit=3`);
  expect(first.body.corrections).toHaveLength(3);
  const second = await call(
    lead,
    'GET',
    `${model}/corrections?limit=3&cursor=${encodeURIComponent(first.body.nextCursor)}`,
  );
  expect(second.body).toMatchObject({ nextCursor: null });
  const all = [...first.body.corrections, ...second.body.corrections];
  expect(new Set(all.map(({ number }: { number: number }) => number)).size).toBe(5);
  expect(all[0]).toMatchObject({
    placed: { topic: 'other' },
    topic: 'sync',
    by: 'Mara Agent',
    ignoredBy: null,
  });

  const { number } = all[0];
  const taught = async () => (await call(lead, 'GET', model)).body.taught;
  expect((await call(lead, 'PUT', `${model}/corrections/${number}`, { learn: false })).status).toBe(200);
  expect(await taught()).toMatchObject({ corrections: 4, ignored: 1 });
  const again = await call(lead, 'GET', `${model}/corrections?limit=1`);
  expect(again.body.corrections[0].ignoredBy).toBe('Lea Lead');
  await call(lead, 'PUT', `${model}/corrections/${number}`, { learn: true });
  expect(await taught()).toMatchObject({ corrections: 5, ignored: 0 });
});

it('gives corrections as lines of a profile, capped as a profile has them, and no empty ones', async () => {
  await correctedTickets(desk, agent, [
    { subject: 's'.repeat(900), body: 'b'.repeat(5_900), topic: 'refund' },
    { subject: 'only a subject', body: '', topic: 'refund' },
  ]);
  // Lines of JSON are no JSON, as `call` would read them.
  const headers = { 'x-test-actor': JSON.stringify(['agent', lead.name]) };
  const reply = await server.inject({ url: `${model}/examples/en`, headers });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-disposition']).toBe('attachment; filename="en.ndjson"');
  const lines = reply.body.trim().split('\n');
  expect(lines).toHaveLength(6);
  for (const line of lines) expect(exampleSchema.safeParse(JSON.parse(line)).success).toBe(true);
  expect((await server.inject({ url: `${model}/examples/fi`, headers })).body).toBe('');
  expect((await call(lead, 'GET', model)).body.exportable).toEqual([{ language: 'en', mails: 7 }]);
});

it('counts by week what the desk placed and people put elsewhere', async () => {
  await desk.pool.query('update ticket set created_at = $1', [desk.clock.now()]);
  await desk.pool.query(
    'update triage_verdict set unsure = true where message_id in (select message_id from topic_example limit 2)',
  );
  const { body } = await call(lead, 'GET', `${model}/misroutes`);
  expect(body.weeks).toHaveLength(12);
  expect(body.weeks.at(-1)).toEqual({ week: '2026-11-23', placed: 5, changed: 5, left: 2 });
  expect(body.weeks[0]).toEqual({ week: '2026-09-07', placed: 0, changed: 0, left: 0 });
});

it('asks for training at once, and says that it waits', async () => {
  const { status, body } = await call(lead, 'POST', `${model}/training`, {});
  expect([status, body.training]).toEqual([202, { stage: 'waiting', share: 0 }]);
});

it('answers a key of another brand’s ticket number like one that does not exist', async () => {
  const id = newId();
  await desk.pool.query(`insert into brand (id, key, name, default_language) values ($1, 'b2', 'B2', 'en')`, [
    id,
  ]);
  const other = { ...desk, brand: { ...desk.brand, id } };
  await correctedTickets(other, agent, [{ subject: 'x', body: 'y', topic: 'sync' }]);
  const { rows } = await desk.pool.query<{ number: string }>(
    'select number from ticket where brand_id = $1',
    [id],
  );
  const { status } = await call(lead, 'PUT', `${model}/corrections/${rows[0]?.number}`, { learn: false });
  expect(status).toBe(404);
});
