/** Who writes to the desk. */
import { registerErrors } from '#platform/named-error.ts';
import { peopleErrors } from './contract.ts';

registerErrors(peopleErrors);

export { addAddress } from './commands/add-address.ts';
export { NotAnAddress, resolvePerson } from './commands/resolve-person.ts';
export { longestAddress, normalAddress } from './rules/normal-address.ts';
export { findPerson, type PersonRef } from './store/person-rows.ts';
