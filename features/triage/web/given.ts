/**
 * What the ticket's page gives to the parts that stand in it, as far as triage uses it. The page declares the same shapes
 * (`features/tickets/web/ticket-slots.ts`); the app joins both, and the compiler compares them there.
 */
import type { ReactNode } from 'react';
import type { TicketDetail, TicketMessage } from '#features/tickets/contract.ts';
import type { Place } from './said-words.tsx';

/** Changes the answer that is being written; false when it cannot, and has said why. */
export type Compose = (edit: {
  /** HTML for where the writer is. */
  insert: string;
  /** The whole text with the change woven in; null when it only can be inserted. */
  weave: (html: string) => string | null;
}) => boolean;

export type AroundWords = {
  ticket: TicketDetail;
  message: TicketMessage;
  /** Grows when words of this message are asked for, which must then be seen. */
  asked: number;
  onShow: (place: Place) => void;
  children: ReactNode;
};

export type BelowDraft = {
  ticket: TicketDetail;
  draft: { text: string; answering: string | null };
  onShow: (place: Place) => void;
};
