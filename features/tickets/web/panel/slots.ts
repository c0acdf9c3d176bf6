import type { TicketDetail } from '../../contract.ts';
import type { Place } from '../shown-place.ts';
import type { Compose } from '../ticket-slots.ts';

/**
 * One block of the right-hand panel. A feature offers a slot by exporting a value of this shape; the app gives
 * all slots to `SlotsProvider`. A slot that has nothing to say returns null from `when` and takes no room.
 */
export type PanelSlot = {
  id:
    | 'promise'
    | 'facts'
    | 'problems'
    | 'evidence'
    | 'order'
    | 'playbook'
    | 'person'
    | 'participants'
    | 'related'
    | 'details'
    | string;
  title: string;
  /** Small number or word beside the title; null = nothing beside it. */
  summary?: (ticket: TicketDetail) => string | null;
  when: (ticket: TicketDetail) => boolean;
  content: (props: {
    ticket: TicketDetail;
    onMerge: (number: number) => void;
    /** Leads the reader to words of a message, and marks them. */
    onShow: (place: Place) => void;
    /** Changes the answer that is being written, or begins one; null for whoever may not answer. */
    onCompose: Compose | null;
  }) => React.ReactNode;
};

/** From top to bottom: how long have I got, what do we know, what did they show, buy, what next, who are they. */
const order: readonly string[] = [
  'promise',
  'facts',
  'problems',
  'evidence',
  'order',
  'playbook',
  'related',
  'person',
  'participants',
  'details',
];

/** Slots in the order of the panel; unknown ones stand before the details. */
export function arrange(slots: readonly PanelSlot[]): PanelSlot[] {
  const place = (slot: PanelSlot) => {
    const index = order.indexOf(slot.id);
    return index < 0 ? order.length - 1.5 : index;
  };
  return [...slots].sort((a, b) => place(a) - place(b));
}
