/** What one ticket page reads: four statements, each by an index of the ticket. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { TicketMessage, TicketSummary } from '../contract.ts';
import { ticketLimits } from '../limits.ts';
import { type SummaryRow, summaryColumns, summaryJoins } from './ticket-rows.ts';

export type TicketHead = SummaryRow & {
  version: number;
  mailboxId: string | null;
  mailboxAddress: string | null;
};

/** The ticket of a number, or the survivor it was merged into; undefined when there is none. */
export async function findHead(
  db: Kysely<DB>,
  brandId: string,
  key: { number: number } | { id: string },
): Promise<TicketHead | undefined> {
  const start =
    'number' in key
      ? sql`brand_id = ${brandId} and number = ${key.number}`
      : sql`brand_id = ${brandId} and id = ${key.id}`;
  const { rows } = await sql<TicketHead>`
    with recursive chain (id, merged_into, depth) as (
      select id, merged_into, 0 from ticket where ${start}
      union all
      select n.id, n.merged_into, chain.depth + 1 from chain join ticket n on n.id = chain.merged_into
      where chain.depth < ${ticketLimits.mergeDepth}
    )
    select ${summaryColumns}, t.version, t.mailbox_id, mailbox.address as mailbox_address
    from ticket t ${summaryJoins} left join mailbox on mailbox.id = t.mailbox_id
    where t.id = (select id from chain where merged_into is null limit 1)`.execute(db);
  return rows[0];
}

export type MessageRow = {
  id: string;
  ticketId: string;
  direction: TicketMessage['direction'];
  kind: TicketMessage['kind'];
  authorKind: TicketMessage['author']['kind'];
  personId: string | null;
  agentId: string | null;
  authorName: string;
  authorAddress: string | null;
  lane: TicketMessage['lane'];
  laneReasons: string[];
  toList: { name: string; address: string }[];
  ccList: { name: string; address: string }[];
  subject: string;
  text: string;
  visibleText: string;
  quotedText: string;
  signature: string;
  hasHtml: boolean;
  remoteImageCount: number;
  warnings: { code: string; note: string }[];
  messageIdHeader: string | null;
  hasRaw: boolean;
  mergedFrom: number | null;
  at: Date;
  mentions: { id: string; name: string }[];
  files: FileRow[];
};

export type FileRow = {
  id: string;
  filename: string;
  contentType: string;
  size: number;
  sha256: string;
  inline: boolean;
  contentId: string | null;
  warning: string | null;
};

/** Messages of a ticket with files and mentions, oldest first; the newest `most` when there are more. */
export async function messageRows(
  db: Kysely<DB>,
  where: { ticketId: string } | { messageId: string },
  most: number,
): Promise<MessageRow[]> {
  const condition =
    'ticketId' in where ? sql`m.ticket_id = ${where.ticketId}` : sql`m.id = ${where.messageId}`;
  const { rows } = await sql<MessageRow>`
    select m.id, m.ticket_id, m.direction, case when m.automatic then 'auto' else m.kind end as kind, m.author_kind, m.person_id, m.agent_id, m.author_name, m.author_address,
      m.lane, m.lane_reasons, m.to_list, m.cc_list, m.subject, m.text, m.visible_text, m.quoted_text, m.signature,
      m.html is not null as has_html, m.remote_image_count, m.warnings, m.message_id_header,
      (m.inbound_mail_id is not null or coalesce(m.message_id_header, '') <> '' and m.direction = 'out') as has_raw,
      case when m.home_ticket_id <> m.ticket_id then home.number end as merged_from, m.at,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name)) from agent a where a.id = any(m.mentions)), '[]') as mentions,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'filename', f.filename, 'contentType', coalesce(f.sniffed_type, f.content_type),
        'size', f.size, 'sha256', f.sha256, 'inline', f.inline, 'contentId', f.content_id, 'warning', f.warning) order by f.position)
        from attachment f where f.message_id = m.id), '[]') as files
    from message m left join ticket home on home.id = m.home_ticket_id
    where ${condition} order by m.at desc, m.id desc limit ${most}`.execute(db);
  return rows.reverse();
}

export type EventRow = {
  id: string;
  kind: string;
  actorKind: 'agent' | 'customer' | 'system' | 'key';
  actorName: string;
  data: Record<string, unknown>;
  reasons: string[];
  at: Date;
};

/** Events of a ticket, oldest first; the newest `most` when there are more. */
export async function eventRows(db: Kysely<DB>, ticketId: string, most: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select id, kind, actor_kind, actor_name, data, reasons, at from event
    where ticket_id = ${ticketId} order by at desc, id desc limit ${most}`.execute(db);
  return rows.reverse();
}

export type AroundRow = {
  participants: {
    person: { id: string; name: string; email: string };
    role: 'requester' | 'cc' | 'unverified';
    cameWith: number | null;
  }[];
  others: { number: number; title: string; status: TicketSummary['status']; updatedAt: string }[];
  proposals: { number: number; reason: string }[];
  merged: { number: number; title: string }[];
};

/** People and tickets around a ticket. */
export async function aroundRow(
  db: Kysely<DB>,
  ticketId: string,
  personId: string | null,
): Promise<AroundRow> {
  const { rows } = await sql<AroundRow>`
    select
      coalesce((select jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name, 'email', coalesce(
          (select a.shown_address from person_address a where a.person_id = p.id order by a.created_at, a.address limit 1), '')),
          'role', case when came.number is null then tp.role else 'cc' end, 'cameWith', came.number)
          order by tp.role = 'requester' desc, tp.created_at)
        from ticket_participant tp join person p on p.id = tp.person_id
        left join lateral (
          select mt.number from ticket mt join ticket_participant q on q.ticket_id = mt.id
          where mt.merged_into = ${ticketId} and q.person_id = tp.person_id and q.role <> 'unverified'
            and (tp.via_ticket_id is not null or tp.role = 'unverified')
          order by mt.number limit 1
        ) came on true
        where tp.ticket_id = ${ticketId}), '[]') as participants,
      coalesce((select jsonb_agg(jsonb_build_object('number', o.number, 'title', o.title, 'status', o.status, 'updatedAt', o.updated_at))
        from (select number, title, status, updated_at from ticket
              where person_id = ${personId} and id <> ${ticketId} and merged_into is null
              order by updated_at desc limit ${ticketLimits.otherTickets}) o), '[]') as others,
      coalesce((select jsonb_agg(jsonb_build_object('number', o.number, 'reason', pr.reason) order by o.number)
        from ticket_proposal pr join ticket o on o.id = pr.other_id where pr.ticket_id = ${ticketId}), '[]') as proposals,
      coalesce((select jsonb_agg(jsonb_build_object('number', mt.number, 'title', mt.title) order by mt.number)
        from ticket mt where mt.merged_into = ${ticketId}), '[]') as merged`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A query without a table gave no row');
  return row;
}
