/** Judges every way of mail, keeps what was decided, and tells somebody when a trouble lasts. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { addJob } from '#platform/jobs/job.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { tellAlarmJob } from '../jobs-contract.ts';
import type { HealthPorts } from '../ports.ts';
import { followTrouble, type Standing } from '../rules/follow-trouble.ts';
import { judgeWay, type WayVerdict } from '../rules/judge-way.ts';
import { alarmSubject, kindOf, labelOf } from '../rules/way-words.ts';
import { type RoundTripFacts, roundTripFacts } from '../store/canaries.ts';
import { forgetWay, lockWays, roundTripOf, sweepSamples, type WayRow, writeVerdict } from '../store/ways.ts';

type WatchDesk = Pick<Desk, 'db' | 'clock' | 'log' | 'settings' | 'brand'>;

/** Safe to run at any time and in many processes: rows are held while they are judged, so nobody is told twice. */
export async function watchMail(desk: WatchDesk, ports: HealthPorts): Promise<void> {
  const now = desk.clock.now();
  if (desk.settings.relay === null) await forgetWay(desk.db, 'relay');
  const [waiting, everySeconds] = await Promise.all([ports.waitingSince(), ports.canaryEverySeconds()]);
  await inTransaction(desk, async (tx) => {
    const trips = await roundTripFacts(tx);
    for (const way of await lockWays(tx)) {
      const kind = kindOf(way.id);
      const trip = kind === 'round-trip' ? trips.find((one) => roundTripOf(one.mailboxId) === way.id) : null;
      const facts =
        kind === 'round-trip'
          ? { ...way, kind, ...tripFacts(way, trip), everySeconds }
          : { ...way, kind, waitingSince: waiting.get(way.id) ?? null };
      const verdict = judgeWay(facts, now);
      const { standing, tell } = followTrouble(way, verdict.state, now, desk.settings.alarm.afterMinutes);
      await writeVerdict(tx, way.id, verdict, standing, now);
      if (tell !== null) await raise(tx, desk, way, { tell, verdict, standing, now });
    }
  });
  await sweepSamples(desk.db, now);
}

/** A refusal by the relay ends with the next mail it takes; what was away before the way was watched is no trouble of it. */
function tripFacts(way: WayRow, trip: RoundTripFacts | null | undefined) {
  const away = trip?.awaySince ?? null;
  return {
    waitingSince: away !== null && away >= way.firstSeenAt ? away : null,
    lastFailureAt: trip?.sendingFailed ? way.lastFailureAt : null,
  };
}

type Raised = { tell: 'alarm' | 'all-clear'; verdict: WayVerdict; standing: Standing; now: Date };

async function raise(
  tx: Tx,
  desk: WatchDesk,
  way: WayRow,
  { tell, verdict, standing, now }: Raised,
): Promise<void> {
  const { relay, alarm } = desk.settings;
  const label = labelOf(way.id, way.address, relay?.host ?? null);
  const troubleSince = way.troubleSince ?? standing.troubleSince ?? now;
  const troubleSeconds = (now.getTime() - troubleSince.getTime()) / 1000;
  const { state, reason } = verdict;
  const subject = alarmSubject({ label, state, reason, troubleSeconds });
  const told = [...(alarm.webhook ? ['webhook' as const] : []), ...(alarm.mail ? ['mail' as const] : [])];
  const id = await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind: `mail-${tell}`,
    actor: systemActor('Posthaste'),
    data: { way: way.id, state, subject, troubleSince: troubleSince.toISOString(), told },
    reasons: reason === '' ? [] : [reason],
    at: now,
  });
  if (tell === 'alarm') desk.log.error({ way: way.id, reason }, subject);
  const facts = { id, kind: tell, way: way.id, label, state, subject, reason };
  const times = { troubleSince: troubleSince.toISOString(), at: now.toISOString() };
  for (const by of told) await addJob(tx, tellAlarmJob, { by, alarm: { ...facts, ...times } });
}
