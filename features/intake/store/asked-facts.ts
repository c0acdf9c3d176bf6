/** SQL of `asked_fact`. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type FactKey, isFactKey } from '../rules/fact.ts';
import { family } from './fact-rows.ts';

/** By whom a customer was asked: the acknowledgement, an agent's answer, or a form they were shown. */
export type AskedBy = 'acknowledgement' | 'agent' | 'form';

/** Remembers what was asked for on a ticket; what was asked before keeps its first time. */
export async function recordAsked(
  tx: Tx,
  asked: { brandId: string; ticketId: string; keys: readonly FactKey[]; how: AskedBy; at: Date },
): Promise<void> {
  const { brandId, ticketId, how, at } = asked;
  if (asked.keys.length === 0) return;
  await tx
    .insertInto('askedFact')
    .values([...new Set(asked.keys)].map((key) => ({ brandId, ticketId, key, how, at })))
    .onConflict((conflict) => conflict.columns(['ticketId', 'key']).doNothing())
    .execute();
}

/** What was asked for on a ticket and on those merged into it. */
export async function askedFacts(db: Kysely<DB>, ticketId: string): Promise<ReadonlySet<FactKey>> {
  const { rows } = await sql<{ key: string }>`${family(ticketId)}
    select key from asked_fact where ticket_id = any(array(select id from family))`.execute(db);
  return new Set(rows.map(({ key }) => key).filter(isFactKey));
}
