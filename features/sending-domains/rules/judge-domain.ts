/** All that can be said of one domain, from what DNS answered. */
import { type Answer, type Finding, recordsOf } from './answers.ts';
import { judgeAlignment } from './judge-alignment.ts';
import { isSigned, judgeDkim, type OwnKey } from './judge-dkim.ts';
import { judgeDmarc } from './judge-dmarc.ts';
import { type HostAnswer, judgeMx, type Mx } from './judge-mx.ts';
import { judgeSpf } from './judge-spf.ts';
import { judgeMtaSts, judgeTlsRpt } from './judge-transport.ts';
import type { OurDomain } from './our-domains.ts';
import { presetOf } from './relay-presets.ts';
import type { RelaySpf } from './relay-terms.ts';
import type { SpfAnswers } from './spf-walk.ts';

export const checkKinds = ['spf', 'dkim', 'dmarc', 'alignment', 'mx', 'mta-sts', 'tls-rpt'] as const;
export type CheckKind = (typeof checkKinds)[number];

/** What DNS said of one domain. */
export type DomainAnswers = {
  organization: string;
  txt: Answer<string>;
  /** What its SPF record leads to. */
  spf: SpfAnswers;
  dkim: Answer<string>;
  dkimAlias: Answer<string>;
  dmarc: Answer<string>;
  dmarcAbove: Answer<string>;
  mx: Answer<Mx>;
  self: HostAnswer;
  hosts: ReadonlyMap<string, HostAnswer>;
  mtaSts: Answer<string>;
  tlsRpt: Answer<string>;
};

export type OurSending = { key: OwnKey | null; relay: RelaySpf };

export type Check = Finding & {
  kind: CheckKind;
  /** Nobody has to have it. */
  optional: boolean;
  /** Where DNS was asked, and what it said; null where nothing was asked. */
  asked: { name: string; type: 'TXT' | 'MX' } | null;
  found: string[];
};

export function judgeDomain(of: OurDomain, dns: DomainAnswers, { key, relay }: OurSending): Check[] {
  const { domain } = of;
  const sends = of.roles.includes('sends');
  const spf = judgeSpf({ domain, txt: dns.txt, answers: dns.spf, relayTerms: relay.terms, sends });
  const dkim = judgeDkim({ domain, own: key, txt: dns.dkim, cname: dns.dkimAlias, sends });
  const signedBy = key !== null && isSigned(domain, key) ? key.domain : null;
  const dmarc = judgeDmarc({
    domain,
    organization: dns.organization,
    own: dns.dmarc,
    above: dns.dmarcAbove,
    signedBy,
    proven: [spf, dkim].every(({ verdict }) => verdict === 'good'),
  });
  const txt = (name: string) => ({ name, type: 'TXT' }) as const;
  const dkimName = signedBy === null ? null : txt(`${key?.selector}._domainkey.${signedBy}`);
  const check = (
    kind: CheckKind,
    finding: Finding,
    asked: Check['asked'],
    found: readonly string[],
    optional = false,
  ): Check => ({ ...finding, kind, optional, asked, found: [...found] });
  const spfLike = recordsOf(dns.txt).filter((text) => /spf/i.test(text.slice(0, 20)));
  const mx = recordsOf(dns.mx).map(({ priority, exchange }) => `${priority} ${exchange || '.'}`);
  const alignment = judgeAlignment({
    domain,
    spf: spf.verdict,
    dkim: dkim.verdict,
    preset: presetOf(relay.preset),
    relayKnown: relay.terms.length > 0,
  });
  return [
    check('spf', spf, txt(domain), spfLike, !sends),
    check('dkim', dkim, dkimName, signedBy === null ? [] : recordsOf(dns.dkim), !sends && signedBy === null),
    check('dmarc', dmarc, txt(`_dmarc.${domain}`), recordsOf(dns.dmarc)),
    ...(sends ? [check('alignment', alignment, null, [])] : []),
    // A domain that only signs, or is only a login, need not take mail.
    ...(of.address === null
      ? []
      : [
          check('mx', judgeMx(dns), { name: domain, type: 'MX' }, mx),
          check(
            'mta-sts',
            judgeMtaSts(domain, dns.mtaSts),
            txt(`_mta-sts.${domain}`),
            recordsOf(dns.mtaSts),
            true,
          ),
          check(
            'tls-rpt',
            judgeTlsRpt(domain, dns.tlsRpt, of.address),
            txt(`_smtp._tls.${domain}`),
            recordsOf(dns.tlsRpt),
            true,
          ),
        ]),
  ];
}
