/** SQL of `asked_fact`. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Asked, AskedBy } from '../rules/asked-by.ts';
import { type FactKey, isFactKey } from '../rules/fact.ts';
import { family } from './fact-rows.ts';

/** Remembers what was asked for on a ticket, in this order; what was asked before keeps its first time and place. */
export async function recordAsked(
  tx: Tx,
  asked: { brandId: string; ticketId: string; keys: readonly FactKey[]; how: AskedBy; at: Date },
): Promise<void> {
  const { brandId, ticketId, how, at } = asked;
  if (asked.keys.length === 0) return;
  await tx
    .insertInto('askedFact')
    .values([...new Set(asked.keys)].map((key, position) => ({ brandId, ticketId, key, how, at, position })))
    .onConflict((conflict) => conflict.columns(['ticketId', 'key']).doNothing())
    .execute();
}

export type AskedFact = { key: FactKey; how: AskedBy; at: Date };

/** What was asked for on a ticket and on those merged into it, by whom and when, the oldest first. */
export async function askedOn(db: Kysely<DB>, ticketId: string): Promise<AskedFact[]> {
  const { rows } = await sql<{ key: string; how: AskedBy; at: Date }>`${family(ticketId)}
    select key, how, at from asked_fact where ticket_id = any(array(select id from family)) order by at, position`.execute(
    db,
  );
  return rows.flatMap(({ key, ...asked }) => (isFactKey(key) ? [{ key, ...asked }] : []));
}

/** The keys that were asked for on a ticket and on those merged into it. */
export async function askedFacts(db: Kysely<DB>, ticketId: string): Promise<ReadonlySet<FactKey>> {
  return new Set((await whenAsked(db, ticketId)).keys());
}

/** By whom and when each was asked for first. */
export async function whenAsked(db: Kysely<DB>, ticketId: string): Promise<ReadonlyMap<FactKey, Asked>> {
  const first = new Map<FactKey, Asked>();
  for (const { key, how, at } of await askedOn(db, ticketId))
    if (!first.has(key)) first.set(key, { how, at });
  return first;
}

/**
 * What was asked for on a ticket until then, as its customer was told to number it: `number` for the questions of the list
 * that was sent last.
 */
export async function askedInOrder(
  db: Kysely<DB>,
  of: { ticketId: string; until: Date },
): Promise<{ key: FactKey; number: number | null }[]> {
  const rows = await db
    .selectFrom('askedFact')
    .select(['key', 'how', 'at', 'position'])
    .where('ticketId', '=', of.ticketId)
    .where('at', '<=', of.until)
    .orderBy('at', 'desc')
    .orderBy('position')
    .execute();
  const list = rows.find(({ how }) => how === 'acknowledgement');
  return rows.flatMap(({ key, how, at, position }) => {
    const isOfList = list?.how === how && list.at.getTime() === at.getTime();
    return isFactKey(key) ? [{ key, number: isOfList ? position + 1 : null }] : [];
  });
}
