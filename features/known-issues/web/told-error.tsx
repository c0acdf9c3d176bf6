import { Button } from '@mantine/core';
import { IconArrowBarToLeft } from '@tabler/icons-react';
import type { ToldError } from '../contract-tickets.ts';
import { languageName, percent } from './issue-words.ts';
import styles from './known-issues.module.css';

type Props = {
  error: ToldError;
  onShow: (place: ToldError['place']) => void;
  /** Null for whoever may not answer. */
  onInsert: ((text: string) => void) | null;
};

function Remedy({ error, onInsert }: Omit<Props, 'onShow'>) {
  const { remedy, tried } = error;
  if (remedy === null) return <p className="meta">They tried all that the catalogue knows.</p>;
  return (
    <div className={styles.try}>
      <p>
        {tried.length > 0 ? 'Try next: ' : 'Try first: '}
        {remedy.words}
      </p>
      {onInsert && (
        <Button
          size="compact-xs"
          variant="light"
          mt={4}
          leftSection={<IconArrowBarToLeft size={13} aria-hidden />}
          title={remedy.text}
          onClick={() => onInsert(remedy.text)}
        >
          Put into the answer ({languageName(remedy.language)})
        </Button>
      )}
    </div>
  );
}

/** A known error: what it means, why it comes, what helps first, and where they tell of it. */
export function ToldErrorItem({ error, onShow, onInsert }: Props) {
  return (
    <li className={styles.item} data-guess={error.known ? undefined : ''}>
      <p className={styles.name}>
        {error.meaning} {!error.known && <span className={styles.guess}>perhaps</span>}
      </p>
      <p className="meta" style={{ whiteSpace: 'normal' }}>
        {error.cause}
      </p>
      <Remedy error={error} onInsert={onInsert} />
      <details className={styles.whyBox}>
        <summary>
          {error.known ? 'Why' : 'One of several it could be'} · {percent(error.confidence)}
        </summary>
        <ul className={styles.why}>
          <li>{error.reason}</li>
          {error.article && <li>Help article {error.article}</li>}
        </ul>
        <Button size="compact-xs" variant="subtle" mt={4} onClick={() => onShow(error.place)}>
          Show it in their words
        </Button>
      </details>
    </li>
  );
}
