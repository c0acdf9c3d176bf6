/** Who of a team gets its tickets, and when they go back. */
import { registerErrors } from '#platform/named-error.ts';
import { routingErrors } from './contract.ts';

registerErrors(routingErrors);

export { setPolicy } from './commands/set-policy.ts';
export { setAway, setWork } from './commands/set-work.ts';
export { jobs } from './jobs.ts';
export { permissions } from './permissions.ts';
export { routes } from './routes.ts';
