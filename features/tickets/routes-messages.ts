/** Routes for what an agent writes on a ticket. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { retrySend } from './commands/retry-send.ts';
import { saveDraft } from './commands/save-draft.ts';
import { undoSend } from './commands/undo-send.ts';
import { writeNote } from './commands/write-note.ts';
import { writeReply } from './commands/write-reply.ts';
import * as contract from './contract.ts';
import type { TicketPorts } from './ports.ts';
import { findDraft, keptDraft } from './queries/draft.ts';
import { headOf, ticketMessage } from './queries/ticket-detail.ts';

export function messageRoutes(desk: Desk, ports: TicketPorts): MountedRoute[] {
  const { outbox } = ports;
  return [
    mount(contract.getRecipients, async ({ params, query }) => {
      const { id } = await headOf(desk, params);
      return inTransaction(desk, (tx) => outbox.recipients(tx, id, query?.messageId ?? null));
    }),
    mount(contract.addMessage, async ({ params, body }, { actor }) => {
      const { id } = await headOf(desk, params);
      const common = { ...body, ticketId: id, setStatus: body.setStatus ?? null };
      const written = await inTransaction(desk, (tx) =>
        body.kind === 'note'
          ? writeNote(tx, desk, actor, common)
          : writeReply(tx, desk, outbox, actor, {
              ...common,
              answering: body.answering ?? null,
              sendAt: body.sendAt === undefined ? null : new Date(body.sendAt),
            }),
      );
      return ticketMessage(desk.db, outbox, written.ticketId, written.messageId);
    }),
    mount(contract.undoSend, async ({ params }, { actor }) => {
      const { id } = await headOf(desk, params);
      return inTransaction(desk, (tx) =>
        undoSend(tx, desk, outbox, actor, { ticketId: id, messageId: params.id }),
      );
    }),
    mount(contract.retrySend, async ({ params, body }, { actor }) => {
      const { id } = await headOf(desk, params);
      await inTransaction(desk, (tx) =>
        retrySend(tx, desk, outbox, actor, {
          ticketId: id,
          messageId: params.id,
          confirmAddress: body?.confirmAddress ?? false,
        }),
      );
      return ticketMessage(desk.db, outbox, id, params.id);
    }),
    mount(contract.getDraft, async ({ params }, { actor }) => {
      const { id } = await headOf(desk, params);
      return keptDraft(await findDraft(desk.db, actor, id));
    }),
    mount(contract.saveDraft, async ({ params, body }, { actor }) => {
      const { id } = await headOf(desk, params);
      const savedAt = await inTransaction(desk, (tx) =>
        saveDraft(tx, desk, actor, { ticketId: id, draft: body.draft }),
      );
      return { savedAt: savedAt?.toISOString() ?? null };
    }),
  ];
}
