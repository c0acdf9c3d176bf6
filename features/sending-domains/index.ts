/** What DNS says of the domains that mail leaves from, and what it should say. */
import { registerErrors } from '#platform/named-error.ts';
import { sendingDomainErrors } from './contract.ts';

registerErrors(sendingDomainErrors);

export { permissions } from './permissions.ts';
export { lookAtDomains } from './queries/look-at-domains.ts';
export { routes } from './routes.ts';
export { type DomainLine, doctorLines } from './rules/doctor-lines.ts';
export { brandOf } from './store/mailbox-addresses.ts';
