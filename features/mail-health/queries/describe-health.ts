/** What the page and the API show of the ways of mail. */
import type { z } from 'zod';
import type { Desk } from '#features/workspace/index.ts';
import type { getMailHealth, Way } from '../contract.ts';
import { wayStates } from '../rules/judge-way.ts';
import { middleOf } from '../rules/middle.ts';
import { kindOf, labelOf } from '../rules/way-words.ts';
import { listWays, mailboxOf, samplesSince } from '../store/ways.ts';
import { lastRoundTrips, type RoundTrip, roundTripsSince } from './round-trips.ts';

const dayMs = 86_400_000;

export async function describeHealth(
  desk: Pick<Desk, 'db' | 'clock' | 'settings'>,
): Promise<z.output<typeof getMailHealth.reply>> {
  const { relay, alarm, canary } = desk.settings;
  const since = new Date(desk.clock.now().getTime() - dayMs);
  const [ways, samples, trips, last] = await Promise.all([
    listWays(desk.db),
    samplesSince(desk.db, since),
    roundTripsSince(desk.db, since),
    lastRoundTrips(desk.db),
  ]);
  return {
    ways: ways.map((way): Way => {
      const { id, state, reason, lastError, lagSeconds } = way;
      return {
        ...{ id, state, reason, lastError, lagSeconds },
        kind: kindOf(id),
        label: labelOf(id, way.address, relay?.host ?? null),
        since: way.since.toISOString(),
        lastSuccessAt: way.lastSuccessAt?.toISOString() ?? null,
        lastFailureAt: way.lastFailureAt?.toISOString() ?? null,
        alarmedAt: way.alarmedAt?.toISOString() ?? null,
        decidedAt: way.decidedAt?.toISOString() ?? null,
        roundTrips:
          kindOf(id) === 'round-trip'
            ? tripsOf(
                trips.filter((trip) => trip.mailboxId === mailboxOf(id)),
                last.get(mailboxOf(id) ?? '') ?? null,
              )
            : null,
        samples: samples
          .filter((sample) => sample.wayId === id)
          .map((sample) => ({
            at: sample.at.toISOString(),
            state: wayStates.find((one) => one === sample.state) ?? 'ok',
            lagSeconds: sample.lagSeconds,
          })),
      };
    }),
    alarm: {
      afterMinutes: alarm.afterMinutes,
      by: [...(alarm.webhook ? ['webhook' as const] : []), ...(alarm.mail ? ['mail' as const] : [])],
    },
    canaryMinutes: relay === null || canary === null ? null : canary.everyMinutes,
  };
}

function tripsOf(trips: readonly RoundTrip[], lastSeconds: number | null): Way['roundTrips'] {
  const times = trips.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  return {
    lastSeconds,
    medianSeconds: middleOf(times),
    lost: trips.filter(({ state }) => state === 'failed' || state === 'overdue').length,
    mails: trips.map(({ at, state, seconds }) => ({
      at: at.toISOString(),
      state: state === 'sending' || state === 'sent' ? 'under-way' : state,
      seconds,
    })),
  };
}
