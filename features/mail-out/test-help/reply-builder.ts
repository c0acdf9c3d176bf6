/** For tests of mail-out: answers written as tickets writes them. */
import type { OutgoingReply } from '#features/tickets/index.ts';
import type { TestDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { createOutbox } from '../outbox.ts';

export type Answered = { messageId: string; messageIdHeader: string; subject: string; mailId: string };

/** Writes the message row and queues it, as the command of tickets does; any part can be given. */
export async function answer(
  desk: TestDesk,
  ticketId: string,
  given: Partial<Omit<OutgoingReply, 'ticketId' | 'messageId'>> = {},
): Promise<Answered> {
  const messageId = newId();
  const now = desk.clock.now();
  return inTransaction(desk, async (tx) => {
    const outbox = createOutbox(desk);
    const { to, cc } = await outbox.recipients(tx, ticketId, given.answering ?? null);
    const reply: OutgoingReply = {
      ticketId,
      messageId,
      answering: null,
      text: 'Please dock the ring for a minute.',
      html: '<p>Please dock the ring for a <b>minute</b>.</p>',
      includeQuote: false,
      files: [],
      to,
      cc,
      bcc: [],
      agentName: 'Mara Agent',
      dueAt: now,
      scheduled: false,
      ...given,
    };
    await tx
      .insertInto('message')
      .values({
        id: messageId,
        ticketId,
        homeTicketId: ticketId,
        direction: 'out',
        authorKind: 'agent',
        authorName: reply.agentName,
        text: reply.text,
        visibleText: reply.text,
        html: reply.html,
        toList: JSON.stringify(reply.to),
        ccList: JSON.stringify(reply.cc),
        at: now,
      })
      .execute();
    const queued = await outbox.queue(tx, reply);
    const row = await tx
      .selectFrom('outboundMail')
      .select('id')
      .where('messageId', '=', messageId)
      .executeTakeFirstOrThrow();
    return { messageId, ...queued, mailId: row.id };
  });
}

/** How far a message got, as the API shows it. */
export async function deliveryOf(desk: TestDesk, messageId: string) {
  const delivery = (await createOutbox(desk).deliveries(desk.db, [messageId])).get(messageId);
  if (!delivery) throw new Error('This message never was mail');
  return delivery;
}
