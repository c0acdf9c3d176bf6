/** What is known of the message that opened a ticket, and the message row of our confirmation. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

export type Opening = {
  author: { name: string; address: string };
  automatic: boolean;
  lane: string | null;
  at: Date;
  messageIdHeader: string | null;
  inReplyTo: string | null;
  references: string[];
  status: string;
  merged: boolean;
  answered: boolean;
  decided: boolean;
};

/** Locks the ticket, so that the verdict is given once. Null when ticket or message are gone. */
export async function readOpening(tx: Tx, ticketId: string, messageId: string): Promise<Opening | null> {
  await tx.selectFrom('ticket').select('id').where('id', '=', ticketId).forNoKeyUpdate().execute();
  const row = await tx
    .selectFrom('message')
    .innerJoin('ticket', 'ticket.id', 'message.homeTicketId')
    .selectAll('message')
    .select(['ticket.status', 'ticket.mergedInto'])
    .select(
      sql<boolean>`exists (select 1 from message m where m.home_ticket_id = ticket.id and m.direction = 'out'
        and m.kind = 'message')`.as('answered'),
    )
    .select(
      sql<boolean>`exists (select 1 from event e where e.home_ticket_id = ticket.id
        and e.kind in ('acknowledgement-sent', 'acknowledgement-withheld'))`.as('decided'),
    )
    .where('message.id', '=', messageId)
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    author: { name: row.authorName, address: row.authorAddress ?? '' },
    automatic: row.automatic,
    lane: row.lane,
    at: row.createdAt,
    messageIdHeader: row.messageIdHeader,
    inReplyTo: row.inReplyTo,
    references: row.refs,
    status: row.status,
    merged: row.mergedInto !== null,
    answered: row.answered,
    decided: row.decided,
  };
}

export type AutoMessage = {
  id: string;
  brandId: string;
  ticketId: string;
  authorName: string;
  authorAddress: string;
  subject: string;
  text: string;
  html: string;
  to: { name: string; address: string };
  messageIdHeader: string;
  inReplyTo: string | null;
  references: string[];
  at: Date;
};

/** Shows the automatic mail in the conversation, and makes a reply to it find the ticket. */
export async function insertAutoMessage(tx: Tx, message: AutoMessage): Promise<void> {
  const { brandId, to, references, ...row } = message;
  await tx
    .insertInto('message')
    .values({
      ...row,
      homeTicketId: row.ticketId,
      direction: 'out',
      kind: 'auto',
      authorKind: 'system',
      visibleText: row.text,
      toList: JSON.stringify([to]),
      refs: references,
      automatic: true,
      createdAt: row.at,
    })
    .execute();
  await tx
    .insertInto('mailReference')
    .values({
      brandId,
      messageIdHeader: row.messageIdHeader,
      kind: 'own',
      ticketId: row.ticketId,
      messageId: row.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
