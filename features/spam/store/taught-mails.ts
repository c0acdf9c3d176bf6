/** Mails that teach, with what a lesson needs of them. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { TaughtTicket } from '../rules/lesson-of-ticket.ts';

/** Hash of the raw bytes and return path; null when the bytes are gone or only a header was kept. */
export async function rawOf(
  db: Kysely<DB>,
  mailId: string,
): Promise<{ sha256: string; envelopeFrom: string | null } | null> {
  const row = await db
    .selectFrom('inboundMail')
    .select(['rawSha256', 'envelopeFrom'])
    .where('id', '=', mailId)
    .where('removedAt', 'is', null)
    .where('wholeSize', 'is', null)
    .executeTakeFirst();
  return row ? { sha256: row.rawSha256, envelopeFrom: row.envelopeFrom } : null;
}

/** Mails of one ticket that are learnt from; the first ones say what it is. */
const mostMails = 5;

/** The ticket with the mails of its customer, oldest first; null when it is gone or was merged away. */
export async function ticketToLearn(
  db: Kysely<DB>,
  ticketId: string,
): Promise<{ ticket: TaughtTicket; mailIds: string[] } | null> {
  const ticket = await db
    .selectFrom('ticket')
    .select('status')
    .select(
      sql<boolean>`exists (select 1 from message m where m.ticket_id = ticket.id and m.direction = 'out'
        and m.kind = 'message')`.as('answered'),
    )
    .select(
      sql<boolean>`exists (select 1 from message m join spam_lesson l on l.inbound_mail_id = m.inbound_mail_id
        where m.ticket_id = ticket.id and l.verdict = 'spam')`.as('wasSpam'),
    )
    .where('id', '=', ticketId)
    .where('mergedInto', 'is', null)
    .executeTakeFirst();
  if (!ticket) return null;
  const mails = await db
    .selectFrom('message')
    .select('inboundMailId')
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .where('automatic', '=', false)
    .where('inboundMailId', 'is not', null)
    .orderBy('at')
    .orderBy('id')
    .limit(mostMails)
    .execute();
  return { ticket, mailIds: mails.flatMap(({ inboundMailId }) => inboundMailId ?? []) };
}
