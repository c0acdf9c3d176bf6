/** How mail leaves, and whether it does: for the settings page, `doctor` and /metrics. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Desk } from '#features/workspace/index.ts';
import type { getSending } from '../contract.ts';
import { dkimInUse } from '../dkim.ts';

export type Sending = z.output<typeof getSending.reply>;

/** Queue age counts from when a mail was due; mails waiting for their time are not late. */
export async function describeSending(
  desk: Pick<Desk, 'db' | 'clock' | 'settings' | 'secrets'>,
): Promise<Sending> {
  const now = desk.clock.now();
  const waiting = await desk.db
    .selectFrom('outboundMail')
    .select([
      sql<number>`count(*) filter (where state = 'queued')::int`.as('queued'),
      sql<Date | null>`min(least(due_at, coalesce(sending_since, due_at)))`.as('oldest'),
    ])
    .where('state', 'in', ['queued', 'sending'])
    .executeTakeFirstOrThrow();
  const trouble = await desk.db
    .selectFrom('outboundMail')
    .select([
      sql<number>`count(*) filter (where state = 'failed')::int`.as('failed'),
      sql<number>`count(*) filter (where state = 'unknown')::int`.as('unknown'),
    ])
    .where('state', 'in', ['failed', 'unknown'])
    // Answers and confirmations: each stands on its ticket. A test mail has told its sender already.
    .where('ticketId', 'is not', null)
    .executeTakeFirstOrThrow();
  const last = await desk.db
    .selectFrom('outboundMail')
    .select('lastError')
    .where('state', 'in', ['failed', 'unknown', 'queued'])
    .where('lastError', 'is not', null)
    .where((where) => where.or([where('ticketId', 'is not', null), where('state', '=', 'queued')]))
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const late = waiting.oldest === null ? null : Math.floor((now.getTime() - waiting.oldest.getTime()) / 1000);
  return {
    mode: desk.settings.relay === null ? 'capture' : 'relay',
    host: desk.settings.relay?.host ?? null,
    dkim: await dkimInUse(desk.db, desk.secrets),
    queued: waiting.queued,
    oldestQueuedSeconds: late === null ? null : Math.max(0, late),
    failed: trouble.failed,
    unknown: trouble.unknown,
    lastError: last?.lastError ?? null,
  };
}
