/** One ticket as its page shows it. */
import type { Kysely } from 'kysely';
import { waysToReach } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import { NamedError } from '#platform/named-error.ts';
import type { TicketDetail, TicketEvent, TicketMessage } from '../contract.ts';
import { ticketLimits } from '../limits.ts';
import type { Delivery, Outbox } from '../ports.ts';
import { eventSentence } from '../rules/event-sentence.ts';
import { phoneNumbersIn } from '../rules/phone-numbers.ts';
import { proposedCustomer } from '../rules/proposed-customer.ts';
import { allowedMoves } from '../rules/status.ts';
import { ticketNotFound } from '../store/lock-tickets.ts';
import {
  type AroundRow,
  aroundRow,
  type EventRow,
  eventRows,
  type FileRow,
  findHead,
  type MessageRow,
  messageRows,
  type TicketHead,
} from '../store/ticket-detail-rows.ts';
import { toSummary } from './list-tickets.ts';

type Reader = Pick<Desk, 'brand'> & { db: Kysely<DB> };
type ClockedReader = Reader & Pick<Desk, 'clock'>;

/**
 * The ticket of a number with messages, events and what is around it; a merged number answers with its survivor.
 * `desk.db` may be a transaction. Throws `ticket-not-found`.
 */
export async function ticketDetail(
  desk: ClockedReader,
  outbox: Pick<Outbox, 'deliveries'>,
  key: { number: number } | { id: string },
): Promise<TicketDetail> {
  const head = await headOf(desk, key);
  const [messages, events, around] = await Promise.all([
    messageRows(desk.db, { ticketId: head.id }, ticketLimits.shownMessages),
    eventRows(desk.db, head.id, ticketLimits.shownEvents),
    aroundRow(desk.db, head.id, head.personId),
  ]);
  const deliveries = await deliveriesOf(desk.db, outbox, messages);
  return {
    ...toSummary(head),
    askedNumber: 'number' in key ? key.number : head.number,
    allowedStatuses: [...allowedMoves(head.status)],
    participants: await withWays(desk, around.participants, messages),
    messages: messages.map((message) => toMessage(message, deliveries.get(message.id))),
    events: events.map(toEvent),
    mailbox: head.mailboxId === null ? null : { id: head.mailboxId, address: head.mailboxAddress ?? '' },
    otherTickets: around.others.map((other) => ({
      ...other,
      updatedAt: new Date(other.updatedAt).toISOString(),
    })),
    proposals: around.proposals,
    mergedTickets: around.merged,
    proposedCustomer: proposedCustomer(events),
    version: head.version,
  };
}

/** Row of a ticket by number or id, survivors for merged ones. Throws `ticket-not-found`. */
export async function headOf(desk: Reader, key: { number: number } | { id: string }): Promise<TicketHead> {
  const head = await findHead(desk.db, desk.brand.id, key);
  if (!head) throw ticketNotFound();
  return head;
}

/** One message as the API shows it. Throws `message-not-found` when it is not on that ticket. */
export async function ticketMessage(
  db: Kysely<DB>,
  outbox: Pick<Outbox, 'deliveries'>,
  ticketId: string,
  messageId: string,
): Promise<TicketMessage> {
  const rows = await messageRows(db, { messageId }, 1);
  const row = rows.find((message) => message.ticketId === ticketId);
  if (!row) throw messageNotFound();
  const deliveries = await deliveriesOf(db, outbox, [row]);
  return toMessage(row, deliveries.get(row.id));
}

export function messageNotFound(): NamedError {
  return new NamedError('message-not-found', 'There is no such message on this ticket.');
}

async function deliveriesOf(
  db: Kysely<DB>,
  outbox: Pick<Outbox, 'deliveries'>,
  messages: readonly MessageRow[],
): Promise<ReadonlyMap<string, Delivery>> {
  const sent = messages.filter((message) => message.direction === 'out').map((message) => message.id);
  return sent.length === 0 ? new Map() : outbox.deliveries(db, sent);
}

/** Every way to reach the people of the ticket. */
async function withWays(
  desk: ClockedReader,
  participants: AroundRow['participants'],
  messages: readonly MessageRow[],
): Promise<TicketDetail['participants']> {
  const ways = await waysToReach(desk.db, {
    brandId: desk.brand.id,
    personIds: participants.map(({ person }) => person.id),
    now: desk.clock.now(),
  });
  return participants.map(({ person, ...part }) => ({
    person,
    ...part,
    addresses: (ways.get(person.id) ?? []).map(({ complainedAt, ...way }) => ({
      ...way,
      complained: complainedAt !== null,
    })),
    phones: phoneNumbersIn(
      messages.filter(({ personId }) => personId === person.id).map(({ signature }) => signature),
    ),
  }));
}

function toMessage(row: MessageRow, delivery: Delivery | undefined): TicketMessage {
  return {
    id: row.id,
    direction: row.direction,
    kind: row.kind,
    author: {
      kind: row.authorKind,
      id: row.personId ?? row.agentId,
      name: row.authorName,
      email: row.authorAddress,
    },
    lane: row.lane,
    laneReasons: row.laneReasons,
    to: row.toList,
    cc: row.ccList,
    subject: row.subject,
    text: row.text,
    visibleText: row.visibleText,
    quotedText: row.quotedText,
    signature: row.signature,
    hasHtml: row.hasHtml,
    remoteImageCount: row.remoteImageCount,
    attachments: row.files.map(toAttachment),
    delivery: delivery
      ? { ...delivery, dueAt: delivery.dueAt?.toISOString() ?? null, at: delivery.at?.toISOString() ?? null }
      : null,
    mentions: row.mentions,
    warnings: row.warnings,
    messageId: row.messageIdHeader,
    hasRaw: row.hasRaw,
    mergedFrom: row.mergedFrom,
    at: row.at.toISOString(),
  };
}

function toAttachment(file: FileRow): TicketMessage['attachments'][number] {
  return { ...file, url: attachmentUrl(file) };
}

/** Where a file is fetched. The name is for the browser's save dialogue; only the id finds the file. */
export function attachmentUrl(file: { id: string; filename: string }): string {
  const name = file.filename.replace(/[/\\]/g, '_').slice(0, 150).toWellFormed();
  return `/api/v1/attachments/${file.id}/${encodeURIComponent(name || 'file')}`;
}

function toEvent(row: EventRow): TicketEvent {
  return {
    id: row.id,
    kind: row.kind,
    actor: { kind: row.actorKind, name: row.actorName },
    sentence: eventSentence(row.kind, row.data),
    reasons: row.reasons,
    at: row.at.toISOString(),
  };
}
