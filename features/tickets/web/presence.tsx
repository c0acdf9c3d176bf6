import { Tooltip } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { RouteReply } from '#platform/http/contract.ts';
import { call } from '#ui/api/call.ts';
import { useLive } from '#ui/api/live.ts';
import { Face } from '#ui/parts/face.tsx';
import { setPresence } from '../contract.ts';
import styles from './ticket-header.module.css';

export type Others = RouteReply<typeof setPresence>['others'];

/** The server forgets a reader after a missed beat or two. */
const beatMilliseconds = 20_000;
/** Typing counts for this long after the last key. */
const typingMilliseconds = 6_000;

const togetherMilliseconds = 300;

/** Tells the server that this ticket is on screen, and learns who else looks at it or types. */
export function usePresence(number: number): { others: Others; typing: () => void } {
  const [others, setOthers] = useState<Others>([]);
  const lastKey = useRef(0);
  const lastTold = useRef<'viewing' | 'typing'>('viewing');
  const beat = useRef(() => Promise.resolve());
  beat.current = async () => {
    const state = Date.now() - lastKey.current < typingMilliseconds ? 'typing' : 'viewing';
    lastTold.current = state;
    // Presence is a courtesy: when it cannot be told, nobody is shown and nothing else suffers.
    const reply = await call(setPresence, { params: { number }, body: { state } }).catch(() => null);
    setOthers(reply?.others ?? []);
  };
  useEffect(() => {
    void beat.current();
    const timer = setInterval(() => {
      if (!document.hidden) void beat.current();
    }, beatMilliseconds);
    const leave = () => {
      void call(setPresence, { params: { number }, body: { state: 'left' } }, { keepalive: true }).catch(
        () => null,
      );
    };
    // A tab that is closed or leads elsewhere ends without a word from React.
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [number]);
  useLive((event) => {
    if (event.type !== 'presence' || event.number !== number) return;
    // Changes that come together are asked for together; a beat that changes nothing is not announced again.
    soon.current ??= setTimeout(() => {
      soon.current = null;
      void beat.current();
    }, togetherMilliseconds);
  });
  const soon = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(soon.current ?? undefined), []);
  const typing = () => {
    lastKey.current = Date.now();
    if (lastTold.current !== 'typing') void beat.current();
  };
  return { others, typing };
}

/** Faces of the others on this ticket; who types says so in words. */
export function PresenceFaces({ others }: { others: Others }) {
  if (others.length === 0) return <span aria-live="polite" className="sr-only" />;
  const typing = others.filter((other) => other.state === 'typing').map((other) => other.agent.name);
  const words =
    typing.length > 0
      ? `${typing.join(', ')} ${typing.length === 1 ? 'is' : 'are'} typing`
      : `${others.map((other) => other.agent.name).join(', ')} ${others.length === 1 ? 'is' : 'are'} here`;
  return (
    <Tooltip label={words}>
      <span className={styles.presence} aria-live="polite">
        {others.slice(0, 3).map((other) => (
          <Face key={other.agent.id} name={other.agent.name} size={22} kind="agent" />
        ))}
        <span className={styles.presenceWords} data-typing={typing.length > 0 || undefined}>
          {words}
        </span>
      </span>
    </Tooltip>
  );
}
