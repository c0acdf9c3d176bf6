/** Whether mail comes in and leaves: reports of every way, one rule that judges them, alarms. */
export { watchMail } from './commands/watch-mail.ts';
export { jobs } from './jobs.ts';
export { healthLimits } from './limits.ts';
export { permissions } from './permissions.ts';
export type { HealthPorts } from './ports.ts';
export { routes } from './routes.ts';
export type { WayState } from './rules/judge-way.ts';
export { labelOf } from './rules/way-words.ts';
export { forgetWay, listWays, noteFailure, noteSuccess, type WayRow, wayOfMailbox } from './store/ways.ts';
