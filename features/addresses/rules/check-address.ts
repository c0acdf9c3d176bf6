/** Is this address one of ours? Pure: from what was pasted and the register to a verdict with its reasons. */
import type { AddressReason } from '#features/workspace/index.ts';
import { dotlessDomains, freeMailDomains } from './lists.ts';
import { nameOf, nearDomain, saysBrandAndRole, tellingName } from './near-domain.ts';
import { nearLocal } from './near-local.ts';
import { readTyped, type TypedAddress } from './read-typed.ts';
import { inForce, type Register, type RegisterEntry } from './register.ts';
import { skeleton } from './skeleton.ts';
import { typingDistance } from './typing-distance.ts';

export const addressVerdicts = ['official', 'retired', 'misspelling', 'look-alike', 'unknown'] as const;
export type AddressVerdict = (typeof addressVerdicts)[number];

export type AddressCheck = {
  /** As it was read. */
  address: string;
  verdict: AddressVerdict;
  reasons: AddressReason[];
  /** The address of ours to use instead, or the same one when it is official. */
  use: string;
  /** 0 to 1. */
  confidence: number;
};

/**
 * Judges what somebody pasted. An address that is official is never called anything else; a misspelling is harmless
 * (its domain is ours, or it has none), a look-alike belongs to somebody else.
 */
export function checkAddress(pasted: string, register: Register): AddressCheck {
  const typed = readTyped(pasted);
  const { address } = typed;
  const say = (
    verdict: AddressVerdict,
    reason: AddressReason,
    confidence: number,
    use: string = register.main,
  ): AddressCheck => ({ address, verdict, reasons: [reason], use, confidence });
  const known = register.find(address);
  if (known) return ofEntry(register, address, known);
  const isOurs = register.at(typed.domain).size > 0;
  const base = withoutPlus(typed);
  const behindPlus = isOurs && base !== null ? register.find(base) : null;
  if (behindPlus?.plusAddressing) {
    const judged = ofEntry(register, address, behindPlus);
    return { ...judged, reasons: ['plus-part', ...judged.reasons] };
  }
  const impostor = knownImpostor(register, typed);
  if (impostor) return say('look-alike', 'never-ours', 1, inForce(register, impostor));
  if (isOurs) {
    const near = nearLocal(register, typed.local, typed.domain);
    if (near) return say('misspelling', near.reason, near.confidence, inForce(register, near.entry));
    return say('unknown', 'own-domain', 0.9);
  }
  return elsewhere(register, typed, say);
}

type Say = (verdict: AddressVerdict, reason: AddressReason, confidence: number, use?: string) => AddressCheck;

/** At a domain that is not ours, or at none. */
function elsewhere(register: Register, typed: TypedAddress, say: Say): AddressCheck {
  const meant = meantBy(register, typed.local);
  const domain = nearDomain(register, typed.domain, meant !== null);
  if (domain) {
    const use = meantBy(register, typed.local, domain.ours) ?? meant ?? register.main;
    const verdict = domain.reason === 'own-subdomain' ? 'misspelling' : 'look-alike';
    return say(verdict, domain.reason, domain.confidence, use);
  }
  if (typed.domain !== '') {
    const name = nameInLocal(register, typed);
    if (name) return say('look-alike', name.reason, name.confidence, meant ?? register.main);
  }
  const whole = wholeTypo(register, typed.address);
  if (whole) return say('misspelling', 'whole-typo', 0.85, inForce(register, whole));
  const isAddress = typed.local !== '' && /^[^\s@]+\.[^\s@.]+$/.test(typed.domain);
  return isAddress ? say('unknown', 'no-likeness', 0.8) : say('unknown', 'not-an-address', 0.95);
}

function ofEntry(register: Register, address: string, entry: RegisterEntry): AddressCheck {
  const use = inForce(register, entry);
  const both = { address, use, confidence: 1 };
  if (entry.state === 'retired') return { ...both, verdict: 'retired', reasons: ['retired'] };
  if (entry.state === 'never-ours') return { ...both, verdict: 'look-alike', reasons: ['never-ours'] };
  return { ...both, verdict: 'official', reasons: [entry.published ? 'registered' : 'receives'] };
}

/** The address in force that this name before the @ stands for at one of our domains. */
function meantBy(register: Register, local: string, only?: string): string | null {
  for (const domain of only === undefined ? register.domains : [only]) {
    const exact = register.at(domain).get(local);
    const entry = exact ?? nearLocal(register, local, domain)?.entry;
    if (entry) return inForce(register, entry);
  }
  return null;
}

/** Dots and plus-parts make no other address where the service ignores them. */
function knownImpostor(register: Register, typed: TypedAddress): RegisterEntry | null {
  const wanted = plainForm(typed);
  return (
    register.entries.find(
      (entry) => entry.state === 'never-ours' && plainForm(readTyped(entry.address)) === wanted,
    ) ?? null
  );
}

function plainForm({ local, domain }: TypedAddress): string {
  const base = local.includes('+') ? local.slice(0, local.indexOf('+')) : local;
  return `${dotlessDomains.has(domain) ? base.replaceAll('.', '') : local}@${domain}`;
}

function withoutPlus({ local, domain }: TypedAddress): string | null {
  const plus = local.indexOf('+');
  return plus < 1 ? null : `${local.slice(0, plus)}@${domain}`;
}

/** The brand's name before the @ of a free mail service, or with a word for a support before the @ of anybody. */
function nameInLocal(
  register: Register,
  { local, domain }: TypedAddress,
): { reason: 'free-mail' | 'brand-in-name'; confidence: number } | null {
  const letters = local.slice(0, 64).replace(/[._+-]+/g, '');
  const isFree = freeMailDomains.has(domain);
  const looks = skeleton(letters);
  const holdsName = register.domains
    .map(nameOf)
    .some((name) => name.length >= tellingName && looks.includes(skeleton(name)));
  if (isFree && holdsName) return { reason: 'free-mail', confidence: 0.95 };
  if (!saysBrandAndRole(register, local.slice(0, 64))) return null;
  return isFree ? { reason: 'free-mail', confidence: 0.95 } : { reason: 'brand-in-name', confidence: 0.75 };
}

/** One slip in the whole, such as a missing @ or a comma for a dot. */
function wholeTypo(register: Register, address: string): RegisterEntry | null {
  return (
    register.entries.find(
      (entry) => entry.state !== 'never-ours' && typingDistance(address, entry.address, 1) <= 1,
    ) ?? null
  );
}
