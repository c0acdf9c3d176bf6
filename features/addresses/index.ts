/** Our own addresses and those of customers: which are right, which only look so. */
import { registerErrors } from '#platform/named-error.ts';
import { addressErrors } from './contract.ts';

registerErrors(addressErrors);

export { seedAddresses } from './commands/seed-addresses.ts';
export { permissions } from './permissions.ts';
export { routes } from './routes.ts';
export { serveAddresses } from './serve.ts';
