import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { getTicketProblems } from '#features/known-issues/contract-tickets.ts';
import { getLedger, listQuarantine, summariseQuarantine } from '#features/mail-in/contract.ts';
import { getSending, listCaptured } from '#features/mail-out/contract.ts';
import { getTicket, getViews } from '#features/tickets/contract.ts';
import { getFacts } from '#features/triage/contract.ts';
import { type LiveEvent, useLive } from '#ui/api/live.ts';
import { refreshRoutes, routeKey } from '#ui/api/query.ts';

/** Announcements come in bursts (an import, a bulk change); screens read again at most this often. */
const settleMilliseconds = 400;

/** Reads again what an announcement touches. The inbox list looks after itself: its rows must not jump. */
export function useLiveRefresh(): void {
  const client = useQueryClient();
  const heard = useRef<LiveEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  const settle = () => {
    timer.current = null;
    const events = heard.current.splice(0);
    const numbers = new Set(events.flatMap((event) => (event.number === undefined ? [] : [event.number])));
    for (const number of numbers) {
      for (const route of [getTicket, getFacts, getTicketProblems])
        void client.invalidateQueries({ queryKey: routeKey(route, { params: { number } }).slice(0, 2) });
    }
    if (events.some((event) => event.type === 'delivery'))
      void refreshRoutes(client, [listCaptured, getSending]);
    if (events.some((event) => event.type !== 'presence'))
      void refreshRoutes(client, [getViews, listQuarantine, summariseQuarantine, getLedger]);
  };

  useLive(
    (event) => {
      if (event.type === 'presence') return;
      heard.current.push(event);
      timer.current ??= setTimeout(settle, settleMilliseconds);
    },
    () => void client.invalidateQueries(),
  );
}
