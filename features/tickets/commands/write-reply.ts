/** An agent's answer: on the ticket at once, in the outbox until it may no longer be taken back. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { followTicket, teachByPlace } from '../after-change.ts';
import { noteQuestions } from '../after-incoming.ts';
import type { Outbox, Recipients } from '../ports.ts';
import { findTicketPeople } from '../queries/find-people.ts';
import { writtenBody } from '../rules/agent-html.ts';
import { chosenRecipients, newOutsiders } from '../rules/recipients.ts';
import { shownFileIds } from '../rules/shown-files.ts';
import { canMove, type TicketStatus } from '../rules/status.ts';
import { deleteDraft } from '../store/draft-rows.ts';
import { type LockedTicket, lockSurvivor } from '../store/lock-tickets.ts';
import type { ChosenRecipients } from '../store/own-messages.ts';
import { writeEvents } from '../store/write-changes.ts';
import { findUploads, writeOwnMessage } from '../store/write-message.ts';
import { refuseDead } from './refuse-dead.ts';
import { teachByStatus } from './teach-by-status.ts';

export type ReplyInput = {
  ticketId: string;
  text?: string | undefined;
  html?: string | undefined;
  /** Message being answered; null = the newest of the customer. */
  answering: string | null;
  includeQuote: boolean;
  fileIds: readonly string[];
  cc: readonly string[];
  bcc: readonly string[];
  without: readonly string[];
  confirmRecipients: boolean;
  confirmAddress: boolean;
  mentions: readonly string[];
  sendAt: Date | null;
  setStatus: TicketStatus | null;
};

type ReplyDesk = Pick<Desk, 'clock' | 'brand' | 'settings'>;

/** The parts of a reply nobody set. */
export const plainReply: Omit<ReplyInput, 'ticketId'> = {
  answering: null,
  includeQuote: false,
  fileIds: [],
  cc: [],
  bcc: [],
  without: [],
  confirmRecipients: false,
  confirmAddress: false,
  mentions: [],
  sendAt: null,
  setStatus: null,
};

/**
 * Writes an answer and queues it. Recipients are computed here from the message being answered (invariant 8): the
 * caller may take some off and add others, and one the ticket has never seen must be confirmed.
 * Throws `message-empty`, `file-not-found`, `move-not-allowed`, `recipient-needs-confirm`, `address-needs-confirm`,
 * `message-not-found`.
 */
export async function writeReply(
  tx: Tx,
  desk: ReplyDesk,
  outbox: Outbox,
  actor: Actor,
  input: ReplyInput,
): Promise<{ messageId: string; ticketId: string }> {
  permit(actor, 'ticket:reply');
  const ticket = await lockSurvivor(tx, input.ticketId);
  const body = writtenBody(input);
  const files = await filesOf(tx, actor, input.fileIds, body.html);
  if (body.text === '' && files.length === 0) throw nothingWritten();
  const status = statusAfter(ticket, input.setStatus);
  const to = await recipientsOf(tx, outbox, ticket, input);
  if (!input.confirmAddress) await refuseDead(tx, desk, [...to.to, ...to.cc, ...to.bcc]);
  const now = desk.clock.now();
  const earliest = new Date(now.getTime() + desk.settings.undoSeconds * 1000);
  const scheduled = input.sendAt !== null && input.sendAt > earliest;
  const messageId = newId();
  await writeOwnMessage(tx, {
    id: messageId,
    ticketId: ticket.id,
    kind: 'message',
    actor,
    author: { name: actor.name, address: to.from.address },
    ...body,
    to: to.to,
    cc: to.cc,
    files,
    mentions: [],
    status,
    at: now,
  });
  const dueAt = scheduled && input.sendAt ? input.sendAt : earliest;
  await outbox.queue(tx, {
    ticketId: ticket.id,
    messageId,
    answering: input.answering,
    ...body,
    includeQuote: input.includeQuote,
    files: files.map(({ id: _id, ...file }) => file),
    to: to.to,
    cc: to.cc,
    bcc: to.bcc,
    agentName: actor.name,
    dueAt,
    scheduled,
  });
  await addJob(tx, noteQuestions, { messageId }, dueAt > now ? { runAt: dueAt } : {});
  await noteWriting(tx, desk, actor, ticket, {
    messageId,
    status,
    kind: 'reply-written',
    scheduled,
    // An undo gives these back; the message itself only tells who it went to in the end.
    chosen: {
      cc: [...input.cc],
      bcc: [...input.bcc],
      without: [...input.without],
      answering: input.answering,
    },
    at: now,
  });
  await teachByStatus(tx, ticket.id, ticket.status, status);
  await teachByPlace(tx, actor, ticket.id, ticket, { ...ticket, status });
  await dropDraft(tx, actor, ticket.id);
  return { messageId, ticketId: ticket.id };
}

/** An answer opens a new ticket: somebody has looked at it. Throws `move-not-allowed`. */
export function statusAfter(ticket: LockedTicket, wanted: TicketStatus | null): TicketStatus {
  if (wanted === null) return ticket.status === 'new' ? 'open' : ticket.status;
  if (!canMove(ticket.status, wanted)) {
    throw new NamedError('move-not-allowed', `A ticket cannot move from “${ticket.status}” to “${wanted}”.`);
  }
  return wanted;
}

export function nothingWritten(): NamedError {
  return new NamedError('message-empty', 'Write something or attach a file first.');
}

/** Uploads as attachments; those shown in the text by `cid:` are inline. Throws `file-not-found`. */
export async function filesOf(
  tx: Tx,
  actor: Actor,
  fileIds: readonly string[],
  html: string,
): Promise<(Awaited<ReturnType<typeof findUploads>>[number] & { contentId: string | null })[]> {
  const ids = [...new Set(fileIds)];
  const found = await findUploads(tx, ids, actor.kind === 'agent' ? actor.id : null);
  if (found.length < ids.length) {
    throw new NamedError('file-not-found', 'One of the files is not there any more. Attach it again.');
  }
  const shown = shownFileIds(html);
  return found.map((file) => ({ ...file, contentId: shown.has(file.id) ? file.id : null }));
}

/** Events of an answer or note, with the status move it made. */
export async function noteWriting(
  tx: Tx,
  desk: Pick<Desk, 'brand'>,
  actor: Actor,
  ticket: LockedTicket,
  written: {
    messageId: string;
    status: TicketStatus;
    kind: string;
    scheduled: boolean;
    chosen?: ChosenRecipients;
    at: Date;
  },
): Promise<void> {
  const { messageId, status, kind, scheduled, chosen, at } = written;
  const moved = status !== ticket.status;
  followTicket(tx, ticket.id);
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at,
    events: [
      {
        ticketId: ticket.id,
        kind,
        data: {
          messageId,
          scheduled,
          ...(chosen ? { chosen } : {}),
          ...(moved ? { statusBefore: ticket.status, statusAfter: status } : {}),
        },
      },
      ...(moved
        ? [
            {
              ticketId: ticket.id,
              kind: 'status-changed',
              data: { from: ticket.status, to: status, messageId },
            },
          ]
        : []),
    ],
  });
}

/** What was written is no draft any more. */
export async function dropDraft(tx: Tx, actor: Actor, ticketId: string): Promise<void> {
  if (actor.kind !== 'agent') return;
  await deleteDraft(tx, ticketId, actor.id);
}

async function recipientsOf(
  tx: Tx,
  outbox: Outbox,
  ticket: LockedTicket,
  input: ReplyInput,
): Promise<Recipients & { bcc: { name: string; address: string }[] }> {
  const computed = await outbox.recipients(tx, ticket.id, input.answering);
  const chosen = chosenRecipients(computed, input);
  if (!input.confirmRecipients) {
    const people = (await findTicketPeople(tx, [ticket.id])).get(ticket.id);
    const outsiders = newOutsiders(
      chosen,
      computed,
      people ? [...people.participants, ...people.addresses] : [],
    );
    if (outsiders.length > 0) {
      throw new NamedError(
        'recipient-needs-confirm',
        `${outsiders.join(', ')} has not been part of this conversation. Confirm to send it there too.`,
        Object.fromEntries(outsiders.map((address) => [address, 'is new to this conversation'])),
      );
    }
  }
  return { from: computed.from, ...chosen };
}
