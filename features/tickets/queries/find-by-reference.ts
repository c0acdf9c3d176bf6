/** Which tickets know a Message-ID: the exact part of threading. */
import { sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import { takeTurn } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { ticketLimits } from '../limits.ts';

export type ReferenceHit = {
  /** Without angle brackets. */
  messageIdHeader: string;
  /** `own`: a message of the ticket has this id. `seen`: a message of the ticket refers to it. */
  kind: 'own' | 'seen';
  /** The ticket now, after any merges. */
  ticketId: string;
  /** The ticket the id came with. */
  homeTicketId: string;
};

/**
 * Makes transactions that touch the same Message-IDs wait for each other until they commit, so that a mail and its
 * answer, read at the same instant, cannot both open a ticket; gives what `read` finds once they have waited. Call it
 * with the mail's own id and everything it refers to.
 */
export async function lockReferences<T>(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
  read: () => Promise<T>,
): Promise<T> {
  const sorted = [...new Set(ids)].filter((id) => id !== '').sort();
  await takeTurn(
    tx,
    sorted.map((id) => `reference:${id}`),
  );
  // The lock leaves together with what reads, and is carried out before it.
  const [, found] = await Promise.all([askTogether(tx, holdReferences, { brandId, ids: sorted }), read()]);
  return found;
}

type Named = { brandId: string; ids: readonly string[] };

/** One row for each id: its brand and itself. */
function pairs(named: readonly Named[]): { brands: string[]; ids: string[] } {
  return {
    brands: named.flatMap(({ brandId, ids }) => ids.map(() => brandId)),
    ids: named.flatMap(({ ids }) => ids),
  };
}

async function holdReferences(tx: Tx, named: readonly Named[]): Promise<null[]> {
  const { brands, ids } = pairs(named);
  // Locks are taken in one order everywhere (by hash), so two mails never wait for each other in a circle.
  if (ids.length > 0)
    await sql`/* keep plan */
      select pg_advisory_xact_lock(key) from (
        select distinct hashtextextended(id, hashtext(brand)) as key
        from unnest(${brands}::text[], ${ids}::text[]) as named (brand, id) order by 1
      ) as keys`.execute(tx);
  return named.map(() => null);
}

/** Tickets of the brand that have or mention any of these ids. Empty ids are never looked up. */
export async function findTicketsByReference(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<ReferenceHit[]> {
  const asked = [...new Set(ids)].filter((id) => id !== '').slice(-ticketLimits.references);
  return asked.length === 0 ? [] : askTogether(tx, hits, { brandId, ids: asked });
}

/** Tickets with a message that refers to this id: their opening may be the mail with it. */
export async function findTicketsSeeking(
  tx: Tx,
  brandId: string,
  messageId: string,
): Promise<ReferenceHit[]> {
  if (messageId === '') return [];
  const found = await askTogether(tx, hits, { brandId, ids: [messageId] });
  return found.filter((hit) => hit.kind === 'seen');
}

async function hits(tx: Tx, named: readonly Named[]): Promise<ReferenceHit[][]> {
  const { brands, ids } = pairs(named);
  // Nearly all tickets are not merged, so the survivor is looked up only for those that are.
  const { rows } = await sql<ReferenceHit & { brandId: string }>`/* keep plan */
    select r.brand_id, r.message_id_header, r.kind, r.ticket_id as home_ticket_id,
      case when t.merged_into is null then t.id else (
        with recursive chain (id, merged_into, depth) as (
          select t.id, t.merged_into, 0
          union all
          select n.id, n.merged_into, chain.depth + 1 from chain join ticket n on n.id = chain.merged_into
          where chain.depth < ${ticketLimits.mergeDepth}
        ) select chain.id from chain where chain.merged_into is null limit 1
      ) end as ticket_id
    from (select distinct brand_id, id from unnest(${brands}::uuid[], ${ids}::text[]) as named (brand_id, id)) as named
    join mail_reference r on r.brand_id = named.brand_id and r.message_id_header = named.id
    join ticket t on t.id = r.ticket_id
    order by r.created_at, r.ticket_id`.execute(tx);
  return named.map((one) => {
    const own = new Set(one.ids);
    return rows
      .filter((row) => row.brandId === one.brandId && own.has(row.messageIdHeader))
      .map(({ brandId, ...hit }) => hit);
  });
}
