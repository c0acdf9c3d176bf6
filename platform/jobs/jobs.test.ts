import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inTransaction } from '#platform/database/transaction.ts';
import { createLog } from '#platform/log.ts';
import { testDatabase } from '#test/setup/database.ts';
import { addJob, defineJob, handle, jobPriority, removeJob } from './job.ts';
import { freeJobsOfTheDead, freeLostJobs, holdJobLife } from './job-lives.ts';
import { drainJobs, startJobs } from './run-jobs.ts';

const database = await testDatabase();
const silent = createLog('silent');
const greet = defineJob({ name: 'test.greet', payload: z.object({ name: z.string() }), maxAttempts: 3 });

async function jobCount(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from graphile_worker.jobs`.execute(
    database.db,
  );
  return rows[0]?.n ?? -1;
}

describe('a job', () => {
  it('runs once with its payload', async () => {
    const seen: string[] = [];
    await inTransaction(database, (tx) => addJob(tx, greet, { name: 'Anna' }));
    await drainJobs(database.pool, [handle(greet, async ({ name }) => void seen.push(name))]);
    expect(seen).toEqual(['Anna']);
    expect(await jobCount()).toBe(0);
  });

  it('does not exist when its transaction rolls back', async () => {
    await expect(
      inTransaction(database, async (tx) => {
        await addJob(tx, greet, { name: 'Ben' });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await jobCount()).toBe(0);
  });

  it('is refused with a payload of another shape', async () => {
    // @ts-expect-error: the compiler refuses it too
    await expect(inTransaction(database, (tx) => addJob(tx, greet, { name: 7 }))).rejects.toThrow();
  });

  it('is moved, not doubled, when it is added again under its key', async () => {
    const later = new Date(Date.now() + 3_600_000);
    await inTransaction(database, (tx) => addJob(tx, greet, { name: 'first' }, { key: 'one', runAt: later }));
    await inTransaction(database, (tx) => addJob(tx, greet, { name: 'second' }, { key: 'one' }));
    const seen: string[] = [];
    await drainJobs(database.pool, [handle(greet, async ({ name }) => void seen.push(name))]);
    expect(seen).toEqual(['second']);
  });

  it('can be taken back by its key', async () => {
    await inTransaction(database, (tx) => addJob(tx, greet, { name: 'nobody' }, { key: 'gone' }));
    await inTransaction(database, (tx) => removeJob(tx, 'gone'));
    expect(await jobCount()).toBe(0);
  });

  it('of more haste goes before one that came earlier', async () => {
    const late = defineJob({ ...greet, name: 'test.courtesy', priority: jobPriority.courtesy });
    const soon = defineJob({ ...greet, name: 'test.sending', priority: jobPriority.sending });
    await inTransaction(database, async (tx) => {
      await addJob(tx, late, { name: 'courtesy' });
      await addJob(tx, greet, { name: 'reading' });
      await addJob(tx, soon, { name: 'sending' });
    });
    const seen: string[] = [];
    const note = async ({ name }: { name: string }) => void seen.push(name);
    await drainJobs(database.pool, [handle(greet, note), handle(late, note), handle(soon, note)], 1);
    expect(seen).toEqual(['sending', 'reading', 'courtesy']);
  });

  it('is tried again after a failure and keeps count of its tries', async () => {
    const attempts: number[] = [];
    await inTransaction(database, (tx) => addJob(tx, greet, { name: 'Chiara' }, { key: 'tries' }));
    const failing = handle(greet, async (_payload, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('not yet');
    });
    await drainJobs(database.pool, [failing]);
    // The failure is written beside the run, and a job that is held cannot be moved.
    await expect
      .poll(async () => {
        const { rows } = await sql<{ held: boolean; tries: number }>`
          select locked_at is not null as held, attempts as tries from graphile_worker.jobs`.execute(
          database.db,
        );
        return rows;
      })
      .toEqual([{ held: false, tries: 1 }]);
    await sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at => now())`.execute(
      database.db,
    );
    await drainJobs(database.pool, [failing]);
    expect(attempts).toEqual([1, 2]);
  });
});

describe('jobs of a killed process', () => {
  /** What a killed runner leaves behind: a job locked in its name. */
  async function leaveLocked(runner: string): Promise<void> {
    await inTransaction(database, (tx) => addJob(tx, greet, { name: runner }, { key: runner }));
    await sql`update graphile_worker._private_jobs set locked_by = ${runner}, locked_at = now() - interval '1 minute'
               where key = ${runner}`.execute(database.db);
  }

  it('are handed out again once its connection is gone', async () => {
    await leaveLocked('pool-dead');
    expect(await freeJobsOfTheDead(database.pool, null, silent)).toBe(1);
    const seen: string[] = [];
    await drainJobs(database.pool, [handle(greet, async ({ name }) => void seen.push(name))]);
    expect(seen).toEqual(['pool-dead']);
  });

  it('stay with a runner that lives', async () => {
    await leaveLocked('pool-alive');
    const life = await holdJobLife(database.pool, 'pool-alive');
    expect(await freeJobsOfTheDead(database.pool, null, silent)).toBe(0);
    await life.release();
    expect(await freeJobsOfTheDead(database.pool, null, silent)).toBe(1);
    await inTransaction(database, (tx) => removeJob(tx, 'pool-alive'));
  });

  /** Ends the connection that holds the lock of a runner; with `waitMs` it has ended when this returns. */
  async function cutOff(runner: string, waitMs: number): Promise<void> {
    const { rows } = await database.pool.query(
      `select pg_terminate_backend(pid, $2) from pg_locks
        where locktype = 'advisory' and objsubid = 1
          and (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)`,
      [runner, waitMs],
    );
    expect(rows).toHaveLength(1);
  }

  it('can be taken as soon as a runner stops whose connection was lost a moment ago', async () => {
    for (let round = 0; round < 20; round += 1) {
      const life = await holdJobLife(database.pool, 'pool-stopping');
      await cutOff('pool-stopping', 0);
      await life.release();
    }
    await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(0);
  });

  it('stay with a runner that lives and has lost its connection', async () => {
    await leaveLocked('pool-cut-off');
    const life = await holdJobLife(database.pool, 'pool-cut-off');
    await cutOff('pool-cut-off', 5_000);
    expect(await freeJobsOfTheDead(database.pool, null, silent)).toBe(0);
    await life.release();
    expect(await freeJobsOfTheDead(database.pool, null, silent)).toBe(1);
    await inTransaction(database, (tx) => removeJob(tx, 'pool-cut-off'));
    // The lost connection was given back, or a worker that lives through sixteen restarts has none left.
    expect(database.pool.totalCount).toBe(database.pool.idleCount);
  });

  it('are run by the next runner as it starts', async () => {
    await leaveLocked('pool-crashed');
    const { promise, resolve } = Promise.withResolvers<string>();
    const runner = await startJobs({
      pool: database.pool,
      handlers: [handle(greet, async ({ name }) => resolve(name))],
      concurrency: 2,
      log: silent,
    });
    expect(await promise).toBe('pool-crashed');
    await runner.stop();
    // Completion is written in batches: a stop may come between a job's end and its batch. It then runs once more.
    await drainJobs(database.pool, [handle(greet, async () => undefined)]);
  });
});

describe('jobs that a living runner does not have', () => {
  /** As when the connection breaks between the commit that gives a job out and its answer. */
  async function giveOut(key: string, age: string): Promise<string> {
    await inTransaction(database, (tx) => addJob(tx, greet, { name: key }, { key }));
    const { rows } = await sql<{ id: string }>`update graphile_worker._private_jobs
      set locked_by = 'pool-living', locked_at = now() - ${age}::interval where key = ${key} returning id::text`.execute(
      database.db,
    );
    return rows[0]?.id ?? '';
  }
  const look = (held: string[], suspects: string[]) =>
    freeLostJobs(database.pool, { ownId: 'pool-living', held: new Set(held), suspects, log: silent });

  it('are handed out again at the second look, and those in hand and those just given out are not', async () => {
    const lost = await giveOut('lost', '1 minute');
    const inHand = await giveOut('in-hand', '1 minute');
    await giveOut('just-now', '1 second');
    const first = await look([inHand], []);
    expect(first).toEqual([lost]);
    expect(await look([inHand], first)).toEqual([]);
    const { rows } = await sql<{ key: string }>`select key from graphile_worker.jobs
      where locked_by is not null order by key`.execute(database.db);
    expect(rows.map(({ key }) => key)).toEqual(['in-hand', 'just-now']);
    await sql`update graphile_worker._private_jobs set locked_by = null, locked_at = null`.execute(
      database.db,
    );
    const seen: string[] = [];
    await drainJobs(database.pool, [handle(greet, async ({ name }) => void seen.push(name))]);
    expect(seen.sort()).toEqual(['in-hand', 'just-now', 'lost']);
  });
});

describe('a runner that ends by itself', () => {
  it('is followed by another, which also runs what the first could not finish', async () => {
    // graphile-worker gives up when the end of a job cannot be written, as when the database goes away at that moment.
    await sql`create function graphile_worker.refuse_end() returns trigger language plpgsql as
      $$ begin raise exception 'not now'; end $$`.execute(database.db);
    await sql`create trigger refuse_end before delete on graphile_worker._private_jobs
      for each row execute function graphile_worker.refuse_end()`.execute(database.db);
    const ended = Promise.withResolvers<void>();
    const log = createLog('error', {
      write: (line) => {
        if (line.includes('ended by itself')) ended.resolve();
      },
    });
    const seen: string[] = [];
    const again = Promise.withResolvers<void>();
    const other = Promise.withResolvers<void>();
    const runner = await startJobs({
      pool: database.pool,
      handlers: [
        handle(greet, async ({ name }) => {
          if (seen.includes(name)) again.resolve();
          if (name === 'second') other.resolve();
          seen.push(name);
        }),
      ],
      concurrency: 2,
      log,
    });
    await inTransaction(database, (tx) => addJob(tx, greet, { name: 'first' }));
    await ended.promise;
    expect(seen).toEqual(['first']);
    await sql`drop trigger refuse_end on graphile_worker._private_jobs`.execute(database.db);
    await inTransaction(database, (tx) => addJob(tx, greet, { name: 'second' }));
    await other.promise;
    await again.promise;
    await runner.stop();
    await drainJobs(database.pool, [handle(greet, async () => undefined)]);
    await sql`drop function graphile_worker.refuse_end()`.execute(database.db);
    expect(database.pool.totalCount).toBe(database.pool.idleCount);
  }, 60_000);
});

describe('a runner that is stopped', () => {
  it('finishes what it began and hands back what only waited in its queue, without a complaint', async () => {
    const lines: string[] = [];
    const log = createLog('warn', { write: (line) => void lines.push(line) });
    for (let index = 0; index < 40; index += 1) {
      await inTransaction(database, (tx) => addJob(tx, greet, { name: `number ${index}` }));
    }
    const began = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const runner = await startJobs({
      pool: database.pool,
      handlers: [
        handle(greet, async () => {
          began.resolve();
          await mayEnd.promise;
        }),
      ],
      concurrency: 2,
      log,
    });
    await began.promise;
    const stopping = runner.stop();
    mayEnd.resolve();
    await stopping;
    const { rows } = await sql<{ waiting: number; locked: number }>`
      select count(*)::int as waiting, count(locked_by)::int as locked from graphile_worker.jobs`.execute(
      database.db,
    );
    expect(lines).toEqual([]);
    expect(rows[0]?.locked).toBe(0);
    expect(rows[0]?.waiting).toBeGreaterThan(0);
  });
});
