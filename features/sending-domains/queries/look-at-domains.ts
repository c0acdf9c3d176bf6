/** The report on all our domains: asked in one go, remembered for a moment, judged by the settings of now. */
import { knownAddresses } from '#features/addresses/index.ts';
import { dkimInUse } from '#features/mail-out/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { DomainCheck, DomainsReport } from '../contract.ts';
import { domainLimits } from '../limits.ts';
import type { OwnKey } from '../rules/judge-dkim.ts';
import { type Check, type DomainAnswers, judgeDomain } from '../rules/judge-domain.ts';
import { organizationOf } from '../rules/organization.ts';
import { type OurDomain, ourDomains } from '../rules/our-domains.ts';
import { nameInZone, txtStrings } from '../rules/txt-strings.ts';
import { mailboxAddresses } from '../store/mailbox-addresses.ts';
import { readRelaySpf } from '../store/relay-spf.ts';
import { askDomain, makeAsker } from './ask-dns.ts';

export type LookingDesk = Pick<Desk, 'db' | 'brand' | 'profile' | 'dns' | 'secrets' | 'clock'> & {
  settings: Pick<Desk['settings'], 'relay'>;
};

/** What was asked for, and what came: both, because other domains or another key make old answers useless. */
type Looked = { at: Date; until: number; of: string; answers: ReadonlyMap<string, DomainAnswers> };
const remembered = new WeakMap<object, Looked>();
const asking = new WeakMap<object, { of: string; looked: Promise<Looked> }>();

/** `again`: DNS is asked anew, whatever is remembered. Never waits longer than `domainLimits.askMs` for DNS. */
export async function lookAtDomains(desk: LookingDesk, again = false): Promise<DomainsReport> {
  const [mailboxes, { addresses }, key, relay] = await Promise.all([
    mailboxAddresses(desk.db, desk.brand.id),
    knownAddresses(desk),
    dkimInUse(desk.db, desk.secrets),
    readRelaySpf(desk.db),
  ]);
  const official = addresses.filter(({ state, id }) => state === 'active' && id !== null);
  const sources = {
    mailboxes,
    official: official.map(({ address }) => address),
    dkimDomain: key?.domain ?? null,
    relayUser: desk.settings.relay?.user ?? null,
  };
  const domains = ourDomains(sources, organizationOf, domainLimits.domains);
  const { at, answers } = await answersFor(desk, domains, key, again);
  return {
    askedAt: at.toISOString(),
    relay: { ...relay, host: desk.settings.relay?.host ?? null },
    domains: domains.flatMap((one) => {
      const said = answers.get(one.domain);
      if (said === undefined) return [];
      const { domain, written, roles } = one;
      return [
        {
          domain,
          written,
          roles: [...roles],
          checks: judgeDomain(one, said, { key, relay }).map((check) => present(check, said.organization)),
        },
      ];
    }),
  };
}

async function answersFor(
  desk: LookingDesk,
  domains: readonly OurDomain[],
  key: OwnKey | null,
  again: boolean,
): Promise<Looked> {
  const of = JSON.stringify([domains.map(({ domain }) => domain), key?.domain, key?.selector]);
  const last = remembered.get(desk.db);
  if (!again && last?.of === of && performance.now() < last.until) return last;
  const running = asking.get(desk.db);
  // Two who ask at the same moment get the same answer.
  if (running?.of === of) return running.looked;
  const looked = askAll(desk, domains, key, of);
  asking.set(desk.db, { of, looked });
  try {
    const found = await looked;
    remembered.set(desk.db, found);
    return found;
  } finally {
    if (asking.get(desk.db)?.looked === looked) asking.delete(desk.db);
  }
}

async function askAll(
  desk: LookingDesk,
  domains: readonly OurDomain[],
  key: OwnKey | null,
  of: string,
): Promise<Looked> {
  const at = desk.clock.now();
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, domainLimits.askMs);
  try {
    // Always past the resolver's own memory: the page says when DNS was asked, and that has to be true.
    const asker = makeAsker(desk.dns, late, true);
    const each = domains.map(async ({ domain }) => [domain, await askDomain(asker, domain, key)] as const);
    const answers = new Map(await Promise.all(each));
    const unsure = [...answers.values()].some(isUnsure);
    const keep = unsure ? domainLimits.unsureMs : domainLimits.freshMs;
    return { at, until: performance.now() + keep, of, answers };
  } finally {
    clearTimeout(timer);
  }
}

function isUnsure({ txt, dkim, dmarc, mx, mtaSts, tlsRpt, spf }: DomainAnswers): boolean {
  return [txt, dkim, dmarc, mx, mtaSts, tlsRpt, ...spf.values()].some(({ state }) => state === 'unknown');
}

function present({ publish, fingerprints, found, ...check }: Check, zone: string): DomainCheck {
  return {
    ...check,
    found: found.slice(0, domainLimits.shownRecords).map(shorten),
    publish: publish && {
      ...publish,
      shortName: nameInZone(publish.name, zone),
      strings: publish.value !== null && publish.type === 'TXT' ? txtStrings(publish.value) : [],
    },
    fingerprints: fingerprints ?? null,
  };
}

function shorten(text: string): string {
  const most = domainLimits.shownCharacters;
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}
