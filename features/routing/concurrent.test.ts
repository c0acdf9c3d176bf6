/** Many workers at once, and many tickets: no ticket is given twice, nobody gets more than their cap, and it stays quick. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { migrateJobs } from '#platform/jobs/run-jobs.ts';
import { drainTeam } from './commands/drain-queue.ts';
import { settleTicket } from './commands/settle-ticket.ts';
import { permissions } from './permissions.ts';
import { farMonday, routed, settled, worker } from './testing.ts';

const desk = await testDesk({ permissions: [permissions] });
desk.clock.set(farMonday);
const technical = desk.teams.technical ?? '';
const lead = await worker(desk, 'Lena Lead', { team: null, role: 'lead' });

beforeAll(() => migrateJobs(desk.pool));

async function placed(many: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < many; n += 1) {
    const address = `c${n}-${many}@example.com`;
    ids.push(
      (await receive(desk, { automatic: true, teamId: technical, author: { name: 'C', address } })).ticketId,
    );
  }
  return ids;
}

async function loads(): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; load: number }>`
    select a.name, count(t.id)::int as load from agent a join ticket t on t.assignee_id = a.id
    where t.status in ('new', 'open') group by a.name order by a.name`.execute(desk.db);
  return Object.fromEntries(rows.map(({ name, load }) => [name, load]));
}

async function givings(ids: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*) filter (where data->>'to' is not null)::int as count
    from event where kind = 'assignee-changed' and ticket_id = any(${ids}::uuid[]) group by ticket_id`.execute(
    desk.db,
  );
  return rows.map(({ count }) => count);
}

it('gives 60 tickets to 4 people with 16 workers at once: all caps hold, no ticket is given twice', async () => {
  const ids = await placed(60);
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dan']) await worker(desk, name);
  await desk.db.updateTable('team').set({ routed: true }).where('id', '=', technical).execute();
  await routed(desk, lead, { cap: 7 });
  await desk.db.updateTable('ticket').set({ assigneeId: null }).execute();
  await desk.db.deleteFrom('event').where('kind', '=', 'assignee-changed').execute();
  await desk.db.deleteFrom('routedTicket').execute();
  // Every ticket three times, and the queue beside it, all at once.
  const works = [...ids, ...ids, ...ids].map((id) => () => settleTicket(desk, id));
  const drains = Array.from({ length: 12 }, () => () => drainTeam(desk, technical));
  const queue = [...works.slice(0, 90), ...drains, ...works.slice(90)];
  const began = performance.now();
  const run = async (): Promise<void> => {
    for (let work = queue.shift(); work; work = queue.shift()) await work();
  };
  await Promise.all(Array.from({ length: 16 }, run));
  const took = performance.now() - began;
  await settled(desk, 8);
  expect(await loads()).toEqual({ Ada: 7, Ben: 7, Cleo: 7, Dan: 7 });
  expect(await givings(ids)).toEqual(Array.from({ length: 28 }, () => 1));
  expect(took / 192).toBeLessThan(250);
}, 120_000);

it('counts what people have by an index, and gives a ticket in milliseconds, with 120,000 tickets', async () => {
  await sql`insert into ticket (id, brand_id, team_id, assignee_id, status, subject, title, created_at, updated_at)
    select gen_random_uuid(), ${desk.brand.id}::uuid, ${technical}::uuid,
      (array(select id from agent order by name))[1 + n % 5], case when n % 1000 = 0 then 'open' else 'closed' end,
      'Old', 'Old', ${farMonday}::timestamptz - n * interval '1 minute', ${farMonday}::timestamptz - n * interval '1 minute'
    from generate_series(1, 120000) n`.execute(desk.db);
  await sql`vacuum analyze ticket`.execute(desk.db);
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers)
    select (select count(*) from ticket t where t.assignee_id = a.id and t.status = 'open' and t.merged_into is null)
    from agent a where a.id in (select agent_id from team_member where team_id = ${technical}::uuid)`.execute(
    desk.db,
  );
  const text = rows.map((row) => Object.values(row)[0]).join('\n');
  expect(text).toContain('ticket_by_assignee');
  expect(text).not.toContain('Seq Scan on ticket');
  await routed(desk, lead, { cap: 500 });
  const ids = await placed(40);
  await settled(desk);
  await desk.db.updateTable('ticket').set({ assigneeId: null }).where('id', 'in', ids).execute();
  await desk.db.deleteFrom('routedTicket').execute();
  await desk.db
    .deleteFrom('event')
    .where('ticketId', 'in', ids)
    .where('kind', '=', 'assignee-changed')
    .execute();
  const times: number[] = [];
  for (const id of ids) {
    const began = performance.now();
    await settleTicket(desk, id);
    times.push(performance.now() - began);
  }
  const middle = (some: readonly number[]): number => some.toSorted((a, b) => a - b)[20] ?? 0;
  const bare: number[] = [];
  for (const _id of ids) {
    const began = performance.now();
    await sql`select 1`.execute(desk.db);
    bare.push(performance.now() - began);
  }
  const median = middle(times);
  const bound = middle(bare);
  process.stdout.write(
    `one ticket given in ${median.toFixed(1)} ms among 120,000; a bare statement took ${bound.toFixed(2)} ms\n`,
  );
  expect(await givings(ids)).toEqual(ids.map(() => 1));
  expect(median).toBeLessThan(100);
}, 120_000);
