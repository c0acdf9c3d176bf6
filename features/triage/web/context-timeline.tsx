import {
  IconArrowRight,
  IconBolt,
  IconDeviceMobile,
  IconDroplet,
  IconMail,
  IconPlane,
  IconPlug,
  IconPointFilled,
  IconRefresh,
  IconRotate2,
  IconShoppingBag,
  IconTrendingDown,
} from '@tabler/icons-react';
import type { Understood } from '../contract.ts';
import { dayWords } from './day-words.ts';
import styles from './facts.module.css';
import { type Reader, Said } from './said-words.tsx';

type Entry = Understood['context'][number];

const icons: Readonly<Record<Entry['kind'], typeof IconMail>> = {
  water: IconDroplet,
  drop: IconTrendingDown,
  travel: IconPlane,
  phone: IconDeviceMobile,
  power: IconPlug,
  reset: IconRotate2,
  update: IconRefresh,
  change: IconPointFilled,
  bought: IconShoppingBag,
  since: IconBolt,
  changed: IconArrowRight,
  wrote: IconMail,
};

function What({ entry, reader }: { entry: Entry; reader: Reader }) {
  const { kind, label, text, was, place } = entry;
  if (kind === 'wrote') return null;
  const words =
    was === null ? (
      text
    ) : (
      <>
        was {was}, now {text}
      </>
    );
  return (
    <Said place={place} reader={reader} what={`${label}: ${was === null ? text : `was ${was}, now ${text}`}`}>
      {words}
    </Said>
  );
}

/** What changed when, beside the conversation: the earliest first. */
export function ContextTimeline({ context, reader }: { context: Understood['context']; reader: Reader }) {
  if (context.length === 0) return null;
  return (
    <section className={styles.group} aria-label="What changed when">
      <h3 className={styles.heading}>What changed when</h3>
      <ol className={styles.context}>
        {context.map((entry) => {
          const Icon = icons[entry.kind];
          return (
            <li
              key={`${entry.kind}${entry.date}${entry.text}${entry.place?.start}`}
              className={styles.moment}
              data-kind={entry.kind}
            >
              <span className={styles.momentIcon} aria-hidden>
                <Icon size={13} stroke={1.7} />
              </span>
              <span className={styles.momentWords}>
                <span className={styles.momentHead}>
                  <span className={styles.momentLabel}>{entry.label}</span>
                  <span className={styles.day}>{dayWords(entry)}</span>
                </span>
                <What entry={entry} reader={reader} />
                {entry.began && <span className={styles.began}>The trouble began with it</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
