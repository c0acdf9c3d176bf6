/** The one check of a customer's address: syntax, known slips, and what the DNS says of its domain. */
import { domainToASCII } from 'node:url';
import { normalAddress } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { DnsFailure, type DnsResolver } from '#platform/dns/resolver.ts';
import { addressLimits } from '../limits.ts';
import { syntaxProblem } from '../rules/address-syntax.ts';
import { type CustomerVerdict, judgeCustomer, type MailState } from '../rules/judge-customer.ts';
import { disposableDomains } from '../rules/lists.ts';
import { providerMeant } from '../rules/provider-typo.ts';
import { readTyped } from '../rules/read-typed.ts';
import { findMark } from '../store/address-marks.ts';
import { knownAddresses } from './known-addresses.ts';

export type CustomerCheck = CustomerVerdict & { address: string; suggestion: string | null };

/**
 * Never waits longer than a moment and never throws for the DNS: what it does not say is `unknown`. `stateOf` is for whoever
 * asks about many addresses and remembers their domains.
 */
export async function checkCustomer(
  desk: Pick<Desk, 'db' | 'brand' | 'profile' | 'dns'>,
  typed: string,
  stateOf = (domain: string): Promise<MailState> => mailState(desk.dns, domain),
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
  const [mail, { register }] = await Promise.all([stateOf(domain), knownAddresses(desk)]);
  const own = register.find(`${local}@${domain}`) !== null;
  const disposable = disposableDomains.has(domain);
  return { address, suggestion, ...judgeCustomer({ syntax, suggestion, mail, disposable, own }) };
}

/** The check while an agent writes: where nothing more is known now, what an import found stands. */
export async function checkRecipient(
  desk: Pick<Desk, 'db' | 'brand' | 'profile' | 'dns'>,
  typed: string,
): Promise<CustomerCheck> {
  const check = await checkCustomer(desk, typed);
  if (check.verdict !== 'unknown') return check;
  const mark = await findMark(desk.db, desk.brand.id, normalAddress(check.address));
  if (mark === null) return check;
  const { verdict, suggestion, reasons, confidence, at } = mark;
  const day = at.toISOString().slice(0, 10);
  const since = { code: 'marked', words: `So it was on ${day}, when its mail was imported.` };
  return { address: check.address, verdict, suggestion, confidence, reasons: [...reasons, since] };
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
