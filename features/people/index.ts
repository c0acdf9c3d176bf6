/** Who writes to the desk, and how they can be reached. */
import { registerErrors } from '#platform/named-error.ts';
import { peopleErrors } from './contract.ts';

registerErrors(peopleErrors);

export { addAddress } from './commands/add-address.ts';
export {
  type AddressChange,
  healAddress,
  noteAccepted,
  noteComplaint,
  noteFailure,
  noteUncounted,
} from './commands/note-address.ts';
export { NotAnAddress, resolvePerson } from './commands/resolve-person.ts';
export { addressStates, isTroubled, type ReachableAddress, waysToReach } from './queries/address-states.ts';
export {
  type AddressState,
  causeSentence,
  type FailureCause,
  failureCauses,
} from './rules/address-health.ts';
export { longestAddress, normalAddress } from './rules/normal-address.ts';
export { findPerson, type PersonRef } from './store/person-rows.ts';
