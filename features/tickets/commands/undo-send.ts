/** Taking an answer back in the seconds before it leaves. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { followTicket } from '../after-change.ts';
import { answerLimits, type Draft, type KeptDraft } from '../contract.ts';
import type { Outbox } from '../ports.ts';
import { findDraft, keptDraft } from '../queries/draft.ts';
import { messageNotFound } from '../queries/ticket-detail.ts';
import { lockSurvivor } from '../store/lock-tickets.ts';
import { type ChosenRecipients, findAnswer, removeAnswer, uploadsOfMessage } from '../store/own-messages.ts';
import { recount } from '../store/recount.ts';
import { setStatus } from '../store/ticket-marks.ts';
import { writeEvents } from '../store/write-changes.ts';
import { saveDraft } from './save-draft.ts';

/** An answer that comes back never takes the place of what was begun meanwhile: it stands above it. */
function joinDrafts(back: Omit<Draft, 'kind'>, begun: Draft | null): Draft {
  if (begun === null) return { kind: 'reply', ...back };
  const both = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])];
  const html = back.html + begun.html;
  if (html.length > answerLimits.htmlCharacters) {
    throw new NamedError(
      'too-large',
      'Your draft is too long to take the answer back into it. Shorten the draft.',
    );
  }
  return {
    // Words meant for colleagues stay with them: together with a begun note it is a note until the agent says otherwise.
    kind: begun.kind,
    html,
    fileIds: both(back.fileIds, begun.fileIds).slice(0, answerLimits.files),
    cc: both(back.cc, begun.cc).slice(0, answerLimits.copies),
    bcc: both(back.bcc, begun.bcc).slice(0, answerLimits.copies),
    without: both(back.without, begun.without).slice(0, answerLimits.without),
    // Who an answer is for was chosen for the words that come back.
    answering: back.answering ?? begun.answering,
  };
}

/**
 * Removes the answer and its event, gives the status it set back, and puts text, files and chosen recipients into the
 * agent's draft, which it returns: whoever asked for the undo needs no second reading that could fail.
 * Throws `message-not-found`, and `too-late-to-undo` once it is on its way.
 */
export async function undoSend(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand'>,
  outbox: Outbox,
  actor: Actor,
  input: { ticketId: string; messageId: string },
): Promise<KeptDraft> {
  permit(actor, 'ticket:reply');
  const ticket = await lockSurvivor(tx, input.ticketId);
  const message = await findAnswer(tx, input.messageId, ticket.id);
  if (!message) throw messageNotFound();
  await outbox.cancel(tx, message.id);
  const fileIds = await uploadsOfMessage(tx, message.id, actor.kind === 'agent' ? actor.id : null);
  const { moved, chosen } = await removeAnswer(tx, ticket.id, message.id);
  if (moved && moved.statusAfter === ticket.status) await setStatus(tx, ticket.id, moved.statusBefore);
  followTicket(tx, ticket.id);
  const now = desk.clock.now();
  await recount(tx, [ticket.id], now);
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: [{ ticketId: ticket.id, kind: 'send-undone', data: {} }],
  });
  const begun = (await findDraft(tx, actor, ticket.id)).draft;
  const none: ChosenRecipients = { cc: [], bcc: [], without: [], answering: null };
  const draft = joinDrafts({ html: message.html ?? '', fileIds, ...(chosen ?? none) }, begun);
  if (actor.kind !== 'agent') return { draft, files: [], savedAt: null };
  await saveDraft(tx, desk, actor, { ticketId: ticket.id, draft });
  return keptDraft(await findDraft(tx, actor, ticket.id));
}
