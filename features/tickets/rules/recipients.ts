/** Who an answer goes to: what the server computed, less what the agent took off, plus what they added. */
import { normalAddress } from '#features/people/index.ts';
import type { Recipient, Recipients } from '../ports.ts';

type Choice = { cc: readonly string[]; bcc: readonly string[]; without: readonly string[] };
export type Chosen = { to: Recipient[]; cc: Recipient[]; bcc: Recipient[] };

const keyOf = (address: string): string => normalAddress(address) || address.trim().toLowerCase();

/** The final lists; nobody stands in two of them. */
export function chosenRecipients(computed: Recipients, choice: Choice): Chosen {
  const taken = new Set(choice.without.map(keyOf));
  const free = (one: { address: string }): boolean => {
    const key = keyOf(one.address);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  };
  const to = computed.to.filter(free);
  const cc = computed.cc.filter(free);
  const added = (address: string): Recipient => ({
    name: '',
    address: address.trim(),
    reason: 'added by you',
  });
  return { to, cc: [...cc, ...choice.cc.map(added).filter(free)], bcc: choice.bcc.map(added).filter(free) };
}

/** Addresses nobody on this ticket has written from or been written to: a slip of the keyboard sends data to strangers. */
export function newOutsiders(chosen: Chosen, computed: Recipients, known: readonly string[]): string[] {
  const familiar = new Set([...computed.to, ...computed.cc].map((one) => keyOf(one.address)));
  for (const address of known) familiar.add(keyOf(address));
  return [...chosen.cc, ...chosen.bcc]
    .map((one) => one.address)
    .filter((address) => !familiar.has(keyOf(address)));
}
