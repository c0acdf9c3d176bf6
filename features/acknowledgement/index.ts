/** Confirms new tickets to their senders, and never answers machines. */
import { registerErrors } from '#platform/named-error.ts';
import { acknowledgementErrors } from './contract.ts';

registerErrors(acknowledgementErrors);

export { jobs } from './jobs.ts';
export { permissions } from './permissions.ts';
export { routes } from './routes.ts';
export { openBreakers, readBreaker } from './store/budget.ts';
