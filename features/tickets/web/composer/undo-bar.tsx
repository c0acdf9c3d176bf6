import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TicketMessage } from '../../contract.ts';
import styles from './composer.module.css';
import { useTakeBack } from './take-back.ts';

/** Later than this a message is "sent later" and has no countdown. */
const soonMilliseconds = 120_000;

/** Seconds until a queued message leaves, or null when it cannot be undone any more. Pure. */
export function secondsLeft(delivery: TicketMessage['delivery'], now: number): number | null {
  if (delivery?.state !== 'queued' || !delivery.dueAt) return null;
  const left = Date.parse(delivery.dueAt) - now;
  return left > 0 && left <= soonMilliseconds ? Math.ceil(left / 1000) : null;
}

type BarProps = {
  number: number;
  messages: readonly TicketMessage[];
};

/** While an answer can still be taken back: how long, and the button. */
export function UndoBar({ number, messages }: BarProps) {
  const [now, setNow] = useState(Date.now());
  const undo = useTakeBack(number);
  const leaving = messages.findLast((message) => secondsLeft(message.delivery, now) !== null);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), leaving ? 250 : 1000);
    return () => clearInterval(timer);
  }, [leaving]);
  if (!leaving) return null;
  return (
    <div className={styles.undo}>
      <span role="status">Your answer is on its way.</span>
      <span className="tabular" aria-hidden>
        Leaves in {secondsLeft(leaving.delivery, now)} s
      </span>
      <Button
        size="compact-sm"
        variant="default"
        loading={undo.isPending}
        onClick={() => undo.mutate(leaving.id)}
      >
        Undo
      </Button>
    </div>
  );
}
