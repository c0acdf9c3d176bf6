/** Whether mail comes in and leaves: reports of every way, one rule that judges them, alarms. */
export { type CanaryMail, takeCanaryBack } from './commands/take-canary-back.ts';
export { watchMail } from './commands/watch-mail.ts';
export { jobs } from './jobs.ts';
export { healthLimits } from './limits.ts';
export { permissions } from './permissions.ts';
export type { HealthPorts } from './ports.ts';
export { lastRoundTrips } from './queries/round-trips.ts';
export { routes } from './routes.ts';
export { makeCanaryToken } from './rules/canary-token.ts';
export type { WayState } from './rules/judge-way.ts';
export { kindOf, labelOf } from './rules/way-words.ts';
export {
  addCanary,
  type CanaryFacts,
  findCanary,
  giveCanaryUp,
  lockLastCanary,
  noteCanarySent,
  noteOverdue,
  sweepCanaries,
  takeCanary,
} from './store/canaries.ts';
export {
  expectWay,
  forgetWay,
  listWays,
  mailboxOf,
  noteFailure,
  noteSuccess,
  roundTripOf,
  type WayRow,
  wayOfMailbox,
} from './store/ways.ts';
