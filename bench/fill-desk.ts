/**
 * A desk with N tickets of six messages each, written straight to the database: what matters for reading
 * is the shape and size of the tables, not how the rows came in (`ingest.ts` measures that).
 */
import type { Pool } from 'pg';

/** Tickets written by one statement: few round trips, and progress can be shown. */
const batch = 5_000;

/** Fills the brand's tables up to `n` tickets. One ticket in 10,000 holds the rare word `quokka`. */
export async function fillDesk(pool: Pool, n: number, onProgress: (done: number) => void): Promise<void> {
  const { rows } = await pool.query<{ brand: string; mailbox: string }>(
    'select b.id as brand, m.id as mailbox from brand b join mailbox m on m.brand_id = b.id order by m.created_at limit 1',
  );
  const place = rows[0];
  if (!place) throw new Error('The desk has no brand yet: start it once first');
  await pool.query(
    'create table if not exists bench_ticket (n int primary key, ticket uuid not null, person uuid not null)',
  );
  for (let from = 0; from < n; from += batch) {
    const to = Math.min(n, from + batch);
    await fillBatch(pool, place, from, to);
    onProgress(to);
  }
  await pool.query('drop table bench_ticket');
  await pool.query('vacuum analyze');
}

async function fillBatch(
  pool: Pool,
  place: { brand: string; mailbox: string },
  from: number,
  to: number,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      'insert into bench_ticket select n, gen_random_uuid(), gen_random_uuid() from generate_series($1::int, $2::int - 1) n',
      [from, to],
    );
    const range = [from, to, place.brand];
    await client.query(
      `insert into person (id, brand_id, name)
       select person, $3, (array['Anna Keller','Ben Moor','Chiara Bassi','Daan Visser'])[1 + n % 4] || ' ' || n
         from bench_ticket where n >= $1 and n < $2`,
      range,
    );
    await client.query(
      `insert into person_address (brand_id, address, shown_address, person_id)
       select $3, 'filled' || n || '@mail.example.com', 'filled' || n || '@mail.example.com', person
         from bench_ticket where n >= $1 and n < $2`,
      range,
    );
    await client.query(ticketsSql, [...range, place.mailbox]);
    await client.query(
      `insert into ticket_participant (ticket_id, person_id, role)
       select ticket, person, 'requester' from bench_ticket where n >= $1 and n < $2`,
      [from, to],
    );
    await client.query(messagesSql, [from, to]);
    await client.query(wordsSql, [from, to]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const ticketsSql = `
  insert into ticket (id, brand_id, mailbox_id, person_id, subject, title, status, priority, snippet, message_count,
                      waiting_for_us, created_at, updated_at, last_customer_at)
  select ticket, $3, $4, person,
         (array['Ring does not sync','Battery drains fast','Charged twice','Wrong size','Sleep is missing'])[1 + n % 5] || ' ' || n,
         (array['Ring does not sync','Battery drains fast','Charged twice','Wrong size','Sleep is missing'])[1 + n % 5] || ' ' || n,
         (array['new','open','waiting-on-customer','resolved','closed','closed','closed','resolved','open','closed'])[1 + n % 10],
         (array['urgent','high','normal','normal','normal','low'])[1 + n % 6],
         'It worked for a while and then the same thing happened again.', 6, n % 2 = 0,
         now() - (n || ' minutes')::interval, now() - (n || ' minutes')::interval, now() - (n || ' minutes')::interval
    from bench_ticket where n >= $1 and n < $2`;

const bodySql = `
  'Hello, number ' || n || ' part ' || part || '. The ring stopped syncing after the last update and the app only shows a spinning circle. '
  || 'I tried to restart the phone, reinstall the app and put the ring on the charger. '
  || md5(n || ':' || part) || case when n % 10000 = 7 and part = 0 then ' quokka' else '' end`;

const messagesSql = `
  insert into message (id, ticket_id, home_ticket_id, direction, author_kind, person_id, author_name, author_address,
                       subject, text, visible_text, lane, at)
  select gen_random_uuid(), ticket, ticket, case part % 2 when 0 then 'in' else 'out' end,
         case part % 2 when 0 then 'customer' else 'agent' end,
         case part % 2 when 0 then person end, 'Anna Keller', 'filled' || n || '@mail.example.com',
         'Ring does not sync', ${bodySql}, ${bodySql}, case part % 2 when 0 then 'plausible' end,
         now() - (n || ' minutes')::interval - ((6 - part) || ' hours')::interval
    from bench_ticket, generate_series(0, 5) part where n >= $1 and n < $2`;

const wordsSql = `
  insert into search_document (ticket_id, source_id, kind, words, at)
  select m.ticket_id, m.id, 'message', to_tsvector('simple', m.subject || ' ' || m.text), m.at
    from message m join bench_ticket b on b.ticket = m.ticket_id where b.n >= $1 and b.n < $2
  union all
  select t.id, t.id, 'ticket', to_tsvector('simple', t.subject), t.updated_at
    from ticket t join bench_ticket b on b.ticket = t.id where b.n >= $1 and b.n < $2`;
