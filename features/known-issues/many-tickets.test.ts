/** What may be a new problem, and that nothing of it, nor a count, reads whole tables: with 100,000 tickets. */
import type { CompiledQuery, Kysely } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor, receive } from '#features/tickets/testing.ts';
import { readerIsWarm } from '#features/triage/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import { considerTicket } from './commands/consider-ticket.ts';
import { judgeCluster } from './commands/judge-cluster.ts';
import { permissions } from './permissions.ts';
import { issueCounts } from './queries/issue-counts.ts';
import { issueTickets } from './queries/issue-tickets.ts';
import { previewOfIssue } from './queries/preview-issue.ts';
import { clustersToJudge } from './queries/show-clusters.ts';
import { listOfIssues } from './queries/show-issues.ts';
import { everyTicket } from './rules/affects.ts';
import { knownIssue, settle } from './testing.ts';

const desk = await testDesk({ permissions: [ticketPermissions, permissions] });
readerIsWarm(desk);
const granted = new Set(Object.keys({ ...ticketPermissions, ...permissions }));
const lead: AgentActor = { ...(await agentActor(desk, 'lead')), permissions: granted };

/** Tickets over the year before today, with firmware, app and topic by turns; every third one an error. */
beforeAll(async () => {
  await desk.pool.query(
    `insert into ticket (id, brand_id, title, subject, status, topic, language, created_at, updated_at)
     select gen_random_uuid(), $1, 'Old ' || n, 'Old ' || n, case when n % 10 = 0 then 'open' else 'closed' end,
       (array['sync', 'battery', 'charging', 'pairing'])[1 + n % 4], (array['en', 'de', 'fr'])[1 + n % 3],
       $2::timestamptz - (n % 360) * interval '1 day', $2::timestamptz - (n % 360) * interval '1 day'
     from generate_series(1, 100000) n`,
    [desk.brand.id, desk.clock.now()],
  );
  await desk.pool.query(
    `insert into ticket_trait (brand_id, ticket_id, kind, value, topic, day)
     select t.brand_id, t.id, k.kind, case k.kind when 'ticket' then '' when 'firmware' then '2.' || t.number % 5 || '.0'
       when 'app' then '5.' || t.number % 7 else 'http-too-many' end, t.topic, (t.created_at at time zone 'UTC')::date
     from ticket t cross join (values ('ticket'), ('firmware'), ('app'), ('error')) k (kind)
     where k.kind <> 'error' or t.number % 3 = 0`,
  );
  await desk.pool.query('vacuum analyze ticket, ticket_trait');
}, 180_000);

/** The statements that `work` asks through `db`, each as a plan. */
async function plansOf(db: Kysely<DB>, work: () => Promise<unknown>): Promise<string[]> {
  const asked: CompiledQuery[] = [];
  const executor = db.getExecutor();
  const before = executor.executeQuery.bind(executor);
  executor.executeQuery = (query: CompiledQuery) => {
    asked.push(query);
    // The driver's own answer type is not known here; it is handed on as it comes.
    return before(query) as never;
  };
  try {
    await work();
  } finally {
    executor.executeQuery = before;
  }
  const plans: string[] = [];
  for (const { sql, parameters } of asked) {
    if (!/^\s*(?:\/\*.*?\*\/)?\s*(?:select|with)/i.test(sql)) continue;
    const { rows } = await desk.pool.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters]);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
  return plans;
}

const readsWhole = (plan: string): boolean => /Seq Scan on (?:ticket|ticket_trait|message)\b/.test(plan);

async function report(count: number, sentence: string, from = 0): Promise<void> {
  for (let at = from; at < from + count; at += 1) {
    const author = { name: `Customer ${at}`, address: `customer${at}@customers.example.net` };
    await receive(desk, { subject: 'Ring does not sync', text: sentence, author });
  }
  await settle(desk);
}

const withError = 'My ring does not sync with the app. My Pixel says error 133.';
const titles = async (): Promise<string[]> => (await clustersToJudge(desk)).clusters.map((one) => one.title);

describe('a new problem', () => {
  it('is nothing that happens as often as ever', async () => {
    await report(6, 'My ring does not sync with the app. It says HTTP 429.');
    expect(await titles()).toEqual([]);
  });

  it('is proposed to leads with its evidence once it is more than usual', async () => {
    await report(4, withError);
    expect(await titles()).toEqual([]);
    await report(1, withError, 4);
    const { clusters } = await clustersToJudge(desk);
    expect(clusters).toMatchObject([
      {
        title: expect.stringMatching(/: The phone could not open a connection to the ring$/),
        topic: 'sync',
        recent: 5,
        expected: 0,
        affects: { ...everyTicket, topics: ['sync'], errors: ['android-connect-gatt-error'] },
      },
    ]);
    expect(clusters[0]?.reasons[0]).toContain('5 tickets in 3 days; none would be usual');
    expect(clusters[0]?.tickets).toHaveLength(5);
    expect(clusters[0]?.days.at(-1)?.tickets).toBe(5);
  });

  it('that was dismissed waits until it has doubled, and the dismissal can be taken back', async () => {
    const id = (await clustersToJudge(desk)).clusters[0]?.id ?? '';
    const judge = (state: 'dismissed' | 'open') =>
      inTransaction(desk, (tx) => judgeCluster(tx, desk, lead, { id, state }));
    await judge('dismissed');
    expect(await titles()).toEqual([]);
    await judge('open');
    expect(await titles()).toHaveLength(1);
    await judge('dismissed');
    await expect(judge('dismissed')).rejects.toMatchObject({ problem: 'cluster-not-found' });
    await report(4, withError, 10);
    expect(await titles()).toEqual([]);
    await report(1, withError, 14);
    expect(await titles()).toHaveLength(1);
  });

  it('is one no longer when an issue is made of it', async () => {
    const [cluster] = (await clustersToJudge(desk)).clusters;
    const issue = await knownIssue(desk, lead, { affects: cluster?.affects ?? {}, cluster: cluster?.id });
    expect(await titles()).toEqual([]);
    await settle(desk);
    const proposed = await issueTickets(desk, { number: issue, state: 'proposed', limit: 100 });
    expect(proposed.tickets).toHaveLength(10);
    await report(6, withError, 20);
    expect(await titles()).toEqual([]);
  });
});

describe('with 100,000 tickets', () => {
  it('a ticket is considered without reading a table whole', async () => {
    await knownIssue(desk, lead, { affects: { topics: ['sync'], words: ['purple smoke'] } });
    const { ticketId } = await receive(desk, {
      subject: 'Ring does not sync',
      text: 'My ring does not sync since firmware 2.1.0.',
    });
    await settle(desk);
    const plans = await inTransaction(desk, (tx) => plansOf(tx, () => considerTicket(tx, desk, ticketId)));
    expect(plans.some((plan) => plan.includes('ticket_trait_count'))).toBe(true);
    expect(plans.filter(readsWhole)).toEqual([]);
  });

  it('lists, counts and previews walk from the links, also of an issue with thousands of tickets', async () => {
    const number = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: '2.1.0' } });
    await desk.pool.query(
      `insert into known_issue_ticket (issue_id, ticket_id, state, by_kind, by_name, changed_at)
       select (select id from known_issue where number = $1), id, 'linked', 'system', 'test', created_at
       from ticket where topic = 'sync' order by created_at desc limit 5000`,
      [number],
    );
    await desk.pool.query('analyze known_issue_ticket');
    const plans = await plansOf(desk.db, async () => {
      const started = performance.now();
      const counts = await issueCounts(desk, number);
      const counted = performance.now();
      await listOfIssues(desk, { status: 'matched', query: '', limit: 50 });
      const listed = performance.now();
      await issueTickets(desk, { number, state: 'linked', limit: 100 });
      const preview = await previewOfIssue(desk, {
        affects: { ...everyTicket, topics: ['sync'], words: ['does not sync'] },
      });
      const done = performance.now();
      expect(counts.total.tickets).toBe(5000);
      expect(preview.compared).toBe(500);
      const ms = (from: number, to: number): string => `${(to - from).toFixed(0)} ms`;
      console.log(
        `known issues, 100,000 tickets: counts of 5,000 ${ms(started, counted)}, list ${ms(counted, listed)}, page and preview ${ms(listed, done)}`,
      );
    });
    expect(plans.length).toBeGreaterThan(5);
    expect(plans.filter(readsWhole)).toEqual([]);
  });
});
