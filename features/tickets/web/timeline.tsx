import { UnstyledButton } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { When } from '#ui/time/when.tsx';
import { plural } from '#ui/words/words.ts';
import type { TicketDetail, TicketEvent } from '../contract.ts';
import { MessageCard } from './message-card.tsx';
import type { Place, ShownPlace } from './shown-place.ts';
import styles from './timeline.module.css';
import { eventsShown, foldOlder, type TimelineItem, timelineOf } from './timeline-groups.ts';

function EventLine({ event }: { event: TicketEvent }) {
  return (
    <li className={styles.event}>
      <span dir="auto">
        {(event.actor.kind === 'agent' || event.actor.kind === 'key') && `${event.actor.name} · `}
        {event.sentence}
        {event.reasons.length > 0 && <span className={styles.why}> {event.reasons.join(' ')}</span>}
      </span>
      <When at={event.at} long />
    </li>
  );
}

/** Small lines between messages: what happened, who did it and why. A long run shows its newest. */
function EventLines({ events }: { events: readonly TicketEvent[] }) {
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, events.length - eventsShown - 1);
  return (
    <ul className={styles.events}>
      {hidden > 0 && (
        <li>
          <UnstyledButton className={styles.more} onClick={() => setAll(true)}>
            {plural(hidden, 'earlier change')} — show
          </UnstyledButton>
        </li>
      )}
      {events.slice(hidden).map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
    </ul>
  );
}

type TimelineProps = {
  ticket: TicketDetail;
  /** Words of a message that the reader asked to see. */
  shown: ShownPlace | null;
  onShow: (place: Place) => void;
  /** Begins an answer to this message; null for whoever may not answer. */
  onAnswer: ((messageId: string) => void) | null;
};

function Item({
  item,
  ticket,
  place,
  onShow,
  onAnswer,
  onUnfold,
}: {
  item: TimelineItem;
  ticket: TicketDetail;
  place: ShownPlace | null;
  onShow: TimelineProps['onShow'];
  onAnswer: TimelineProps['onAnswer'];
  onUnfold: () => void;
}) {
  if (item.kind === 'message')
    return (
      <MessageCard
        message={item.message}
        ticket={ticket}
        shown={place?.messageId === item.message.id ? place : null}
        onShow={onShow}
        onAnswer={onAnswer}
      />
    );
  if (item.kind === 'events') return <EventLines events={item.events} />;
  return (
    <UnstyledButton className={styles.older} onClick={onUnfold}>
      {plural(item.messages, 'earlier message')} — show
    </UnstyledButton>
  );
}

function isMessage(item: TimelineItem, id: string): boolean {
  return item.kind === 'message' && item.message.id === id;
}

/** The conversation in the order of time. Opens at the newest message. */
export function Timeline({ ticket, shown: place, onShow, onAnswer }: TimelineProps) {
  const [unfolded, setUnfolded] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const items = useMemo(() => timelineOf(ticket), [ticket]);
  const folded = foldOlder(items);
  const hidesPlace = place !== null && !folded.some((item) => isMessage(item, place.messageId));
  const shown = unfolded || hidesPlace ? items : folded;
  const count = ticket.messages.length;
  const before = useRef(0);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const first = before.current === 0;
    const nearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 240;
    // At first the newest message comes to the top of the view; later the reader's place is kept unless at the end.
    if (first || nearEnd) {
      const newest = box.querySelector('[data-newest]');
      newest?.scrollIntoView({ block: first ? 'start' : 'nearest' });
    }
    before.current = count;
  }, [count]);
  // When the composer opens, the words being answered stay in sight.
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    let fromEnd = 0;
    let height = box.clientHeight;
    const remember = () => {
      if (box.clientHeight === height) fromEnd = box.scrollHeight - box.scrollTop - box.clientHeight;
    };
    remember();
    const observer = new ResizeObserver(() => {
      if (box.clientHeight < height && fromEnd < 80) box.scrollTop = box.scrollHeight;
      height = box.clientHeight;
    });
    observer.observe(box);
    box.addEventListener('scroll', remember, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', remember);
    };
  }, []);
  // The newest words of a person: an automatic confirmation below them is not what the reader came for.
  const newest = items.findLast((item) => item.kind === 'message' && item.message.kind !== 'auto')?.key;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={scroller} className={styles.scroller} aria-label="Conversation" tabIndex={0}>
      <div className={styles.column}>
        {shown.map((item) => (
          <div
            key={item.key}
            data-newest={item.key === newest && count > 1 ? '' : undefined}
            className={styles.item}
          >
            <Item
              item={item}
              ticket={ticket}
              place={place}
              onShow={onShow}
              onAnswer={onAnswer}
              onUnfold={() => setUnfolded(true)}
            />
          </div>
        ))}
      </div>
    </section>
  );
}
