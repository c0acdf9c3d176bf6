/** The one check of a customer's address: syntax, known slips, and what the DNS says of its domain. */
import { domainToASCII } from 'node:url';
import type { Desk } from '#features/workspace/index.ts';
import { DnsFailure, type DnsResolver } from '#platform/dns/resolver.ts';
import { addressLimits } from '../limits.ts';
import { syntaxProblem } from '../rules/address-syntax.ts';
import { type CustomerVerdict, judgeCustomer, type MailState } from '../rules/judge-customer.ts';
import { disposableDomains } from '../rules/lists.ts';
import { providerMeant } from '../rules/provider-typo.ts';
import { readTyped } from '../rules/read-typed.ts';
import { knownAddresses } from './known-addresses.ts';

export type CustomerCheck = CustomerVerdict & { address: string; suggestion: string | null };

/** Never waits longer than a moment and never throws for the DNS: what it does not say is `unknown`. */
export async function checkCustomer(
  desk: Pick<Desk, 'db' | 'brand' | 'profile' | 'dns'>,
  typed: string,
): Promise<CustomerCheck> {
  const address = typed.trim().slice(0, addressLimits.typedCharacters);
  const syntax = syntaxProblem(address);
  const { local, domain } = readTyped(address);
  if (syntax !== null)
    return {
      address,
      suggestion: null,
      ...judgeCustomer({ syntax, suggestion: null, mail: 'unknown', disposable: false, own: false }),
    };
  const meant = providerMeant(domain);
  const suggestion = meant === null ? null : `${address.slice(0, address.lastIndexOf('@'))}@${meant}`;
  const [mail, { register }] = await Promise.all([mailState(desk.dns, domain), knownAddresses(desk)]);
  const own = register.find(`${local}@${domain}`) !== null;
  const disposable = disposableDomains.has(domain);
  return { address, suggestion, ...judgeCustomer({ syntax, suggestion, mail, disposable, own }) };
}

/** What the DNS says within a moment. */
export async function mailState(dns: DnsResolver, domain: string): Promise<MailState> {
  const name = domainToASCII(domain);
  if (name === '') return 'no-domain';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<MailState>((resolve) => {
    timer = setTimeout(() => resolve('unknown'), addressLimits.dnsMilliseconds);
  });
  try {
    return await Promise.race([askMail(dns, name), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function askMail(dns: DnsResolver, name: string): Promise<MailState> {
  const mx = await records(dns.lookUp(name, 'MX'));
  if (mx === 'unknown' || mx === 'no-domain') return mx;
  if (mx.length > 0) {
    // RFC 7505 section 3: a single record that names the root says that no mail is taken.
    return mx.every(({ exchange }) => exchange === '' || exchange === '.') ? 'refuses' : 'accepts';
  }
  // RFC 5321 section 5.1: without MX the domain itself is the mail server.
  const [v4, v6] = await Promise.all([records(dns.lookUp(name, 'A')), records(dns.lookUp(name, 'AAAA'))]);
  if ([v4, v6].some((one) => Array.isArray(one) && one.length > 0)) return 'accepts';
  return v4 === 'unknown' || v6 === 'unknown' ? 'unknown' : 'no-server';
}

/** The records, none, or why there is no answer. */
async function records<T>(asked: Promise<T[]>): Promise<T[] | 'no-domain' | 'unknown'> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof DnsFailure)) throw error;
    if (error.code === 'ENODATA') return [];
    return error.code === 'ENOTFOUND' ? 'no-domain' : 'unknown';
  }
}
