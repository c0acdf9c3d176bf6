/** An agent says whose ticket it is. */
import { NotAnAddress, resolvePerson } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { lockSurvivor } from '../store/lock-tickets.ts';
import { findPersonName, setRequester } from '../store/requester.ts';
import { writeEvents } from '../store/write-changes.ts';

/**
 * Makes the person of an address the requester. Who was it before stays as an unverified participant, so no answer goes
 * there by itself. Throws `invalid-request` for what is no address, `ticket-not-found`.
 */
export async function makeCustomer(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand'>,
  actor: Actor,
  input: { ticketId: string; name: string; email: string },
): Promise<{ ticketId: string }> {
  permit(actor, 'ticket:change');
  const ticket = await lockSurvivor(tx, input.ticketId);
  const person = await personOf(tx, ticket.brandId, input);
  if (person.id === ticket.personId) return { ticketId: ticket.id };
  const before = ticket.personId === null ? null : await findPersonName(tx, ticket.personId);
  const now = desk.clock.now();
  await setRequester(tx, { ticketId: ticket.id, from: ticket.personId, to: person.id, now });
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: [
      {
        ticketId: ticket.id,
        kind: 'customer-changed',
        data: { from: ticket.personId, fromName: before, to: person.id, toName: person.name || person.email },
      },
    ],
  });
  return { ticketId: ticket.id };
}

async function personOf(
  tx: Tx,
  brandId: string,
  { name, email }: { name: string; email: string },
): Promise<{ id: string; name: string; email: string }> {
  try {
    return await resolvePerson(tx, { brandId, address: email, name });
  } catch (cause) {
    if (!(cause instanceof NotAnAddress)) throw cause;
    throw new NamedError('invalid-request', cause.message, { email: 'not an address' }, { cause });
  }
}
