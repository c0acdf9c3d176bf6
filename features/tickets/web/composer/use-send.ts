import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call, randomId } from '#ui/api/call.ts';
import { ApiProblem } from '#ui/api/problem.ts';
import { refreshRoutes } from '#ui/api/query.ts';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { addMessage, getTicket, getViews, type TicketDetail } from '../../contract.ts';
import { isEmptyHtml } from './empty-html.ts';
import { mentionsIn } from './mentions.ts';
import type { Sending } from './send-menu.tsx';
import { type DraftState, filesOf } from './use-draft.ts';

type SendParts = {
  ticket: TicketDetail;
  draft: DraftState | null;
  /** The message being answered; null: the newest. */
  answered: string | null;
  includeQuote: boolean;
  text: () => string;
  agents: readonly { id: string; name: string }[];
  /** The draft as it stands must be on the server before it is sent, and gone afterwards. */
  onSent: () => void;
  /** Waits for a save on its way, which would otherwise bring the draft back after it was sent. */
  beforeSend: () => Promise<void>;
};

/** What an agent confirmed after being asked; both may be asked for one answer, one after the other. */
export type Confirmed = { confirmRecipients?: true; confirmAddress?: true };

const asks: Readonly<Record<string, Confirmed>> = {
  'recipient-needs-confirm': { confirmRecipients: true },
  'address-needs-confirm': { confirmAddress: true },
};

/** The desk had kept it and stopped before it could say so: the ticket shows it, and it must not be written again. */
function unlessDone(error: unknown): void {
  if (!(error instanceof ApiProblem && error.id === 'reply-lost')) throw error;
}

/** Sends an answer or a note; a recipient new to the conversation, or one from whom mail comes back, is confirmed first. */
export function useSend({
  ticket,
  draft,
  answered,
  includeQuote,
  text,
  agents,
  onSent,
  beforeSend,
}: SendParts) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [confirm, setConfirm] = useState<{ how: Sending; sentence: string; yes: Confirmed } | null>(null);
  /** One key per wish: pressing the button again after a lost answer does not send twice. */
  const wish = useRef<{ of: string; key: string } | null>(null);

  const send = async (how: Sending, confirmed: Confirmed = {}): Promise<void> => {
    if (!draft || busy || (isEmptyHtml(draft.html) && filesOf(draft).length === 0)) return;
    const note = draft.kind === 'note';
    const body = {
      kind: draft.kind,
      html: draft.html,
      fileIds: filesOf(draft).map((file) => file.id),
      ...(note
        ? { mentions: mentionsIn(text(), agents) }
        : {
            cc: [...draft.edit.cc],
            bcc: [...draft.edit.bcc],
            without: [...draft.edit.without],
            includeQuote,
            ...(answered === null ? {} : { answering: answered }),
            ...confirmed,
          }),
      ...how,
    };
    const of = JSON.stringify(body);
    if (wish.current?.of !== of) wish.current = { of, key: randomId() };
    setBusy(true);
    try {
      await beforeSend();
      await call(
        addMessage,
        { params: { number: ticket.number }, body },
        { idempotencyKey: wish.current.key },
      ).catch(unlessDone);
      wish.current = null;
      setConfirm(null);
      onSent();
      if (note) tell('The note is on the ticket.');
      else if (how.sendAt) tell('Scheduled. You can take it back until then.');
      await refreshRoutes(client, [getTicket, getViews]);
    } catch (error) {
      const asked = error instanceof ApiProblem ? asks[error.id] : undefined;
      if (error instanceof ApiProblem && asked !== undefined) {
        const sentence = error.problem.detail || error.problem.title;
        setConfirm({ how, sentence, yes: { ...confirmed, ...asked } });
      } else {
        tellProblem(
          error,
          note ? 'The note was not added; your text is kept' : 'Nothing was sent; your text is kept',
        );
      }
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, confirm, dropConfirm: () => setConfirm(null) };
}
