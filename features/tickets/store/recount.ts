/** Counters of a ticket from its messages: after messages left or joined it in a way that cannot be added up. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { ticketLimits } from '../limits.ts';
import { snippetOf } from '../rules/clean-text.ts';
import { lanesWithout } from '../rules/lane-powers.ts';

/** Lanes whose messages are not the customer's turn. */
const mute = lanesWithout('count-as-customer');

/**
 * Computes what `recordIncoming` and `writeOwnMessage` keep by adding up. For an unchanged set of messages this
 * changes nothing. Rows are locked by the caller.
 */
export async function recount(tx: Tx, ticketIds: readonly string[], now: Date): Promise<void> {
  for (const id of ticketIds) {
    const snippet = await newestWords(tx, id);
    await sql`
      update ticket t set message_count = s.messages, attachment_count = s.files,
        last_customer_at = s.customer_at, last_agent_at = s.agent_at,
        waiting_for_us = coalesce(s.called_at > coalesce(s.agent_at, '-infinity'), false),
        snippet = coalesce(${snippet}::text, t.snippet), version = version + 1, updated_at = greatest(updated_at, ${now}::timestamptz)
      from (
        select count(*)::int as messages,
          max(at) filter (where direction = 'in' and not automatic) as called_at,
          max(at) filter (where direction = 'in' and not automatic and not coalesce(lane = any(${mute}::text[]), false)) as customer_at,
          max(at) filter (where direction = 'out' and kind = 'message') as agent_at,
          coalesce(sum((select count(*) from attachment a where a.message_id = m.id and not a.inline)), 0)::int as files
        from message m where m.ticket_id = ${id}
      ) s where t.id = ${id}`.execute(tx);
  }
}

/** The customer's newest words; of a ticket only machines or forgers wrote to, the first ones. */
async function newestWords(tx: Tx, ticketId: string): Promise<string | null> {
  const { rows } = await sql<{ text: string }>`
    select coalesce(nullif(visible_text, ''), text) as text
    from message, lateral (select automatic or coalesce(lane = any(${mute}::text[]), false) as is_aside) as turn
    where ticket_id = ${ticketId} and direction = 'in'
    order by is_aside, case when is_aside then -extract(epoch from at) else extract(epoch from at) end desc, id desc
    limit 1`.execute(tx);
  const [row] = rows;
  return row ? snippetOf(row.text, ticketLimits.snippetCharacters) : null;
}
