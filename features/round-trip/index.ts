/** Mail of the desk to itself: by the clock, to see that mail flows, and when asked, step by step. */
import { registerErrors } from '#platform/named-error.ts';
import { roundTripErrors } from './contract.ts';

registerErrors(roundTripErrors);

export { canaryEverySeconds } from './commands/canary-mailboxes.ts';
export { tendCanaries } from './commands/tend-canaries.ts';
export { jobs } from './jobs.ts';
export { roundTripLimits } from './limits.ts';
export { permissions } from './permissions.ts';
export { routes } from './routes.ts';
