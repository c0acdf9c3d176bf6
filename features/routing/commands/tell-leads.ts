/** A lead is told by a note on the ticket that mentions them: it stands where the work is, and moves the ticket up. */
import { writeNote } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { leadsFor } from '../store/queue-rows.ts';
import { routingActor } from './routing-desk.ts';

/** Leaves the note; without any lead it mentions nobody, and is still there. */
export async function tellLeads(
  tx: Tx,
  desk: Desk,
  ticket: { id: string; teamId: string },
  sentences: string,
): Promise<void> {
  const leads = await leadsFor(tx, ticket.teamId);
  const names = leads.map(({ name }) => `@${name}`).join(' ');
  await writeNote(tx, desk, routingActor, {
    ticketId: ticket.id,
    text: [names, sentences].filter((part) => part !== '').join(' '),
    fileIds: [],
    mentions: leads.map(({ id }) => id),
    setStatus: null,
  });
}
