/**
 * Places of the ticket's page, beside the blocks of the panel, that features above tickets fill. The app gives them to
 * `TicketSlotsProvider`.
 */
import { createContext, useContext } from 'react';
import type { TicketDetail, TicketMessage } from '../contract.ts';
import type { Place } from './shown-place.ts';

type Show = (place: Place) => void;

/** Something below the text of an answer while it is written; it never holds the answer back. */
export type ComposerSlot = {
  id: string;
  content: (props: {
    ticket: TicketDetail;
    /** The answer as plain text, and the message it answers; null: the newest. */
    draft: { text: string; answering: string | null };
    onShow: Show;
  }) => React.ReactNode;
};

/** Stands around the words of a message; `children` are the words. */
export type MessageFrame = (props: {
  ticket: TicketDetail;
  message: TicketMessage;
  /** Grows when words of this message are asked for, which must then be seen; 0 when none are. */
  asked: number;
  onShow: Show;
  children: React.ReactNode;
}) => React.ReactNode;

export type TicketSlots = { composer: readonly ComposerSlot[]; message: MessageFrame | null };

const TicketSlotsContext = createContext<TicketSlots>({ composer: [], message: null });

export const TicketSlotsProvider = TicketSlotsContext.Provider;

export function useTicketSlots(): TicketSlots {
  return useContext(TicketSlotsContext);
}

/** A change of the draft that somebody beside the composer asks for. */
export type DraftEdit = {
  /** HTML that goes where the writer is, or to the end. */
  insert: string;
  /** The whole text with the change woven in; null: it only can be inserted. */
  weave: (html: string) => string | null;
};

/** Returns false when nothing was changed; the composer then has said why. */
export type Compose = (edit: DraftEdit) => boolean;
