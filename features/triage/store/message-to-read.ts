/** What is read of a message before it is understood. */
import { type Kysely, sql } from 'kysely';
import { baseSubject } from '#mail/thread-subject.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { AddressHint } from '../rules/choose-place.ts';

export type MessageToRead = {
  id: string;
  brandId: string;
  ticketId: string;
  homeTicketId: string;
  subject: string;
  text: string;
  visibleText: string;
  quotedText: string;
  language: string | null;
  at: Date;
  createdAt: Date;
  /** Old mail that was brought in. */
  backfill: boolean;
  /** It opened its ticket: no message of the customer or of ours came before it. */
  opening: boolean;
  /** It came by mail, and not from a page of ours. */
  mailed: boolean;
  /** Every address it was written to, those of the envelope first. */
  writtenTo: string[];
  /** What the contact form held that it was made of; null for mail. */
  form: unknown;
};

/** Subject without reply marks, and the text as the ticket shows it: places of facts count from its first character. */
export function partsToRead(
  message: Pick<MessageToRead, 'subject' | 'text' | 'visibleText' | 'quotedText'>,
): [subject: string, body: string] {
  const { subject, text, visibleText, quotedText } = message;
  return [baseSubject(subject), visibleText || (quotedText === '' ? text : '')];
}

/** The message, or undefined when it is none that is understood: automatic, ours, or of a forged sender. */
export async function messageToRead(db: Kysely<DB>, messageId: string): Promise<MessageToRead | undefined> {
  const { rows } = await sql<MessageToRead>`/* keep plan */
    select m.id, t.brand_id, m.ticket_id, m.home_ticket_id, m.subject, m.text, m.visible_text, m.quoted_text, t.language,
      m.at, m.created_at, i.form, coalesce(i.backfill, false) as backfill,
      -- Ids are made in the order of time
      not exists (select 1 from message o where o.ticket_id = m.ticket_id and o.home_ticket_id = m.home_ticket_id
        and o.id < m.id and not o.automatic and o.author_kind <> 'system') as opening,
      m.inbound_mail_id is not null as mailed,
      coalesce(i.envelope_to, '{}') || array(
        select e->>'address' from jsonb_array_elements(m.to_list || m.cc_list) e) as written_to
    from message m join ticket t on t.id = m.ticket_id left join inbound_mail i on i.id = m.inbound_mail_id
    where m.id = ${messageId}::uuid and m.direction = 'in' and m.kind = 'message' and not m.automatic
      and m.lane is distinct from 'failed'`.execute(db);
  return rows[0];
}

/** The first of the addresses that belongs to a team. */
export async function addressHint(
  db: Kysely<DB>,
  brandId: string,
  writtenTo: readonly string[],
  aliases: readonly { address: string; department: string }[],
): Promise<AddressHint | null> {
  if (writtenTo.length === 0) return null;
  // A plus tag is part of our own marks, not of the address.
  const keys = writtenTo.map((address) => address.toLowerCase().replace(/\+[^@]*@/, '@'));
  const { rows } = await sql<{ address: string; teamId: string }>`/* keep plan */
    select address, team_id from (
      select a.address, a.team_id from mailbox_alias a join mailbox b on b.id = a.mailbox_id
        where b.brand_id = ${brandId} and a.address = any(${keys}::text[])
      union all
      select address, team_id from mailbox where brand_id = ${brandId} and address = any(${keys}::text[])
    ) known where team_id is not null`.execute(db);
  const byAddress = new Map(rows.map(({ address, teamId }) => [address, teamId]));
  const address = keys.find((key) => byAddress.has(key));
  const teamId = address === undefined ? undefined : byAddress.get(address);
  if (address === undefined || teamId === undefined) return null;
  return {
    address,
    teamId,
    department: aliases.find((alias) => alias.address.toLowerCase() === address)?.department ?? null,
  };
}
