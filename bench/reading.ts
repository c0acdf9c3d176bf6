/** How fast agents read at N tickets: list, ticket, search, by HTTP against a running desk. */
import pg from 'pg';
import { type Latency, latencyOf } from './figures.ts';
import { fillDesk } from './fill-desk.ts';
import { type RunningDesk, runDesk } from './run-desk.ts';

/** Requests measured of each kind, after the warm-up: all kinds together stay below the limit of one API key a minute. */
const samples = 100;
const warmUp = 10;

export type ReadingFigures = { bench: string; tickets: number } & Record<string, Latency | string | number>;

/** Measures the inbox (`list`, `ticket`, `views`) or search. `databaseUrlOf` tells where the desk's PostgreSQL listens. */
export async function benchReading(
  kind: 'inbox' | 'search',
  n: number,
  databaseUrlOf: (dataDir: string) => Promise<string>,
  tell: (line: string) => void,
): Promise<ReadingFigures> {
  const desk = await runDesk();
  try {
    const pool = new pg.Pool({ connectionString: await databaseUrlOf(desk.dataDir), max: 2 });
    await fillDesk(pool, n, (done) => tell(`${done} of ${n} tickets written`));
    await pool.end();
    tell('measuring');
    return { bench: kind, tickets: n, ...(kind === 'inbox' ? await inbox(desk) : await search(desk)) };
  } finally {
    await desk.stop();
    await desk.remove();
  }
}

type Page = { tickets: { number: number }[]; nextCursor: string | null };

async function inbox(desk: RunningDesk): Promise<Record<string, Latency>> {
  const first = await desk.get<Page>('/api/v1/tickets?limit=50');
  const numbers = first.tickets.map((ticket) => ticket.number);
  const highest = Math.max(...numbers);
  return {
    list: await measure(() => desk.get('/api/v1/tickets?limit=50')),
    openView: await measure(() => desk.get('/api/v1/tickets?view=open&limit=50')),
    nextPage: await measure(() =>
      desk.get(`/api/v1/tickets?limit=50&cursor=${encodeURIComponent(first.nextCursor ?? '')}`),
    ),
    ticket: await measure((index) =>
      desk.get(`/api/v1/tickets/${highest - ((index * 97) % Math.min(highest - 1001, 5000))}`),
    ),
    views: await measure(() => desk.get('/api/v1/views')),
  };
}

async function search(desk: RunningDesk): Promise<Record<string, Latency>> {
  const find = (query: string) =>
    measure(() => desk.get(`/api/v1/tickets?limit=50&query=${encodeURIComponent(query)}`));
  return {
    rareWord: await find('quokka'),
    commonWord: await find('syncing'),
    twoWords: await find('syncing charger'),
    withOperators: await find('status:open battery'),
    phrase: await find('"reinstall the app"'),
    nothing: await find('xylophonist'),
  };
}

async function measure(request: (index: number) => Promise<unknown>): Promise<Latency> {
  for (let index = 0; index < warmUp; index += 1) await request(index);
  const times: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const began = performance.now();
    await request(index);
    times.push(performance.now() - began);
  }
  return latencyOf(times);
}
