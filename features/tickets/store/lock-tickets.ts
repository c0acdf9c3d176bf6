/** Finding and holding tickets for a change. Every writer takes its rows by id order, so two never wait for each other. */
import { sql } from 'kysely';
import { takeTurn } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import { ticketLimits } from '../limits.ts';
import type { Priority, TicketStatus } from '../rules/status.ts';

export type LockedTicket = {
  id: string;
  number: number;
  brandId: string;
  mailboxId: string | null;
  personId: string | null;
  subject: string;
  title: string;
  titleFixed: boolean;
  status: TicketStatus;
  priority: Priority;
  department: string | null;
  topic: string | null;
  teamId: string | null;
  assigneeId: string | null;
  tags: string[];
  mergedInto: string | null;
  version: number;
  lastCustomerAt: Date | null;
  lastAgentAt: Date | null;
};

const columns = sql`id, number, brand_id, mailbox_id, person_id, subject, title, title_fixed, status, priority,
  department, topic, team_id, assignee_id, tags, merged_into, version, last_customer_at, last_agent_at`;

/** Rows of these tickets, locked until the transaction ends; missing ones are absent. */
export async function lockTickets(tx: Tx, ids: readonly string[]): Promise<LockedTicket[]> {
  await takeTurn(tx, turnsFor(ids));
  const { rows } = await sql<LockedTicket>`
    select ${columns} from ticket where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
  return rows;
}

/**
 * The ticket a message for `ticketId` belongs to now: itself, or the survivor it was merged into (over any number of
 * merges). Every ticket on the way is locked, so no merge can happen in between. Throws `ticket-not-found`.
 */
export async function lockSurvivor(tx: Tx, ticketId: string): Promise<LockedTicket> {
  const chain = await lockChain(tx, ticketId);
  const survivor = chain.at(-1);
  if (!survivor) throw ticketNotFound();
  return survivor;
}

/** The ticket, the one it was merged into, and so on to the survivor; all locked. Throws `ticket-not-found`. */
export async function lockChain(tx: Tx, ticketId: string): Promise<LockedTicket[]> {
  await takeTurn(tx, turnsFor([ticketId]));
  // A merge may commit between reading the chain and holding its rows; then the rows held do not reach the end.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { rows } = await sql<LockedTicket>`/* keep plan */
      with recursive chain (id, merged_into, depth) as (
        select id, merged_into, 0 from ticket where id = ${ticketId}::uuid
        union all
        select t.id, t.merged_into, chain.depth + 1 from chain join ticket t on t.id = chain.merged_into
        where chain.depth < ${ticketLimits.mergeDepth}
      )
      select ${columns} from ticket where id in (select id from chain) order by id for no key update`.execute(
      tx,
    );
    const chain = followMerges(rows, ticketId);
    const waited = await takeTurn(tx, turnsFor(rows.map((row) => row.id)));
    if (chain && !waited) return chain;
    if (rows.length === 0) break;
  }
  throw ticketNotFound();
}

/** Parts works that share a transaction, as the rows' locks part transactions. */
function turnsFor(ids: readonly string[]): string[] {
  return ids.map((id) => `ticket:${id}`);
}

function followMerges(rows: readonly LockedTicket[], from: string): LockedTicket[] | null {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const chain: LockedTicket[] = [];
  for (let at = byId.get(from); at; at = at.mergedInto === null ? undefined : byId.get(at.mergedInto)) {
    chain.push(at);
    if (at.mergedInto === null) return chain;
    if (chain.length > ticketLimits.mergeDepth) return null;
  }
  return null;
}

/** One sentence for every way a ticket cannot be found, so nobody learns which numbers exist elsewhere. */
export function ticketNotFound(): NamedError {
  return new NamedError('ticket-not-found', 'There is no ticket with this number.');
}
