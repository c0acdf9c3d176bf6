import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { agentActor, incomingFile, receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { createSearch, parseQuery } from './index.ts';

const desk = await testDesk();
const search = createSearch(desk);
const mara = await agentActor(desk, 'agent', 'Mara Näslund');

const made: Record<string, string> = {};
const numbers: Record<string, number> = {};
async function ticket(
  name: string,
  given: Parameters<typeof receive>[1],
  set: Record<string, unknown> = {},
): Promise<void> {
  desk.clock.advance(60_000);
  const { ticketId, ticketNumber } = await receive(desk, given);
  if (Object.keys(set).length > 0)
    await desk.db.updateTable('ticket').set(set).where('id', '=', ticketId).execute();
  made[ticketId] = name;
  numbers[name] = ticketNumber;
}
await ticket('battery', {
  subject: 'Battery drains',
  text: 'The battery of my ring drains over night. Order 77120.',
});
await ticket(
  'refund',
  {
    subject: 'Refund please',
    text: 'I want my money back for the battery',
    author: { name: 'Bo Ek', address: 'bo@shop.example.org' },
    files: [await incomingFile(desk, 'Invoice_2026-03.pdf')],
  },
  { status: 'resolved', assigneeId: mara.id, tags: ['goodwill'] },
);
await ticket(
  'café',
  {
    subject: 'Crème brûlée',
    text: 'Straße nach Ålesund, ŉ quote ’ inside',
    cc: [{ name: '', address: 'copy@example.net' }],
  },
  { tags: ['goodwill', 'gift'] },
);
await ticket('japanese', {
  subject: '指輪が充電できません',
  text: '新しい指輪を買いましたが、充電できません。',
});
await ticket('version', {
  subject: 'Firmware 2.9.31',
  text: 'app-crash after update; see https://example.com/log',
});
await ticket('spam', { subject: 'battery offer', text: 'cheap' }, { status: 'spam' });

async function find(query: string, filter = {}): Promise<string[]> {
  const { ids } = await search({ query, filter, after: null, limit: 50, agentId: mara.id });
  return ids.map((id) => made[id] ?? id).sort();
}

describe('search finds', () => {
  it.each<[string, string[]]>([
    ['battery', ['battery', 'refund', 'spam']],
    ['BATTERY drains', ['battery']],
    ['batt', ['battery', 'refund', 'spam']],
    ['batt drains', []],
    ['"drains over night"', ['battery']],
    ['"night over drains"', []],
    ['battery -money', ['battery', 'spam']],
    ['battery -is:spam', ['battery', 'refund']],
    ['subject:battery', ['battery', 'spam']],
    ['from:bo', ['refund']],
    ['from:bo@shop.example.org', ['refund']],
    ['from:shop.example.org', ['refund']],
    ['from:battery', []],
    ['to:copy@example.net', ['café']],
    ['invoice', ['refund']],
    ['invoice_2026-03.pdf', ['refund']],
    ['has:attachment', ['refund']],
    ['battery has:attachment', ['refund']],
    ['status:resolved', ['refund']],
    ['status:resolved,spam', ['refund', 'spam']],
    ['is:open battery', ['battery']],
    ['tag:goodwill', ['café', 'refund']],
    ['tag:goodwill -tag:gift', ['refund']],
    ['assignee:me', ['refund']],
    ['assignee:mara', ['refund']],
    ['assignee:nobody tag:goodwill', ['café']],
    ['assignee:%', []],
    ['creme brulee', ['café']],
    ['strasse alesund', ['café']],
    ['指輪', ['japanese']],
    ['充電できません', ['japanese']],
    ['2.9.31', ['version']],
    ['app-crash', ['version']],
    ['77120', ['battery']],
    ['after:2999-01-01', []],
    ['before:1999-01-01', []],
    ['battery after:2026-11-01 before:2027-01-01', ['battery', 'refund', 'spam']],
    ['nonsense:battery', []],
    ['zzzz', []],
  ])('%s -> %j', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it('a ticket by its number, with and without #', async () => {
    expect(await find(`#${numbers.version}`)).toEqual(['version']);
    expect(await find(`${numbers.version}`)).toEqual(['version']);
    expect(await find('#999999')).toEqual([]);
  });

  it('only what the filter of the list allows', async () => {
    expect(await find('battery', { statuses: ['resolved'] })).toEqual(['refund']);
    expect(await find('battery status:spam', { statuses: ['resolved'] })).toEqual([]);
  });

  it('the newest change first, page by page, each once', async () => {
    const first = await search({ query: 'battery', filter: {}, after: null, limit: 2, agentId: null });
    expect(first.ids.map((id) => made[id])).toEqual(['spam', 'refund']);
    const second = await search({ query: 'battery', filter: {}, after: first.next, limit: 2, agentId: null });
    expect([second.ids.map((id) => made[id]), second.next]).toEqual([['battery'], null]);
  });
});

describe('nobody breaks out of the query', () => {
  it.each([
    "'",
    "''",
    '\\',
    "\\'",
    "a' | 'b",
    "'battery' & !'x'",
    'battery:*',
    'ŉ',
    '’ OR 1=1',
    '%',
    '_',
    '*',
    ':*',
    '!!',
    '&',
    '|',
    '(',
    '<->',
    '"',
    '""',
    '-',
    '--',
    '-"',
    'from:',
    'from:"',
    'tag:',
    "status:'",
    '\0',
    '\ud800',
    `${'a '.repeat(240)}`,
    '"'.repeat(400),
    '-a '.repeat(100),
  ])('%j is answered', async (query) => {
    await expect(find(query)).resolves.toBeInstanceOf(Array);
  });

  it('whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (query) => {
        expect(parseQuery(query).words.length).toBeLessThanOrEqual(20);
        await find(query);
      }),
      { numRuns: 60 },
    );
  });

  it('a wildcard means nothing', async () => {
    expect(await find('%attery')).toEqual([]);
    expect(await find('b_ttery')).toEqual([]);
  });
});

describe('a very common word', () => {
  it('is paged through completely although one request walks only a stretch', async () => {
    await desk.pool.query(
      `insert into ticket (id, brand_id, subject, title, status, updated_at)
         select gen_random_uuid(), $1, 'bulk', 'bulk', 'open', timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, 7000) n`,
      [desk.brand.id],
    );
    await desk.pool.query(
      `insert into search_document (ticket_id, source_id, kind, words, at)
         select id, id, 'message', to_tsvector('simple', case when updated_at < '2026-01-01 00:03' then 'common early' else 'common' end), now()
         from ticket where subject = 'bulk'`,
    );
    const walked = new Set<string>();
    let after = null;
    do {
      const page = await search({ query: 'common -early', filter: {}, after, limit: 100, agentId: null });
      for (const id of page.ids) {
        expect(walked.has(id)).toBe(false);
        walked.add(id);
      }
      after = page.next;
    } while (after);
    expect(walked.size).toBe(7000 - 179);
  });
});

describe('a word that stands in thousands of messages', () => {
  it('is found the same, whether the statistics know it yet or not', async () => {
    const id = Object.keys(made).find((key) => made[key] === 'refund') ?? '';
    await sql`insert into search_document (ticket_id, source_id, kind, words, at)
      select ${id}, gen_random_uuid(), 'message', to_tsvector('simple', 'zirkon hydrat ' || n), now()
        from generate_series(1, 9000) n`.execute(desk.db);
    expect(await find('zirkon')).toEqual(['refund']);
    await sql`analyze search_document`.execute(desk.db);
    expect(await find('zirkon')).toEqual(['refund']);
    expect(await find('Zirkón')).toEqual(['refund']);
    expect(await find('zirkon status:new')).toEqual([]);
    expect(await find('zirkon hydrat')).toEqual(['refund']);
    expect(await find('zirkon 8999')).toEqual(['refund']);
    expect(await find('zirkon battery')).toEqual([]);
    expect(await find('zirkonia')).toEqual([]);
  });
});
