/** What people decided about facts: rows of `fact` that no reading touches. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import type { FactKey } from '../rules/fact.ts';
import { family } from './fact-rows.ts';

export type Decision = {
  key: FactKey;
  value: string;
  state: 'confirmed' | 'corrected' | 'removed';
  /** Where the customer said so; null for what only the agent says. */
  said: { quote: string; part: 'subject' | 'body'; start: number; end: number; message: string } | null;
};

/** Decisions about one ticket are made one after the other. */
export async function holdTicket(tx: Tx, ticketId: string): Promise<void> {
  await tx.selectFrom('ticket').select('id').where('id', '=', ticketId).forNoKeyUpdate().execute();
}

/** Writes decisions in place of earlier ones about the same: all of the key, or those of the `values`. */
export async function writeDecisions(
  tx: Tx,
  input: {
    ticketId: string;
    key: FactKey;
    /** Null: all that was decided about the key. */
    values: readonly string[] | null;
    decisions: readonly Decision[];
    actor: Actor;
    at: Date;
  },
): Promise<void> {
  const { actor, values } = input;
  await sql`${family(input.ticketId)}
    delete from fact where ticket_id = any(array(select id from family)) and key = ${input.key} and state <> 'read'
      and ${values === null ? sql`true` : sql`value = any(${[...values]}::text[])`}`.execute(tx);
  if (input.decisions.length === 0) return;
  await tx
    .insertInto('fact')
    .values(
      input.decisions.map(({ key, value, state, said }) => ({
        id: newId(),
        ticketId: input.ticketId,
        messageId: said?.message ?? null,
        key,
        value,
        state,
        quote: said?.quote ?? '',
        part: said?.part ?? null,
        placeStart: said?.start ?? null,
        placeEnd: said?.end ?? null,
        confidence: 1,
        saidBy: 'agent' as const,
        saidAt: input.at,
        byKind: actor.kind === 'customer' ? null : actor.kind,
        byId: actor.kind === 'system' ? null : actor.id,
        byName: actor.name,
        createdAt: input.at,
      })),
    )
    .execute();
}
