import { IconChevronRight } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import type { TicketDetail } from '../../contract.ts';
import type { Place } from '../shown-place.ts';
import type { Compose } from '../ticket-slots.ts';
import { detailsSlot } from './details-slot.tsx';
import styles from './panel.module.css';
import { participantsSlot, personSlot } from './people-slots.tsx';
import { relatedSlot } from './related-slot.tsx';
import { arrange, type PanelSlot } from './slots.ts';

const ownSlots: readonly PanelSlot[] = [relatedSlot, personSlot, participantsSlot, detailsSlot];

const SlotsContext = createContext<readonly PanelSlot[]>([]);

/** Given by the app: the slots of features that stand above tickets. */
export const SlotsProvider = SlotsContext.Provider;

type PanelProps = {
  ticket: TicketDetail;
  onMerge: (number: number) => void;
  onShow: (place: Place) => void;
  onCompose: Compose | null;
};

/** What is known about the ticket, block by block; each can be folded. */
export function Panel({ ticket, onMerge, onShow, onCompose }: PanelProps) {
  const others = useContext(SlotsContext);
  return arrange([...others, ...ownSlots])
    .filter((slot) => slot.when(ticket))
    .map((slot) => {
      const Content = slot.content;
      return (
        <details key={slot.id} open className={styles.slot}>
          <summary className={styles.title}>
            <IconChevronRight size={14} stroke={1.8} className={styles.chevron} aria-hidden />
            <h2>{slot.title}</h2>
            <span className="meta tabular">{slot.summary?.(ticket)}</span>
          </summary>
          <div className={styles.content}>
            <Content ticket={ticket} onMerge={onMerge} onShow={onShow} onCompose={onCompose} />
          </div>
        </details>
      );
    });
}
