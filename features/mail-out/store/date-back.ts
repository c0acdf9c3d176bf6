/** For stories told afterwards, such as the demo: mails of these tickets left when their messages were written. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type MailContent, type MailKind, mailContentSchema } from '../content.ts';

export type CapturedAnew = {
  id: string;
  kind: MailKind;
  messageIdHeader: string;
  subject: string;
  content: MailContent;
  /** When its message was written. */
  at: Date;
};

/** Captured mails of the tickets that still show when they were really put together. */
export async function findWrongDates(db: Kysely<DB>, ticketIds: readonly string[]): Promise<CapturedAnew[]> {
  const rows = await db
    .selectFrom('outboundMail as o')
    .innerJoin('message as m', 'm.id', 'o.messageId')
    .select(['o.id', 'o.kind', 'o.messageIdHeader', 'o.subject', 'o.content', 'm.at'])
    .where('o.ticketId', 'in', [...ticketIds])
    .where('o.captured', '=', true)
    .where(sql<boolean>`o.due_at <> m.at`)
    .execute();
  // `kind` has a check constraint with exactly these words.
  return rows.map((row) => ({
    ...row,
    kind: row.kind as MailKind,
    content: mailContentSchema.parse(row.content),
  }));
}

/** Gives a captured mail its new bytes and all its times. */
export async function redate(
  tx: Tx,
  id: string,
  at: Date,
  raw: { sha256: string; size: number },
): Promise<void> {
  await tx
    .updateTable('outboundMail')
    .set({ acceptedAt: at, dueAt: at, createdAt: at, rawSha256: raw.sha256, rawSize: raw.size })
    .where('id', '=', id)
    .where('captured', '=', true)
    .execute();
}

/** Automatic mail of the tickets was spent when they were opened. */
export async function redateBudget(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await sql`
    update automatic_mail a set at = t.created_at from ticket t
    where t.id = a.ticket_id and a.ticket_id = any(${ticketIds}::uuid[])`.execute(tx);
}
