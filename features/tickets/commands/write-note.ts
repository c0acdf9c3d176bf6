/** An internal note: seen by the team, never sent. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { writtenBody } from '../rules/agent-html.ts';
import type { TicketStatus } from '../rules/status.ts';
import { lockSurvivor } from '../store/lock-tickets.ts';
import { agentsAmong } from '../store/names.ts';
import { writeOwnMessage } from '../store/write-message.ts';
import { dropDraft, filesOf, noteWriting, nothingWritten, statusAfter } from './write-reply.ts';

export type NoteInput = {
  ticketId: string;
  text?: string | undefined;
  html?: string | undefined;
  fileIds: readonly string[];
  /** Agents the note is meant for. */
  mentions: readonly string[];
  setStatus: TicketStatus | null;
};

/** Leaves a note. Throws `message-empty`, `file-not-found`, `move-not-allowed`, `invalid-request` for a mention of nobody. */
export async function writeNote(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand'>,
  actor: Actor,
  input: NoteInput,
): Promise<{ messageId: string; ticketId: string }> {
  permit(actor, 'ticket:reply');
  const ticket = await lockSurvivor(tx, input.ticketId);
  const body = writtenBody(input);
  const files = await filesOf(tx, actor, input.fileIds, body.html);
  if (body.text === '' && files.length === 0) throw nothingWritten();
  const mentions = await mentioned(tx, input.mentions);
  const status = input.setStatus === null ? ticket.status : statusAfter(ticket, input.setStatus);
  const now = desk.clock.now();
  const messageId = newId();
  await writeOwnMessage(tx, {
    id: messageId,
    ticketId: ticket.id,
    kind: 'note',
    actor,
    author: { name: actor.name, address: null },
    ...body,
    to: [],
    cc: [],
    files,
    mentions,
    status,
    at: now,
  });
  await noteWriting(tx, desk, actor, ticket, {
    messageId,
    status,
    kind: 'note-written',
    scheduled: false,
    at: now,
  });
  await dropDraft(tx, actor, ticket.id);
  return { messageId, ticketId: ticket.id };
}

async function mentioned(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const asked = [...new Set(ids)];
  const found = await agentsAmong(tx, asked);
  if (found.length < asked.length) {
    throw new NamedError('invalid-request', 'One of the people mentioned is not on this desk.', {
      mentions: 'nobody of this desk',
    });
  }
  return asked;
}
