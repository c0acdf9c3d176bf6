/** The register of official addresses as the check asks it. */

export type AddressState = 'active' | 'retired' | 'never-ours';

export type RegisterEntry = {
  address: string;
  state: AddressState;
  department: string | null;
  replacement: string | null;
  /** False for an address that receives mail and was never published. */
  published: boolean;
  /** True when `local+anything@domain` reaches the same mailbox (RFC 5233). */
  plusAddressing: boolean;
};

export type Register = {
  find(address: string): RegisterEntry | null;
  /** Addresses of a domain of ours by their local part; empty for every other domain. */
  at(domain: string): ReadonlyMap<string, RegisterEntry>;
  domains: readonly string[];
  entries: readonly RegisterEntry[];
  /** Where to write when nothing fits better. */
  main: string;
  /** Words by which people know the brand, in lower case. */
  brandWords: readonly string[];
};

/** Replacements of replacements that are followed; more is a circle. */
const replacementSteps = 5;

/** `main` should be an active entry; the domains are those of active and retired entries. */
export function makeRegister(
  entries: readonly RegisterEntry[],
  main: string,
  brandWords: readonly string[],
): Register {
  const byAddress = new Map(entries.map((entry) => [entry.address, entry]));
  const byDomain = new Map<string, Map<string, RegisterEntry>>();
  for (const entry of entries) {
    if (entry.state === 'never-ours') continue;
    const at = entry.address.lastIndexOf('@');
    const domain = entry.address.slice(at + 1);
    const locals = byDomain.get(domain) ?? new Map<string, RegisterEntry>();
    byDomain.set(domain, locals.set(entry.address.slice(0, at), entry));
  }
  const none: ReadonlyMap<string, RegisterEntry> = new Map();
  return {
    find: (address) => byAddress.get(address) ?? null,
    at: (domain) => byDomain.get(domain) ?? none,
    domains: [...byDomain.keys()],
    entries,
    main,
    brandWords: brandWords.map((word) => word.toLowerCase()),
  };
}

/** The address to use for an entry: itself, or what replaced it. */
export function inForce(register: Register, entry: RegisterEntry): string {
  let current = entry;
  for (let step = 0; step < replacementSteps; step++) {
    if (current.state === 'active') return current.address;
    const next = current.replacement === null ? null : register.find(current.replacement);
    if (next === null) return current.replacement ?? register.main;
    current = next;
  }
  return register.main;
}
