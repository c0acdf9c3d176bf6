/** The report over HTTP: what DNS says, what a person sets, and that nobody waits for a DNS that is silent. */
import { beforeEach, describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { seedAddresses } from '#features/addresses/commands/seed-addresses.ts';
import { forgetKnownAddresses } from '#features/addresses/index.ts';
import { newDkimKey } from '#features/mail-out/index.ts';
import type { DomainsReport } from './contract.ts';

const web = await testWeb();
const { desk } = web;
await seedAddresses(desk.db, desk.profile, desk.brand.id, desk.clock.now());
forgetKnownAddresses(desk);
const admin = { key: await web.key('admin') };
const lead = { key: await web.key('lead') };
const domain = 'ouraring.com';

const look = async (method: 'GET' | 'POST' = 'POST', as = admin): Promise<DomainsReport> => {
  const path = method === 'GET' ? '/api/v1/sending-domains' : '/api/v1/sending-domains/ask';
  const reply = await web.call(method, path, { as });
  expect(reply.status).toBe(200);
  // The schema of the route has been checked on the way out.
  return reply.body as DomainsReport;
};
const checkOf = (report: DomainsReport, kind: string, of = domain) =>
  report.domains.find((one) => one.domain === of)?.checks.find((one) => one.kind === kind);
const setRelay = (body: unknown, as = admin) =>
  web.call('PUT', '/api/v1/sending-domains/relay-spf', { as, body });

beforeEach(async () => {
  await desk.db.deleteFrom('setting').where('key', 'in', ['relay-spf', 'dkim']).execute();
  desk.dns.set('*', 'TXT', 'ENOTFOUND');
  for (const type of ['TXT', 'MX', 'A'] as const) desk.dns.set(domain, type, 'ENODATA');
  desk.dns.set(`_dmarc.${domain}`, 'TXT', 'ENOTFOUND');
});

it('tells of every domain once what is missing, and gives no record that it cannot know', async () => {
  const report = await look();
  expect(report.domains.map((one) => one.domain)).toEqual([domain]);
  expect(report.domains[0]?.roles).toEqual(['sends', 'published']);
  expect(report.askedAt).toBe(desk.clock.now().toISOString());
  expect(checkOf(report, 'spf')).toMatchObject({ verdict: 'missing', publish: null });
  expect(checkOf(report, 'dkim')).toMatchObject({ verdict: 'missing', publish: null });
  expect(checkOf(report, 'dmarc')?.publish).toMatchObject({
    name: `_dmarc.${domain}`,
    value: 'v=DMARC1; p=none',
  });
});

it('adds the relay that an admin names to the record that stands there', async () => {
  desk.dns.set(domain, 'TXT', ['site=1', 'v=spf1 include:crm.example -all']);
  desk.dns.set('crm.example', 'TXT', ['v=spf1 ip4:198.51.100.0/24 -all']);
  const saved = await setRelay({ preset: 'postmark', terms: ['include:spf.mtasv.net', ' 192.0.2.10 '] });
  expect([saved.status, saved.body]).toEqual([
    200,
    { preset: 'postmark', terms: ['include:spf.mtasv.net', 'ip4:192.0.2.10'] },
  ]);
  expect(checkOf(await look(), 'spf')).toMatchObject({
    verdict: 'wrong',
    found: ['v=spf1 include:crm.example -all'],
    publish: {
      value: 'v=spf1 include:crm.example include:spf.mtasv.net ip4:192.0.2.10 -all',
      change: 'replace',
    },
  });
  const event = await desk.db
    .selectFrom('event')
    .select(['data'])
    .where('kind', '=', 'relay-spf-changed')
    .executeTakeFirst();
  expect(event?.data).toEqual({ preset: 'postmark', terms: ['include:spf.mtasv.net', 'ip4:192.0.2.10'] });
});

it('compares the key in DNS with ours, and cuts its record into strings', async () => {
  const record = await newDkimKey(desk.db, desk.secrets, { domain, selector: 'desk' });
  const missing = checkOf(await look(), 'dkim');
  expect(missing).toMatchObject({ verdict: 'missing', asked: { name: `desk._domainkey.${domain}` } });
  expect(missing?.publish?.value).toBe(record.value);
  expect(missing?.publish?.strings.map((one) => one.length)).toEqual([255, record.value.length - 255]);
  desk.dns.set(record.name, 'TXT', [record.value]);
  expect(checkOf(await look(), 'dkim')).toMatchObject({ verdict: 'good', publish: null });
  await newDkimKey(desk.db, desk.secrets, { domain, selector: 'desk' });
  const other = checkOf(await look(), 'dkim');
  expect(other?.verdict).toBe('wrong');
  expect(other?.fingerprints?.ours).not.toBe(other?.fingerprints?.inDns);
  expect(JSON.stringify(other)).not.toContain('PRIVATE');
});

describe('what was asked', () => {
  it('is remembered with its time, until somebody asks again', async () => {
    const first = await look();
    const questions = desk.dns.asked.length;
    desk.clock.advance(60);
    expect((await look('GET')).askedAt).toBe(first.askedAt);
    expect(desk.dns.asked).toHaveLength(questions);
    desk.dns.set(`_dmarc.${domain}`, 'TXT', ['v=DMARC1; p=reject']);
    const again = await look('POST', lead);
    expect(again.askedAt).toBe(desk.clock.now().toISOString());
    expect(checkOf(again, 'dmarc')?.verdict).toBe('good');
  });

  it('fits the relay set since, without another question', async () => {
    desk.dns.set(domain, 'TXT', ['v=spf1 include:mailgun.org ~all']);
    desk.dns.set('mailgun.org', 'TXT', ['v=spf1 ip4:192.0.2.0/24 -all']);
    expect(checkOf(await look(), 'spf')?.verdict).toBe('weak');
    const questions = desk.dns.asked.length;
    await setRelay({ preset: 'mailgun', terms: ['include:mailgun.org'] });
    expect(checkOf(await look('GET'), 'spf')?.verdict).toBe('good');
    expect(desk.dns.asked).toHaveLength(questions);
  });

  it('says "could not ask" when no answer comes, and the page does not wait', async () => {
    desk.dns.set(domain, 'TXT', 'ETIMEOUT');
    desk.dns.set(`_dmarc.${domain}`, 'TXT', 'ESERVFAIL');
    const report = await look();
    expect(checkOf(report, 'spf')?.verdict).toBe('unknown');
    expect(checkOf(report, 'dmarc')?.verdict).toBe('unknown');
  });

  it('never holds the page up: a DNS that says nothing is "could not ask", and several who ask share one round', async () => {
    const { lookUp } = desk.dns;
    const asked: string[] = [];
    desk.dns.lookUp = (name, type) => {
      asked.push(`${type} ${name}`);
      return new Promise(() => undefined);
    };
    try {
      const reports = await Promise.all([look(), look(), look()]);
      for (const report of reports)
        for (const kind of ['spf', 'dmarc', 'mx', 'mta-sts', 'tls-rpt'])
          expect([kind, checkOf(report, kind)?.verdict]).toEqual([kind, 'unknown']);
      expect([...new Set(asked)].sort()).toEqual([...asked].sort());
    } finally {
      desk.dns.lookUp = lookUp;
    }
  });

  it('is shown cut when it is giant', async () => {
    desk.dns.set(domain, 'TXT', [
      `v=spf1 ${'ip4:192.0.2.1 '.repeat(900)}~all`,
      ...Array.from({ length: 50 }, () => 'v=spf1 -all'),
    ]);
    const spf = checkOf(await look(), 'spf');
    expect(spf?.found).toHaveLength(6);
    expect(spf?.found[0]?.length).toBeLessThan(1_100);
  });
});

describe('the relay is refused', () => {
  it.each([
    [{ preset: null, terms: ['include:a.example include:b.example'] }, 422],
    [{ preset: null, terms: ['+all'] }, 422],
    [{ preset: null, terms: ['ip:192.0.2.1'] }, 422],
    [{ preset: null, terms: ['include:рочта.example'] }, 422],
    [{ preset: 'unheard', terms: [] }, 422],
    [{ preset: null, terms: Array.from({ length: 13 }, () => 'include:a.example') }, 422],
    [{ preset: null, terms: [`include:${'a'.repeat(300)}.example`] }, 422],
    [{ terms: [] }, 422],
  ])('as %j', async (body, status) => {
    const reply = await setRelay(body);
    expect([400, status]).toContain(reply.status);
    expect((await look('GET')).relay.terms).toEqual([]);
  });

  it('by whoever is no admin', async () => {
    const reply = await setRelay({ preset: null, terms: ['include:a.example'] }, lead);
    expect([reply.status, reply.body.name]).toEqual([403, 'not-allowed']);
  });

  it('never for good: no terms forget it', async () => {
    await setRelay({ preset: 'google', terms: ['include:_spf.google.com'] });
    expect((await setRelay({ preset: 'google', terms: [] })).body).toEqual({ preset: null, terms: [] });
  });
});
