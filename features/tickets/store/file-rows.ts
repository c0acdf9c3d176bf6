/** Where the bytes of attachments, pictures and raw mails are. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type AttachmentFile = { filename: string; sniffedType: string | null; size: number; sha256: string };

/** An attachment of the brand, or undefined. */
export async function findAttachment(
  db: Kysely<DB>,
  brandId: string,
  id: string,
): Promise<AttachmentFile | undefined> {
  return db
    .selectFrom('attachment')
    .innerJoin('message', 'message.id', 'attachment.messageId')
    .innerJoin('ticket', 'ticket.id', 'message.ticketId')
    .select(['attachment.filename', 'attachment.sniffedType', 'attachment.size', 'attachment.sha256'])
    .where('attachment.id', '=', id)
    .where('ticket.brandId', '=', brandId)
    .executeTakeFirst();
}

export type HtmlRow = {
  html: string | null;
  text: string;
  /** Pictures of the whole ticket: a quoted mail shows those of an earlier message. */
  pictures: { id: string; filename: string; contentId: string }[];
};

/** More pictures than any conversation quotes. */
const mostPictures = 500;

/** HTML of a message and the pictures its `cid:` addresses may mean; those of the message itself come first. */
export async function findHtml(
  db: Kysely<DB>,
  brandId: string,
  messageId: string,
): Promise<HtmlRow | undefined> {
  const { rows } = await sql<HtmlRow>`
    select m.html, m.text, coalesce((
      select jsonb_agg(p) from (
        select a.id, a.filename, a.content_id as "contentId" from message o join attachment a on a.message_id = o.id
        where o.ticket_id = m.ticket_id and a.content_id is not null
        order by o.id = m.id desc, o.at desc limit ${mostPictures}
      ) p), '[]') as pictures
    from message m join ticket t on t.id = m.ticket_id
    where m.id = ${messageId} and t.brand_id = ${brandId}`.execute(db);
  return rows[0];
}

/** Content hash of the raw mail of a message, received or sent; null when it has none. Undefined: no such message. */
export async function findRaw(
  db: Kysely<DB>,
  brandId: string,
  messageId: string,
): Promise<{ sha256: string | null } | undefined> {
  const { rows } = await sql<{ sha256: string | null }>`
    select coalesce(
      (select i.raw_sha256 from inbound_mail i where i.id = m.inbound_mail_id),
      (select o.raw_sha256 from outbound_mail o where o.message_id = m.id and o.raw_sha256 is not null limit 1)) as sha256
    from message m join ticket t on t.id = m.ticket_id
    where m.id = ${messageId} and t.brand_id = ${brandId}`.execute(db);
  return rows[0];
}
