import { useEffect, useRef } from 'react';
import { paths } from '../paths.ts';

/** What the server announces; the screen then reads again what it shows. */
export type LiveEvent = {
  type: 'ticket' | 'views' | 'presence' | 'delivery';
  number?: number;
  at: string;
};

type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();
const reconnected = new Set<() => void>();
/** Soon enough to go unnoticed, seldom enough for a desk that is away for long. */
const reopenMs = 5_000;
let source: EventSource | null = null;
let dropped = false;

const kinds: ReadonlySet<string> = new Set(['ticket', 'views', 'presence', 'delivery']);

/** Reads one announcement; null when it is not one of ours (a newer server may say more than we know). */
export function parseLive(data: string): LiveEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  const { type } = value;
  if (typeof type !== 'string' || !kinds.has(type)) return null;
  const number = 'number' in value && typeof value.number === 'number' ? { number: value.number } : {};
  const at = 'at' in value && typeof value.at === 'string' ? value.at : '';
  // Checked against the list of kinds just above.
  return { type: type as LiveEvent['type'], ...number, at };
}

function announce(data: string): void {
  const event = parseLive(data);
  if (event) for (const listener of listeners) listener(event);
}

function open(): void {
  if (source) return;
  const opened = new EventSource(paths.stream());
  source = opened;
  opened.onmessage = (message) => announce(String(message.data));
  // A server may also name its events after their type; both forms carry the same data.
  for (const kind of kinds) {
    opened.addEventListener(kind, (message) => announce(String((message as MessageEvent<unknown>).data)));
  }
  opened.onerror = () => {
    dropped = true;
    // A refused answer (a proxy while the desk restarts) ends the source for good; only broken lines are dialled anew.
    if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
    source = null;
    setTimeout(() => {
      if (listeners.size > 0) open();
    }, reopenMs);
  };
  opened.onopen = () => {
    if (dropped) for (const again of reconnected) again();
    dropped = false;
  };
}

function closeIfUnused(): void {
  if (listeners.size > 0 || !source) return;
  source.close();
  source = null;
}

/**
 * Listens to the server for as long as the component lives; one connection per tab.
 * `onReconnect` runs after a gap, in which announcements may have been missed.
 */
export function useLive(listener: Listener, onReconnect?: () => void): void {
  const current = useRef({ listener, onReconnect });
  current.current = { listener, onReconnect };
  useEffect(() => {
    const hear: Listener = (event) => current.current.listener(event);
    const again = () => current.current.onReconnect?.();
    listeners.add(hear);
    reconnected.add(again);
    open();
    return () => {
      listeners.delete(hear);
      reconnected.delete(again);
      closeIfUnused();
    };
  }, []);
}
