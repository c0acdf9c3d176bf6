/**
 * Turns hints between processes into events for browsers. All clients of this process share one listener; hints are
 * gathered for a moment, so that a burst of mail is one query and one event per ticket. `createLiveHub` is long because its
 * parts share the clients and the gathered hints.
 */
import type { Kysely } from 'kysely';
import type { Clock } from '#platform/clock.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { LiveFeed, LiveHint } from '#platform/events/live.ts';
import type { Logger } from '#platform/log.ts';
import type { LiveEvent } from './contract-files.ts';
import { survivorNumbers } from './store/ticket-marks.ts';

/** Short enough to feel live, long enough to join the hints of one transaction and of a burst. */
const gatherMs = 50;

export type LiveClient = (event: LiveEvent) => void;

export type LiveHub = {
  /** Calls back for every event until the returned function is called. */
  join(client: LiveClient): () => void;
  readonly size: number;
};

export function createLiveHub(desk: { db: Kysely<DB>; clock: Clock; log: Logger }, feed: LiveFeed): LiveHub {
  const clients = new Set<LiveClient>();
  let stop: (() => void) | null = null;
  let waiting: LiveHint[] = [];
  let timer: NodeJS.Timeout | null = null;

  function send(event: Omit<LiveEvent, 'at'>): void {
    const whole = { ...event, at: desk.clock.now().toISOString() };
    for (const client of clients) client(whole);
  }

  async function flush(): Promise<void> {
    timer = null;
    const hints = waiting;
    waiting = [];
    if (clients.size === 0) return;
    try {
      const numbers = await survivorNumbers(desk.db, [
        ...new Set(hints.flatMap((hint) => ('ticketId' in hint ? [hint.ticketId] : []))),
      ]);
      const told = new Set<string>();
      for (const hint of hints) {
        if (!('ticketId' in hint)) continue;
        const number = numbers.get(hint.ticketId);
        const key = `${hint.type} ${number}`;
        if (number === undefined || told.has(key)) continue;
        told.add(key);
        send({ type: hint.type, number });
      }
      if (hints.some((hint) => hint.type === 'ticket' || hint.type === 'quarantine')) {
        send({ type: 'views', number: null });
      }
    } catch (err) {
      desk.log.warn({ err }, 'live news could not be read; screens are told to look again');
      send({ type: 'views', number: null });
    }
  }

  return {
    join(client) {
      clients.add(client);
      stop ??= feed.subscribe(
        (hint) => {
          waiting.push(hint);
          timer ??= setTimeout(flush, gatherMs);
        },
        () => send({ type: 'views', number: null }),
      );
      return () => {
        clients.delete(client);
        if (clients.size > 0) return;
        stop?.();
        stop = null;
        if (timer) clearTimeout(timer);
        timer = null;
        waiting = [];
      };
    },
    get size() {
      return clients.size;
    },
  };
}
