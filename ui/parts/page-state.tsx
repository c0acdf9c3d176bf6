import { Button, Skeleton } from '@mantine/core';
import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { sentenceOf } from '../api/problem.ts';
import styles from './page-state.module.css';

type EmptyProps = {
  icon?: React.ReactNode;
  title: string;
  /** The whole page is this state: its title is the page's. */
  page?: boolean;
  children?: React.ReactNode;
};

/** An empty place that teaches what will come here. */
export function EmptyState({ icon, title, page = false, children }: EmptyProps) {
  const Title = page ? 'h1' : 'h2';
  return (
    <div className={styles.state}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.words}>{children}</div>}
    </div>
  );
}

type ErrorProps = { error: unknown; onRetry?: (() => void) | undefined; kept?: string };

/** A place that could not be read: what happened, what was kept, and the way on. */
export function ErrorState({ error, onRetry, kept }: ErrorProps) {
  return (
    <div className={styles.state} role="alert">
      <div className={styles.icon}>
        <IconCloudOff size={28} stroke={1.4} />
      </div>
      <h2 className={styles.title}>This could not be shown</h2>
      <div className={styles.words}>
        {sentenceOf(error)} {kept}
      </div>
      {onRetry && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Grey lines in the shape of rows; they come only after 300 ms. */
export function RowSkeletons({ rows = 8, height = 64 }: { rows?: number; height?: number }) {
  return (
    <output className={`late ${styles.rows}`} aria-label="Loading">
      {Array.from({ length: rows }, (_unused, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are all alike and never reordered
        <div key={index} className={styles.row} style={{ height }}>
          <Skeleton height={12} width={`${62 - (index % 4) * 9}%`} />
          <Skeleton height={10} width={`${40 + (index % 3) * 12}%`} mt={10} />
        </div>
      ))}
    </output>
  );
}
