/** Which domains a desk has to do with, and how. */
import { domainToASCII } from 'node:url';

export const domainRoles = ['sends', 'published', 'signs', 'relay-login'] as const;
/** `sends`: From and return path of a mailbox; `published`: an official address; `signs`: d= of the key; `relay-login`. */
export type DomainRole = (typeof domainRoles)[number];

export type OurDomain = {
  /** As DNS is asked for it. */
  domain: string;
  /** As people write it, when that differs. */
  written: string;
  roles: readonly DomainRole[];
  /** One of our addresses there, mailboxes first. */
  address: string | null;
};

export type DomainSources = {
  mailboxes: readonly string[];
  official: readonly string[];
  dkimDomain: string | null;
  relayUser: string | null;
};

/** Sending domains first, in the order of the mailboxes. What is no domain is left out. */
export function ourDomains(
  sources: DomainSources,
  organizationOf: (domain: string) => string,
  most: number,
): OurDomain[] {
  const found = new Map<string, { written: string; roles: DomainRole[]; address: string | null }>();
  const add = (written: string, role: DomainRole, address: string | null): void => {
    const domain = domainToASCII(written.toLowerCase());
    if (domain === '' || !domain.includes('.')) return;
    const known = found.get(domain) ?? { written, roles: [], address };
    if (!known.roles.includes(role)) known.roles.push(role);
    found.set(domain, known);
  };
  for (const address of sources.mailboxes) add(partOf(address), 'sends', address);
  for (const address of sources.official) add(partOf(address), 'published', address);
  if (sources.dkimDomain !== null) add(sources.dkimDomain, 'signs', null);
  // A login such as postmaster@mg.example.com tells the domain that was set up at the relay; one at a mail provider is not ours.
  const login = sources.relayUser?.includes('@') ? partOf(sources.relayUser).toLowerCase() : null;
  if (login !== null) {
    const organizations = new Set([...found.keys()].map(organizationOf));
    if (organizations.has(organizationOf(domainToASCII(login)))) add(login, 'relay-login', null);
  }
  return [...found].slice(0, most).map(([domain, rest]) => ({ domain, ...rest }));
}

function partOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
