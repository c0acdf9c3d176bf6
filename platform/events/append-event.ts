/** What happened, by whom and why: append only, in the transaction of the fact. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { announce } from './live.ts';

export type NewEvent = {
  brandId: string | null;
  ticketId: string | null;
  /** Stable kind such as `status-changed`; each feature turns its kinds into sentences. */
  kind: string;
  actor: Actor;
  data?: Record<string, unknown>;
  /** Why, for automatic decisions: plain sentences shown to people. */
  reasons?: readonly string[];
  at: Date;
};

/** Writes one event and tells live readers of the ticket once the transaction commits. */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<string> {
  const id = newId();
  const { actor } = event;
  await tx
    .insertInto('event')
    .values({
      id,
      brandId: event.brandId,
      ticketId: event.ticketId,
      homeTicketId: event.ticketId,
      kind: event.kind,
      actorKind: actor.kind,
      actorId: actor.kind === 'system' ? null : actor.id,
      actorName: actor.name,
      data: JSON.stringify(event.data ?? {}),
      reasons: sql`${event.reasons ?? []}::text[]`,
      at: event.at,
    })
    .execute();
  if (event.ticketId) await announce(tx, { type: 'ticket', ticketId: event.ticketId });
  return id;
}
