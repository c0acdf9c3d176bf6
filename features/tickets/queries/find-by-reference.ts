/** Which tickets know a Message-ID: the exact part of threading. */
import { sql } from 'kysely';
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
  const [, found] = await Promise.all([holdReferences(tx, brandId, sorted), read()]);
  return found;
}

async function holdReferences(tx: Tx, brandId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // Locks are taken in one order everywhere (by hash), so two mails never wait for each other in a circle.
  await sql`/* keep plan */
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(id, hashtext(${brandId})) as key from unnest(${ids}::text[]) as id order by 1
    ) as keys`.execute(tx);
}

/** Tickets of the brand that have or mention any of these ids. Empty ids are never looked up. */
export async function findTicketsByReference(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<ReferenceHit[]> {
  const asked = [...new Set(ids)].filter((id) => id !== '').slice(-ticketLimits.references);
  return asked.length === 0 ? [] : hits(tx, brandId, asked);
}

/** Tickets with a message that refers to this id: their opening may be the mail with it. */
export async function findTicketsSeeking(
  tx: Tx,
  brandId: string,
  messageId: string,
): Promise<ReferenceHit[]> {
  if (messageId === '') return [];
  const found = await hits(tx, brandId, [messageId]);
  return found.filter((hit) => hit.kind === 'seen');
}

async function hits(tx: Tx, brandId: string, ids: readonly string[]): Promise<ReferenceHit[]> {
  // Nearly all tickets are not merged, so the survivor is looked up only for those that are.
  const { rows } = await sql<ReferenceHit>`/* keep plan */
    select r.message_id_header, r.kind, r.ticket_id as home_ticket_id,
      case when t.merged_into is null then t.id else (
        with recursive chain (id, merged_into, depth) as (
          select t.id, t.merged_into, 0
          union all
          select n.id, n.merged_into, chain.depth + 1 from chain join ticket n on n.id = chain.merged_into
          where chain.depth < ${ticketLimits.mergeDepth}
        ) select chain.id from chain where chain.merged_into is null limit 1
      ) end as ticket_id
    from mail_reference r join ticket t on t.id = r.ticket_id
    where r.brand_id = ${brandId} and r.message_id_header = any(${ids}::text[])
    order by r.created_at, r.ticket_id`.execute(tx);
  return rows;
}
