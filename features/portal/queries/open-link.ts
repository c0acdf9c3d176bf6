/** From the token of a link to what it opens. */
import { sql } from 'kysely';
import { z } from 'zod';
import { addressKey, verifyTrackingToken } from '#features/mail-out/index.ts';
import { type Lane, laneMay } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { portalLimits } from '../limits.ts';
import { isVisibleTo } from '../rules/visible.ts';

const people = z.array(z.object({ name: z.string().catch(''), address: z.string() })).catch([]);

export type ShownFile = {
  id: string;
  filename: string;
  size: number;
  sha256: string;
  contentType: string;
  sniffedType: string | null;
  warning: string | null;
};

export type ShownMessage = {
  id: string;
  mine: boolean;
  fromTeam: boolean;
  /** Nothing proves that it is of the person it names. */
  unproven: boolean;
  authorName: string;
  text: string;
  at: Date;
  files: ShownFile[];
};

export type Viewer = { address: string; name: string; personId: string };

export type OpenedLink = {
  ticketId: string;
  number: number;
  status: string;
  language: string | null;
  subject: string;
  mailboxId: string | null;
  topic: string | null;
  /** Who the link was made for; null when it was made for several, who cannot write here as one of them. */
  viewer: Viewer | null;
  messages: ShownMessage[];
};

/** No ticket has it; looked up for a token that proves nothing, so that it takes the same time. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Null for a forged, expired or unknown token, all after the same work. A merged ticket opens its survivor. */
export async function openLink(desk: Desk, token: string): Promise<OpenedLink | null> {
  const claim = verifyTrackingToken(desk.keys, token, desk.clock.now());
  const ticket = await findSurvivor(desk, claim?.ticketId ?? nobody);
  const rows = await readMessages(desk, ticket?.id ?? nobody);
  if (!claim || !ticket || ticket.status === 'spam') return null;
  const audience = await findAudience(desk, rows, claim.isFor);
  if (!audience) return null;
  const { viewer } = audience;
  const visible = rows
    .filter((row) => audience.addresses.every((address) => isVisibleTo(row, address)))
    .slice(-portalLimits.shownMessages);
  const files = await readFiles(
    desk,
    visible.map((row) => row.id),
  );
  return {
    ticketId: ticket.id,
    number: ticket.number,
    status: ticket.status,
    language: ticket.language,
    subject: ticket.subject,
    mailboxId: ticket.mailboxId,
    topic: ticket.topic,
    viewer,
    messages: visible.map((row) => ({
      id: row.id,
      mine: isProven(row) && addressKey(row.authorAddress ?? '') === addressKey(viewer?.address ?? ''),
      fromTeam: row.direction === 'out',
      unproven: row.direction === 'in' && !isProven(row),
      authorName: row.authorName,
      text: (row.visibleText || row.text).trim(),
      at: row.at,
      files: files.get(row.id) ?? [],
    })),
  };
}

/** A customer's message that may stand there as theirs; those of a time before lanes do. */
function isProven({ direction, lane }: Pick<MessageRow, 'direction' | 'lane'>): boolean {
  return direction === 'in' && (lane === null || laneMay(lane, 'be-shown-as-theirs'));
}

type TicketRow = {
  id: string;
  number: number;
  status: string;
  language: string | null;
  subject: string;
  mailboxId: string | null;
  topic: string | null;
};

async function findSurvivor(desk: Desk, ticketId: string): Promise<TicketRow | null> {
  const { rows } = await sql<TicketRow>`
    with recursive chain as (
      select id, merged_into, 0 as depth from ticket where id = ${ticketId}::uuid and brand_id = ${desk.brand.id}::uuid
      union all
      select t.id, t.merged_into, c.depth + 1 from ticket t join chain c on t.id = c.merged_into where c.depth < 50
    )
    select t.id, t.number, t.status, t.language, t.subject, t.mailbox_id, t.topic
    from ticket t join chain c on c.id = t.id where t.merged_into is null limit 1`.execute(desk.db);
  return rows[0] ?? null;
}

type MessageRow = Awaited<ReturnType<typeof readMessages>>[number];

async function readMessages(desk: Desk, ticketId: string) {
  const rows = await desk.db
    .selectFrom('message')
    .leftJoin('outboundMail', 'outboundMail.messageId', 'message.id')
    .select([
      'message.id',
      'message.direction',
      'message.kind',
      'message.authorAddress',
      'message.authorName',
      'message.personId',
      'message.lane',
      'message.visibleText',
      'message.text',
      'message.toList',
      'message.ccList',
      'message.at',
      'outboundMail.state as mailState',
      'outboundMail.envelopeTo',
    ])
    // The column's check allows nothing else.
    .$narrowType<{ lane: Lane | null }>()
    .where('message.ticketId', '=', ticketId)
    .where('message.direction', 'in', ['in', 'out'])
    .orderBy('message.at')
    .orderBy('message.id')
    .execute();
  return rows.map(({ toList, ccList, envelopeTo, ...row }) => ({
    ...row,
    recipients:
      envelopeTo ?? [...people.parse(toList), ...people.parse(ccList)].map(({ address }) => address),
  }));
}

type Audience = { addresses: readonly string[]; viewer: Viewer | null };

/** Whom of the conversation the link was made for; null when nobody fits. */
async function findAudience(
  desk: Desk,
  rows: readonly MessageRow[],
  isFor: (addresses: readonly string[]) => boolean,
): Promise<Audience | null> {
  for (const row of rows) {
    const wrote = row.direction === 'in' && laneMay(row.lane, 'see-tracking-page');
    if (wrote && row.authorAddress && row.personId && isFor([row.authorAddress])) {
      const viewer = { address: row.authorAddress, name: row.authorName, personId: row.personId };
      return { addresses: [viewer.address], viewer };
    }
    if (row.direction !== 'out' || !isFor(row.recipients)) continue;
    const [only = ''] = row.recipients;
    if (row.recipients.length > 1) return { addresses: row.recipients, viewer: null };
    const viewer = await findPersonAt(desk, only);
    if (viewer) return { addresses: [only], viewer };
  }
  return null;
}

async function findPersonAt(desk: Desk, address: string): Promise<Viewer | null> {
  const known = await desk.db
    .selectFrom('personAddress')
    .innerJoin('person', 'person.id', 'personAddress.personId')
    .select(['person.id', 'person.name'])
    .where('personAddress.brandId', '=', desk.brand.id)
    .where(sql<boolean>`lower(person_address.shown_address) = lower(${address})`)
    .limit(1)
    .executeTakeFirst();
  return known ? { address, name: known.name, personId: known.id } : null;
}

async function readFiles(desk: Desk, messageIds: readonly string[]): Promise<Map<string, ShownFile[]>> {
  const found = new Map<string, ShownFile[]>();
  if (messageIds.length === 0) return found;
  const rows = await desk.db
    .selectFrom('attachment')
    .select(['id', 'messageId', 'filename', 'size', 'sha256', 'contentType', 'sniffedType', 'warning'])
    .where('messageId', 'in', [...messageIds])
    .orderBy('messageId')
    .orderBy('position')
    .execute();
  for (const { messageId, ...file } of rows) {
    const list = found.get(messageId) ?? [];
    list.push(file);
    found.set(messageId, list);
  }
  return found;
}
