/** The job that tells somebody. One for each way of telling, so that one that fails does not repeat the other. */
import { z } from 'zod';
import { defineJob } from '#platform/jobs/job.ts';
import { healthLimits } from './limits.ts';
import { wayStates } from './rules/judge-way.ts';

export const alarmSchema = z.object({
  /** Of the event that was written: the receiver knows a repetition by it. */
  id: z.uuid(),
  kind: z.enum(['alarm', 'all-clear']),
  way: z.string(),
  label: z.string(),
  state: z.enum(wayStates),
  subject: z.string(),
  reason: z.string(),
  troubleSince: z.iso.datetime(),
  at: z.iso.datetime(),
});
export type Alarm = z.output<typeof alarmSchema>;

export const tellAlarmJob = defineJob({
  name: 'mail-health.tell-alarm',
  payload: z.object({ by: z.enum(['webhook', 'mail']), alarm: alarmSchema }),
  maxAttempts: healthLimits.alarmTries,
});
