/** Asks the DNS all that the rules want to know of one domain. Never throws for the DNS, never waits past the deadline. */
import { type DnsAnswers, DnsFailure, type DnsResolver, type RecordType } from '#platform/dns/resolver.ts';
import { domainLimits } from '../limits.ts';
import { type Answer, recordsOf, unknownAnswer } from '../rules/answers.ts';
import { isSigned, type OwnKey } from '../rules/judge-dkim.ts';
import type { DomainAnswers } from '../rules/judge-domain.ts';
import { type HostAnswer, keyOf } from '../rules/judge-mx.ts';
import { organizationOf } from '../rules/organization.ts';
import { isAlmostSpf, isSpf, readSpf, repairAlmost } from '../rules/spf-record.ts';
import { type SpfAnswers, type SpfQuestion, spfKey, walkSpf } from '../rules/spf-walk.ts';

export type Asker = {
  ask<T extends RecordType>(name: string, type: T): Promise<Answer<DnsAnswers[T][number]>>;
  txt(name: string): Promise<Answer<string>>;
};

/** `late` settles when the time is over; whatever is open then "could not be asked". `fresh`: past what is remembered. */
export function makeAsker(dns: DnsResolver, late: Promise<void>, fresh: boolean): Asker {
  const ask: Asker['ask'] = async (name, type) => {
    const open = late.then((): typeof unknownAnswer => unknownAnswer);
    return Promise.race([answerOf(dns, name, type, fresh), open]);
  };
  return {
    ask,
    async txt(name) {
      const answer = await ask(name, 'TXT');
      if (answer.state !== 'records') return answer;
      // RFC 7208 section 3.3, RFC 6376 section 3.6.2.2: strings of one record are joined without a blank.
      return { state: 'records', records: answer.records.map((strings) => strings.join('')) };
    },
  };
}

async function answerOf<T extends RecordType>(
  dns: DnsResolver,
  name: string,
  type: T,
  fresh: boolean,
): Promise<Answer<DnsAnswers[T][number]>> {
  try {
    const records: readonly DnsAnswers[T][number][] = await dns.lookUp(name, type, { fresh });
    return records.length === 0 ? { state: 'none' } : { state: 'records', records };
  } catch (error) {
    if (!(error instanceof DnsFailure)) throw error;
    if (error.code === 'ENOTFOUND') return { state: 'no-domain' };
    return error.code === 'ENODATA' ? { state: 'none' } : unknownAnswer;
  }
}

export async function askDomain(asker: Asker, domain: string, key: OwnKey | null): Promise<DomainAnswers> {
  const organization = organizationOf(domain);
  const dkimName = key !== null && isSigned(domain, key) ? `${key.selector}._domainkey.${key.domain}` : null;
  const unasked = Promise.resolve<Answer<string>>({ state: 'none' });
  const dmarc = asker.txt(`_dmarc.${domain}`);
  const txt = asker.txt(domain);
  const mx = asker.ask(domain, 'MX');
  const [self, hosts, spf, dkim, dkimAlias, dmarcAbove, mtaSts, tlsRpt] = await Promise.all([
    hostAnswer(asker, domain),
    mx.then((answer) =>
      hostAnswers(
        asker,
        recordsOf(answer).map(({ exchange }) => exchange),
      ),
    ),
    txt.then((answer) => askSpf(asker, domain, recordsOf(answer))),
    dkimName === null ? unasked : asker.txt(dkimName),
    dkimName === null ? unasked : asker.ask(dkimName, 'CNAME'),
    organization === domain ? dmarc : asker.txt(`_dmarc.${organization}`),
    asker.txt(`_mta-sts.${domain}`),
    asker.txt(`_smtp._tls.${domain}`),
  ]);
  const own = { txt: await txt, mx: await mx, dmarc: await dmarc };
  return { organization, ...own, self, hosts, spf, dkim, dkimAlias, dmarcAbove, mtaSts, tlsRpt };
}

/** Follows the records until the rule has nothing more to ask, or has asked too much. */
async function askSpf(asker: Asker, domain: string, texts: readonly string[]): Promise<SpfAnswers> {
  const answers = new Map<string, Answer<string>>();
  const records = [...texts.filter(isSpf), ...texts.filter(isAlmostSpf).map(repairAlmost)].map(readSpf);
  for (;;) {
    const needs = records.flatMap((record) => walkSpf(record, domain, answers).needs);
    const left = domainLimits.spfQuestions - answers.size;
    const next = new Map(needs.map((question) => [spfKey(question), question]));
    if (next.size === 0 || left <= 0) return answers;
    const asked = [...next].slice(0, left);
    for (const [name, answer] of await Promise.all(
      asked.map(([name, question]) => spfAnswer(asker, name, question)),
    ))
      answers.set(name, answer);
  }
}

async function spfAnswer(
  asker: Asker,
  key: string,
  { name, type }: SpfQuestion,
): Promise<[string, Answer<string>]> {
  if (type === 'TXT') return [key, await asker.txt(name)];
  if (type !== 'MX') return [key, await asker.ask(name, type)];
  const answer = await asker.ask(name, 'MX');
  if (answer.state !== 'records') return [key, answer];
  return [key, { state: 'records', records: answer.records.map(({ exchange }) => exchange) }];
}

async function hostAnswers(asker: Asker, names: readonly string[]): Promise<Map<string, HostAnswer>> {
  const hosts = [...new Set(names.map(keyOf))]
    .filter((name) => name !== '')
    .slice(0, domainLimits.mailServers);
  return new Map(
    await Promise.all(hosts.map(async (host) => [host, await hostAnswer(asker, host)] as const)),
  );
}

async function hostAnswer(asker: Asker, name: string): Promise<HostAnswer> {
  const [v4, v6] = await Promise.all([asker.ask(name, 'A'), asker.ask(name, 'AAAA')]);
  if (v4.state === 'records' || v6.state === 'records') return 'has';
  return v4.state === 'unknown' || v6.state === 'unknown' ? 'unknown' : 'none';
}
