/** What is known of the message that opened a ticket, and the message row of our confirmation. */
import { sql } from 'kysely';
import type { Lane } from '#features/tickets/index.ts';
import { takeTurn } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type Opening = {
  ticket: {
    id: string;
    number: number;
    brandId: string;
    mailboxId: string | null;
    language: string | null;
    status: string;
    merged: boolean;
    topic: string | null;
    priority: string;
  };
  author: { name: string; address: string };
  automatic: boolean;
  lane: Lane | null;
  /** It came by the contact form. */
  byForm: boolean;
  at: Date;
  messageIdHeader: string | null;
  inReplyTo: string | null;
  references: string[];
  /** The address to write to next time, when this mail went to a misspelt or retired one of ours. */
  rightAddress: string | null;
  answered: boolean;
  decided: boolean;
};

/** Locks the ticket, so that the verdict is given once. Null when ticket or message are gone. */
export async function readOpening(tx: Tx, ticketId: string, messageId: string): Promise<Opening | null> {
  await takeTurn(tx, [`ticket:${ticketId}`]);
  // Both leave together; the second reads what stands once the lock is held.
  const [, row] = await Promise.all([
    tx.selectFrom('ticket').select('id').where('id', '=', ticketId).forNoKeyUpdate().execute(),
    openingRow(tx, ticketId, messageId),
  ]);
  if (!row) return null;
  return {
    ticket: {
      id: ticketId,
      number: row.number,
      brandId: row.brandId,
      mailboxId: row.mailboxId,
      language: row.language,
      status: row.status,
      merged: row.mergedInto !== null,
      topic: row.topic,
      priority: row.priority,
    },
    author: { name: row.authorName, address: row.authorAddress ?? '' },
    automatic: row.automatic,
    lane: row.lane,
    byForm: row.byForm,
    at: row.createdAt,
    messageIdHeader: row.messageIdHeader,
    inReplyTo: row.inReplyTo,
    references: row.refs,
    rightAddress: row.rightAddress,
    answered: row.answered,
    decided: row.decided,
  };
}

function openingRow(tx: Tx, ticketId: string, messageId: string) {
  return (
    tx
      .selectFrom('message')
      .innerJoin('ticket', 'ticket.id', 'message.homeTicketId')
      .select([
        'message.authorName',
        'message.authorAddress',
        'message.automatic',
        'message.lane',
        'message.createdAt',
        'message.messageIdHeader',
        'message.inReplyTo',
        'message.refs',
        'ticket.number',
        'ticket.brandId',
        'ticket.mailboxId',
        'ticket.language',
        'ticket.status',
        'ticket.mergedInto',
        'ticket.topic',
        'ticket.priority',
      ])
      // By the ticket they are shown on, which all that share a home share: that is what the indexes know.
      .select(
        sql<boolean>`exists (select 1 from message m where m.ticket_id = message.ticket_id
        and m.home_ticket_id = ticket.id and m.direction = 'out' and m.kind = 'message')`.as('answered'),
      )
      .select(
        sql<boolean>`exists (select 1 from event e where e.ticket_id = message.ticket_id
        and e.home_ticket_id = ticket.id
        and e.kind in ('acknowledgement-sent', 'acknowledgement-withheld'))`.as('decided'),
      )
      .select(
        sql<boolean>`exists (select 1 from inbound_mail i where i.id = message.inbound_mail_id and i.source = 'form')`.as(
          'byForm',
        ),
      )
      .select(
        sql<string | null>`(select e.data->>'right' from event e where e.ticket_id = message.ticket_id
        and e.home_ticket_id = ticket.id and e.kind = 'address-corrected'
        and e.data->>'messageId' = message.id::text limit 1)`.as('rightAddress'),
      )
      // The column's check allows nothing else.
      .$narrowType<{ lane: Lane | null }>()
      .where('message.id', '=', messageId)
      .where('ticket.id', '=', ticketId)
      .executeTakeFirst()
  );
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
  // Asked for together: they leave in one write and are carried out in this order.
  await Promise.all([
    tx
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
      .execute(),
    tx
      .insertInto('mailReference')
      .values({
        brandId,
        messageIdHeader: row.messageIdHeader,
        kind: 'own',
        ticketId: row.ticketId,
        messageId: row.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  ]);
}
