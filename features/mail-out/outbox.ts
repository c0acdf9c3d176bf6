/** The outbox as tickets knows it. */
import type { Outbox } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import { queueReply, senderName } from './commands/queue-reply.ts';
import { cancelMail, retryMail } from './commands/take-back.ts';
import { readDeliveries } from './queries/deliveries.ts';
import { chooseRecipients } from './rules/recipients.ts';
import { readAnswered, readTicket, unverifiedAddresses } from './store/conversation.ts';

/** Makes the outbox of a desk. Holds nothing: any number may exist. */
export function createOutbox(desk: Desk): Outbox {
  return {
    deliveries: readDeliveries,
    async recipients(db, ticketId, answering) {
      const ticket = await readTicket(db, ticketId);
      if (!ticket) throw new NamedError('ticket-not-found', 'There is no such ticket.');
      const answered = await readAnswered(db, ticketId, answering);
      if (answering !== null && !answered) {
        throw new NamedError('message-not-found', 'The message you answer is not on this ticket.');
      }
      const home = answered?.home.id ?? ticketId;
      // Of two customers whose tickets were merged, the one who wrote is answered, never the other in their place.
      const { requester } = home === ticketId ? ticket : ((await readTicket(db, home)) ?? ticket);
      const { own, mailbox } = ticket;
      const unverified = await unverifiedAddresses(db, ticketId, home);
      return {
        from: {
          name: mailbox ? senderName(desk, mailbox) : desk.brand.name,
          address: mailbox?.address ?? desk.profile.support.address,
        },
        ...chooseRecipients({ answered, requester, own, unverified }),
      };
    },
    queue: (tx, reply) => queueReply(tx, desk, reply),
    cancel: (tx, messageId) => cancelMail(tx, desk, messageId),
    // Who asked for it is in the event that tickets writes.
    retry: (tx, messageId) => retryMail(tx, desk, messageId),
  };
}
