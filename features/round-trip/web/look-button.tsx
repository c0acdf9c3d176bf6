import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import { getMailHealth, type Way } from '#features/mail-health/contract.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { lookNow } from '../contract.ts';

const labels: Readonly<Partial<Record<Way['kind'], string>>> = {
  mailbox: 'Look now',
  relay: 'Ask now',
  'round-trip': 'Send one now',
};
/** Longer nobody waits for the answer; it comes all the same. */
const patienceMs = { look: 20_000, 'round-trip': 60_000 } as const;

/** What changes when the look has been taken. */
function sign(way: Way): string {
  if (way.kind !== 'round-trip') return way.decidedAt ?? '';
  const last = way.roundTrips?.mails.at(-1);
  return last && last.state !== 'under-way' ? `${last.at} ${last.state}` : '';
}

/** Has one way of mail looked at now, and waits until it was. Doors are asked each minute and have none. */
export function LookButton({ way }: { way: Way }) {
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const look = useCommand(lookNow, [getMailHealth]);
  const [before, setBefore] = useState<string | null>(null);
  const waiting = before !== null;
  const now = sign(way);
  useRoute(getMailHealth, {}, { enabled: waiting, again: () => (waiting ? 1_000 : false) });
  useEffect(() => {
    if (before === null || now === '' || now === before) return;
    setBefore(null);
    tell(way.state === 'ok' ? `${way.label}: it works.` : `${way.label}: ${way.reason}`);
  }, [before, now, way]);
  useEffect(() => {
    if (!waiting) return;
    const most = way.kind === 'round-trip' ? patienceMs['round-trip'] : patienceMs.look;
    const timer = setTimeout(() => setBefore(null), most);
    return () => clearTimeout(timer);
  }, [waiting, way.kind]);
  const label = labels[way.kind];
  if (label === undefined || !(me.data?.permissions.includes('mail-health:look') ?? false)) return null;
  const ask = () =>
    look.run(
      { body: { way: way.id } },
      { done: () => setBefore(now), refused: (error) => tellProblem(error, 'It was not looked at') },
    );
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={look.isPending || waiting}
      aria-label={`${label}: ${way.label}`}
      onClick={ask}
    >
      {label}
    </Button>
  );
}
