/** Small reads and writes of ticket rows. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { ticketLimits } from '../limits.ts';
import type { Priority, TicketStatus } from '../rules/status.ts';

/** Ids of these numbers, merged tickets too; unknown numbers are absent. */
export async function idsOfNumbers(tx: Tx, brandId: string, numbers: readonly number[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('ticket')
    .select('id')
    .where('brandId', '=', brandId)
    .where('number', 'in', [...numbers])
    .execute();
  return rows.map((row) => row.id);
}

export async function setStatus(tx: Tx, id: string, status: TicketStatus): Promise<void> {
  await tx.updateTable('ticket').set({ status }).where('id', '=', id).execute();
}

/** Points a ticket at its survivor, or at nobody. Touches nothing else of the row: undoing must find it as it was. */
export async function setMergedInto(tx: Tx, id: string, into: string | null): Promise<void> {
  await tx
    .updateTable('ticket')
    .set((set) => ({ mergedInto: into, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** What these tickets were merged into, one step. */
export async function mergedIntoOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('ticket')
    .select('mergedInto')
    .where('id', 'in', [...ids])
    .where('mergedInto', 'is not', null)
    .execute();
  return rows.flatMap((row) => row.mergedInto ?? []);
}

export type NewTicket = {
  id: string;
  brandId: string;
  mailboxId: string | null;
  personId: string;
  subject: string;
  priority: Priority;
  teamId: string | null;
  assigneeId: string | null;
  tags: string[];
  language: string | null;
  snippet: string;
  at: Date;
};

/** A ticket without messages, and its requester. */
export async function insertTicket(tx: Tx, { at, ...ticket }: NewTicket): Promise<void> {
  await tx
    .insertInto('ticket')
    .values({ ...ticket, title: ticket.subject, status: 'new', createdAt: at, updatedAt: at })
    .execute();
  await tx
    .insertInto('ticketParticipant')
    .values({ ticketId: ticket.id, personId: ticket.personId, role: 'requester', createdAt: at })
    .execute();
}

/** Numbers by id; a merged ticket has its survivor's. */
export async function survivorNumbers(db: Kysely<DB>, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ start: string; number: number }>`
    with recursive chain (start, merged_into, number, depth) as (
      select id, merged_into, number, 0 from ticket where id = any(${ids}::uuid[])
      union all
      select chain.start, n.merged_into, n.number, chain.depth + 1
      from chain join ticket n on n.id = chain.merged_into where chain.depth < ${ticketLimits.mergeDepth}
    ) select start, number from chain where merged_into is null`.execute(db);
  return new Map(rows.map((row) => [row.start, row.number]));
}
