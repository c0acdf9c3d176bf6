/** Who wrote the mails of an import, and on which tickets an answer would go to them. */

import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type ImportedWriter = {
  /** As it was written. */
  address: string;
  /** Tickets of these mails whose customer it is. */
  ticketIds: string[];
};

/** Machines are left out: nobody answers them. */
export async function importedWriters(db: Kysely<DB>, mailIds: readonly string[]): Promise<ImportedWriter[]> {
  const { rows } = await sql<ImportedWriter>`
    select min(m.author_address) as address, array_agg(distinct t.id) as ticket_ids
    from inbound_mail i
    join message m on m.id = i.message_id and m.direction = 'in' and m.kind = 'message'
    join ticket t on t.id = m.ticket_id and t.person_id = m.person_id
    where i.id = any(${[...mailIds]}::uuid[]) and m.author_address <> ''
    group by lower(m.author_address)`.execute(db);
  return rows;
}

/** Of these tickets, those on which nobody was warned of the address yet. */
export async function unwarnedTickets(tx: Tx, kind: string, writer: ImportedWriter): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select asked.id from unnest(${writer.ticketIds}::uuid[]) as asked (id)
    where not exists (
      select 1 from event e where e.ticket_id = asked.id and e.kind = ${kind}
        and lower(e.data ->> 'address') = lower(${writer.address}))`.execute(tx);
  return rows.map(({ id }) => id);
}
