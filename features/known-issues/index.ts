/** Problems that many tickets share, and the tickets they concern. */
import { registerErrors } from '#platform/named-error.ts';
import { knownIssueErrors } from './contract.ts';

registerErrors(knownIssueErrors);

export { jobs } from './jobs.ts';
export { permissions } from './permissions.ts';
export { routes } from './routes.ts';
export { affectedTickets } from './store/link-rows.ts';
