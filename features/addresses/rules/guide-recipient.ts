/** Where mail to an address at a domain of ours belongs. Pure. */
import { nearLocal } from './near-local.ts';
import { inForce, type Register, type RegisterEntry } from './register.ts';

export type Guidance =
  /** A mailbox takes it as it is. */
  | { kind: 'ours' }
  /** No such address, or one we no longer use; `right` is meant and takes mail. */
  | { kind: 'meant'; right: string; how: 'misspelt' | 'retired'; note: string; confidence: number }
  /** At a domain of ours, and nobody has it; `right` is where to write instead. */
  | { kind: 'nobody'; right: string }
  /** At no domain of ours. */
  | { kind: 'elsewhere' };

/** Longer is no address (RFC 5321 section 4.5.3.1.3). */
const longestAddress = 254;

/** `receives`: a mailbox of the desk takes mail for the address. */
export function guideRecipient(
  written: string,
  register: Register,
  receives: (address: string) => boolean,
): Guidance {
  const address = written.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const entry = register.find(address) ?? withoutPlus(register, local, domain);
  if (entry?.state === 'retired') {
    const right = inForce(register, entry);
    const note = `${address} is no longer in use; ${right} took its place.`;
    if (receives(right)) return { kind: 'meant', right, how: 'retired', note, confidence: 1 };
  }
  if (receives(address)) return { kind: 'ours' };
  if (at < 1 || address.length > longestAddress || register.at(domain).size === 0)
    return { kind: 'elsewhere' };
  const near = nearLocal(register, local, domain);
  if (near === null) return { kind: 'nobody', right: register.main };
  const right = inForce(register, near.entry);
  if (!receives(right)) return { kind: 'nobody', right };
  const note = `${address} is no address of ours. ${notes[near.reason](right)}`;
  return { kind: 'meant', right, how: 'misspelt', note, confidence: near.confidence };
}

/** `old+abc@` of an address that takes such mail (RFC 5233) is that address. */
function withoutPlus(register: Register, local: string, domain: string): RegisterEntry | null {
  const plus = local.indexOf('+');
  const entry = plus < 1 ? null : register.find(`${local.slice(0, plus)}@${domain}`);
  return entry?.plusAddressing ? entry : null;
}

const notes = {
  'local-typo': (right: string) => `It differs from ${right} by a letter or two.`,
  'local-homoglyph': (right: string) => `It has letters that only look like those of ${right}.`,
  'local-role': (right: string) => `It means the same as ${right}.`,
} as const;
