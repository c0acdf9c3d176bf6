/** A conversation whose opening arrived after its answers takes subject, title and requester from the opening. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { lanesWithout } from '../rules/lane-powers.ts';

/**
 * Takes over from message `messageId` when no customer's message of the ticket is older. A title somebody fixed stays.
 * `requester` is the person to become the requester, or null to leave it.
 */
export async function adoptOpening(
  tx: Tx,
  input: {
    ticketId: string;
    messageId: string;
    at: Date;
    subject: string;
    title: string;
    requester: string | null;
  },
): Promise<void> {
  const { rows } = await sql<{ before: string | null }>`
    with old as (select person_id from ticket where id = ${input.ticketId})
    update ticket set
      subject = ${input.subject},
      title = case when title_fixed then title else ${input.title} end,
      person_id = coalesce(${input.requester}::uuid, ticket.person_id)
    from old
    where id = ${input.ticketId} and not exists (
      select 1 from message m
      where m.ticket_id = ${input.ticketId} and m.direction = 'in'
        and not coalesce(m.lane = any(${lanesWithout('count-as-customer')}::text[]), false)
        and (m.at, m.id) < (${input.at}::timestamptz, ${input.messageId}::uuid))
    returning old.person_id as before`.execute(tx);
  const [changed] = rows;
  if (!changed || input.requester === null || changed.before === input.requester) return;
  await tx
    .updateTable('ticketParticipant')
    .set((set) => ({
      role: set.case().when('personId', '=', input.requester).then('requester').else('cc').end(),
    }))
    .where('ticketId', '=', input.ticketId)
    .where('personId', 'in', [input.requester, ...(changed.before ? [changed.before] : [])])
    .execute();
}
