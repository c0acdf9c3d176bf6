/** A ticket the team opens: with a first message to the customer, or a note about them. */

import { NotAnAddress, type PersonRef, resolvePerson } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { ticketLimits } from '../limits.ts';
import type { Outbox } from '../ports.ts';
import { writtenBody } from '../rules/agent-html.ts';
import { cleanText, snippetOf } from '../rules/clean-text.ts';
import { tidyTag } from '../rules/plan-change.ts';
import type { Priority } from '../rules/status.ts';
import { findAgent, findTeam, firstMailbox } from '../store/names.ts';
import { insertTicket } from '../store/ticket-marks.ts';
import { writeEvents, writeTitleWords } from '../store/write-changes.ts';
import { writeNote } from './write-note.ts';
import { plainReply, writeReply } from './write-reply.ts';

export type CreateInput = {
  customer: { name: string; email: string };
  subject: string;
  text?: string | undefined;
  html?: string | undefined;
  kind: 'reply' | 'note';
  priority: Priority;
  teamId: string | null;
  assigneeId: string | null;
  tags: readonly string[];
  confirmAddress?: boolean;
};

/** Opens the ticket and writes its first message. Throws `message-empty`, `invalid-request`, `address-needs-confirm`. */
export async function createTicket(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand' | 'settings'>,
  outbox: Outbox,
  actor: Actor,
  input: CreateInput,
): Promise<{ ticketId: string; messageId: string }> {
  permit(actor, 'ticket:reply');
  const person = await customerOf(tx, desk.brand.id, input.customer);
  await checkIds(tx, desk.brand.id, input);
  const now = desk.clock.now();
  const ticketId = newId();
  const subject = cleanText(input.subject.replace(/\s+/g, ' ').trim());
  await insertTicket(tx, {
    id: ticketId,
    brandId: desk.brand.id,
    mailboxId: await firstMailbox(tx, desk.brand.id),
    personId: person.id,
    subject,
    priority: input.priority,
    teamId: input.teamId,
    assigneeId: input.assigneeId,
    tags: [...new Set(input.tags.map(tidyTag).filter((tag) => tag !== ''))],
    language: person.language,
    snippet: snippetOf(cleanText(writtenBody(input).text), ticketLimits.snippetCharacters),
    at: now,
  });
  await writeTitleWords(tx, ticketId, subject, now);
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: [{ ticketId, kind: 'ticket-created', data: {} }],
  });
  const body = { ticketId, text: input.text, html: input.html };
  const { messageId } =
    input.kind === 'note'
      ? await writeNote(tx, desk, actor, { ...body, fileIds: [], mentions: [], setStatus: null })
      : // The address was typed by the agent as the customer's: that is the confirmation.
        await writeReply(tx, desk, outbox, actor, {
          ...plainReply,
          ...body,
          confirmRecipients: true,
          confirmAddress: input.confirmAddress ?? false,
        });
  return { ticketId, messageId };
}

async function customerOf(tx: Tx, brandId: string, customer: CreateInput['customer']): Promise<PersonRef> {
  try {
    return await resolvePerson(tx, { brandId, address: customer.email, name: customer.name });
  } catch (cause) {
    if (!(cause instanceof NotAnAddress)) throw cause;
    throw new NamedError('invalid-request', cause.message, { 'customer.email': 'not an address' }, { cause });
  }
}

async function checkIds(tx: Tx, brandId: string, input: CreateInput): Promise<void> {
  if (input.teamId !== null && !(await findTeam(tx, brandId, input.teamId))) {
    throw new NamedError('invalid-request', 'There is no such team.', { teamId: 'no such team' });
  }
  if (input.assigneeId !== null && !(await findAgent(tx, input.assigneeId))?.active) {
    throw new NamedError('invalid-request', 'There is no such agent.', { assigneeId: 'no such agent' });
  }
}
