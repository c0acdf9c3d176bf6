/** Answers of ours, as far as they are read for their questions. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type AnswerToNote = { ticketId: string; text: string; language: string | null; at: Date };

/** An agent's answer that still stands; undefined when it was taken back, or is none. */
export async function answerToNote(
  db: Kysely<DB>,
  brandId: string,
  messageId: string,
): Promise<AnswerToNote | undefined> {
  return (
    db
      .selectFrom('message')
      .innerJoin('ticket', 'ticket.id', 'message.ticketId')
      // Of a merged ticket what it asked for goes back with its messages.
      .select(['message.homeTicketId as ticketId', 'message.text', 'ticket.language', 'message.at'])
      .where('message.id', '=', messageId)
      .where('ticket.brandId', '=', brandId)
      .where('message.direction', '=', 'out')
      .where('message.kind', '=', 'message')
      .executeTakeFirst()
  );
}
