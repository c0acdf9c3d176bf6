/** Our own addresses and those of customers: which are right, which only look so. */
import { registerErrors } from '#platform/named-error.ts';
import { addressErrors } from './contract.ts';

registerErrors(addressErrors);

export { customerChecker, markCustomers } from './commands/mark-customers.ts';
export { seedAddresses } from './commands/seed-addresses.ts';
export { permissions } from './permissions.ts';
export { type CustomerCheck, checkCustomer } from './queries/check-customer.ts';
export { forgetKnownAddresses, knownAddresses } from './queries/known-addresses.ts';
export { type RecipientGuide, recipientGuide } from './queries/recipient-guide.ts';
export { routes } from './routes.ts';
export type { Guidance } from './rules/guide-recipient.ts';
export { serveAddresses } from './serve.ts';
