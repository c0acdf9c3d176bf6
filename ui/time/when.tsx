import { useSyncExternalStore } from 'react';
import { fullTime, longTime, shortTime } from './words.ts';

/** One clock for the whole page: words of all times change together, twice a minute. */
const tick = 30_000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function watch(changed: () => void): () => void {
  watchers.add(changed);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of watchers) each();
  }, tick);
  return () => {
    watchers.delete(changed);
    if (watchers.size === 0 && timer) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}

type WhenProps = { at: string; long?: boolean; className?: string };

/** A time in relative words with the exact one on hover, in the reader's zone. */
export function When({ at, long = false, className }: WhenProps) {
  const options = { now: Math.max(useNow(), Date.now() - tick) };
  return (
    <time dateTime={at} title={fullTime(at, options)} className={className ?? 'meta tabular'}>
      {long ? longTime(at, options) : shortTime(at, options)}
    </time>
  );
}
