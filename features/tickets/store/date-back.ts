/**
 * For stories told afterwards, such as the demo: tickets get the times of the story instead of the moment they were
 * written down. Nothing that takes real mail calls this: there the time of receiving counts, not the sender's Date.
 */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { lanesWithout } from '../rules/lane-powers.ts';

/** When a mail of the ledger came in, in the story. */
export type StoryMoment = { inboundMailId: string; at: Date };

/** Seconds between a customer's first mail and the acknowledgement. */
const acknowledgedAfter = 4;

/** Dates messages, their events and tickets. Returns the tickets touched; live readers are told. Safe to repeat. */
export async function dateBackIncoming(tx: Tx, moments: readonly StoryMoment[]): Promise<string[]> {
  const told = sql`jsonb_to_recordset(${JSON.stringify(moments)}::jsonb) as t ("inboundMailId" uuid, at timestamptz)`;
  // A mail's events are written at the same moment as its message, so that moment finds them.
  await sql`
    update event e set at = t.at from message m, ${told}
    where m.inbound_mail_id = t."inboundMailId" and e.ticket_id = m.ticket_id and e.at = m.created_at`.execute(
    tx,
  );
  const { rows } = await sql<{ ticketId: string }>`
    update message m set at = t.at, created_at = t.at from ${told}
    where m.inbound_mail_id = t."inboundMailId" returning m.ticket_id`.execute(tx);
  const ticketIds = [...new Set(rows.map((row) => row.ticketId))];
  await settleTimes(tx, ticketIds);
  return ticketIds;
}

/**
 * Dates what the desk itself did on these tickets since `since`: automatic mail a moment after the mail it
 * acknowledges, anything else (a bounce that was understood) with the newest message. Safe to repeat.
 */
export async function dateBackAutomatic(tx: Tx, ticketIds: readonly string[], since: Date): Promise<void> {
  const moment = sql`(t.created_at + make_interval(secs => ${acknowledgedAfter}))`;
  await sql`
    update event e set at = ${moment} from ticket t
    where t.id = e.ticket_id and t.id = any(${ticketIds}::uuid[]) and e.kind like 'acknowledgement-%'`.execute(
    tx,
  );
  await sql`
    update message m set at = ${moment}, created_at = ${moment} from ticket t
    where t.id = m.ticket_id and t.id = any(${ticketIds}::uuid[]) and m.kind = 'auto' and m.direction = 'out'`.execute(
    tx,
  );
  await sql`
    update event e set at = m.last_at
    from (select ticket_id, max(at) as last_at from message where ticket_id = any(${ticketIds}::uuid[]) group by 1) m
    where e.ticket_id = m.ticket_id and e.actor_kind = 'system' and e.at >= ${since}::timestamptz
      and m.last_at < ${since}::timestamptz`.execute(tx);
  await settleTimes(tx, ticketIds);
}

/** A ticket begins with its first message and was changed last when something last happened on it. */
async function settleTimes(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await sql`
    update ticket t set created_at = m.first_at, last_customer_at = coalesce(m.spoken_at, t.last_customer_at),
      updated_at = greatest(m.last_at, (select max(e.at) from event e where e.ticket_id = t.id))
    from (
      select ticket_id, min(at) as first_at, max(at) as last_at,
        max(at) filter (where direction = 'in' and not automatic and not coalesce(lane = any(${lanesWithout('count-as-customer')}::text[]), false)) as spoken_at
      from message where ticket_id = any(${ticketIds}::uuid[]) group by ticket_id
    ) m
    where t.id = m.ticket_id`.execute(tx);
  await sql`
    select pg_notify('posthaste_live', json_build_object('type', 'ticket', 'ticketId', id)::text)
    from unnest(${ticketIds}::uuid[]) id`.execute(tx);
}
