/** Background work of mail health. */
import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { tellAlarm } from './commands/tell-alarm.ts';
import { tellAlarmJob } from './jobs-contract.ts';

/** Handlers for the worker role. */
export function jobs(desk: Desk): JobHandler[] {
  return [handle(tellAlarmJob, ({ by, alarm }) => tellAlarm(desk, by, alarm))];
}
