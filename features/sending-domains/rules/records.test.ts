import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Answer, Verdict } from './answers.ts';
import { judgeAlignment } from './judge-alignment.ts';
import { judgeDkim } from './judge-dkim.ts';
import { judgeDmarc } from './judge-dmarc.ts';
import { type HostAnswer, judgeMx, type Mx } from './judge-mx.ts';
import { judgeSpf } from './judge-spf.ts';
import { judgeMtaSts, judgeTlsRpt } from './judge-transport.ts';
import { organizationOf } from './organization.ts';
import { ourDomains } from './our-domains.ts';
import { presetOf } from './relay-presets.ts';
import { nameInZone, txtStrings } from './txt-strings.ts';

const says = <T>(...records: T[]): Answer<T> => ({ state: 'records', records });
const wordsOf = ({ summary, notes }: { summary: string; notes: { words: string }[] }): string =>
  [summary, ...notes.map((note) => note.words)].join('\n');

describe('a DKIM record', () => {
  const makeKey = (bits: number, type: 'spki' | 'pkcs1' = 'spki'): string =>
    generateKeyPairSync('rsa', { modulusLength: bits })
      .publicKey.export({ type, format: 'der' })
      .toString('base64');
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const p = pair.export({ type: 'spki', format: 'der' }).toString('base64');
  const value = `v=DKIM1; k=rsa; p=${p}`;
  const name = 'desk._domainkey.shop.example';
  const own = { domain: 'shop.example', selector: 'desk', record: { name, value } };
  const cut = `${p.slice(0, 255)}" "${p.slice(255)}`;

  test.each<[string, string[], Verdict, RegExp]>([
    ['is ours', [value], 'good', /is ours/],
    ['is ours without v= and k=', [`p=${p}`], 'good', /is ours/],
    [
      'is ours with blanks in the key',
      [`v=DKIM1; k=rsa; p=${p.slice(0, 60)} ${p.slice(60)}`],
      'good',
      /is ours/,
    ],
    ['is ours with odd blanks and an end', [` v = DKIM1 ;k=rsa;  p = ${p} ; `], 'good', /is ours/],
    [
      'is ours in the older form',
      [`p=${pair.export({ type: 'pkcs1', format: 'der' }).toString('base64')}`],
      'good',
      /is ours/,
    ],
    [
      'is ours with notes and hashes',
      [`v=DKIM1; n=hello; h=sha1:sha256; s=email; p=${p}`],
      'good',
      /is ours/,
    ],
    ['is a test', [`v=DKIM1; t=y; p=${p}`], 'weak', /t=y/],
    ['is a test and strict', [`v=DKIM1; t=s:y; p=${p}`], 'weak', /t=y/],
    ['is another key', [`v=DKIM1; p=${makeKey(2048)}`], 'wrong', /not the one we sign with/],
    ['is another key of 1024 bits', [`v=DKIM1; p=${makeKey(1024)}`], 'wrong', /1024 bits/],
    ['is too short', [`v=DKIM1; p=${makeKey(768)}`], 'wrong', /768 bits/],
    ['was revoked', ['v=DKIM1; p='], 'wrong', /revoked/],
    ['has no key', ['v=DKIM1; k=rsa'], 'wrong', /no p=/],
    ['was cut off', [`v=DKIM1; p=${p.slice(0, 200)}`], 'wrong', /cut off/],
    ['is no base64', ['v=DKIM1; p=%%%'], 'wrong', /cut off/],
    ['has quotes inside', [`v=DKIM1; k=rsa; p=${cut}`], 'wrong', /quotation mark/],
    ['has quotes around', [`"${value}"`], 'wrong', /quotation mark/],
    ['has no semicolons', [`v=DKIM1 k=rsa p=${p}`], 'wrong', /semicolon is missing/],
    ['lacks one semicolon', [`v=DKIM1; k=rsa p=${p}`], 'wrong', /semicolon is missing/],
    ['has capital tags', [`V=DKIM1; K=rsa; P=${p}`], 'wrong', /capitals/],
    ['has another version', [`v=DKIM2; p=${p}`], 'wrong', /exactly DKIM1/],
    ['has a small version', [`v=dkim1; p=${p}`], 'wrong', /exactly DKIM1/],
    ['has the version last', [`p=${p}; v=DKIM1`], 'wrong', /stand first/],
    ['has a tag twice', [`v=DKIM1; p=${p}; p=${p}`], 'wrong', /twice/],
    ['allows only sha1', [`v=DKIM1; h=sha1; p=${p}`], 'wrong', /sha256/],
    ['is for no mail', [`v=DKIM1; s=tlsrpt; p=${p}`], 'wrong', /does not allow mail/],
    ['is of an unknown kind', [`v=DKIM1; k=dsa; p=${p}`], 'wrong', /unknown/],
    [
      'is Ed25519 of others',
      [`v=DKIM1; k=ed25519; p=${Buffer.alloc(32, 7).toString('base64')}`],
      'wrong',
      /another one/,
    ],
    ['is there twice', [value, `v=DKIM1; p=${makeKey(2048)}`], 'wrong', /2 records/],
    ['is something else', ['hello world'], 'wrong', /no p=/],
    ['is not ASCII', [`v=DKIM1; n=ключ; p=${p}`], 'wrong', /not allowed/],
    ['is giant', [`v=DKIM1; p=${'A'.repeat(15_000)}`], 'wrong', /cut off/],
  ])('%s', (_title, records, verdict, words) => {
    const found = judgeDkim({
      domain: 'shop.example',
      own,
      txt: says(...records),
      cname: { state: 'none' },
      sends: true,
    });
    expect(found.verdict).toBe(verdict);
    expect(wordsOf(found)).toMatch(words);
    if (verdict === 'wrong') expect(found.publish).toMatchObject({ name, value, change: 'replace' });
  });

  const judge = (more: Partial<Parameters<typeof judgeDkim>[0]>) =>
    judgeDkim({
      domain: 'shop.example',
      own,
      txt: says(value),
      cname: { state: 'none' },
      sends: true,
      ...more,
    });

  it('that is another one shows both fingerprints; the same key has the same in either form', () => {
    const other = judge({ txt: says(`p=${makeKey(2048)}`) }).fingerprints;
    expect(other?.ours).toMatch(/^SHA256:.{43}$/);
    expect(other?.inDns).toMatch(/^SHA256:.{43}$/);
    expect(other?.inDns).not.toBe(other?.ours);
    const same = judge({}).fingerprints;
    expect(same?.inDns).toBe(same?.ours);
  });

  it('that is missing is told with the record to publish; behind a CNAME with what has to go first', () => {
    expect(judge({ txt: { state: 'no-domain' } })).toMatchObject({
      verdict: 'missing',
      publish: { value, change: 'add' },
    });
    const alias = judge({ txt: { state: 'none' }, cname: says('key.relay.example') });
    expect(alias.summary).toContain('CNAME to key.relay.example');
    expect(alias.publish?.words).toContain('Take away the CNAME');
    expect(wordsOf(judge({ cname: says('key.relay.example') }))).toContain('lives at key.relay.example');
  });

  it('signs for sub-domains, not for others, and nothing without a key', () => {
    expect(judge({ domain: 'help.shop.example' }).verdict).toBe('good');
    expect(judge({ domain: 'myshop.example' })).toMatchObject({ verdict: 'missing', publish: null });
    expect(wordsOf(judge({ own: null }))).toContain('posthaste dkim new --domain shop.example');
    expect(judge({ own: { ...own, record: null } })).toMatchObject({ verdict: 'weak', publish: null });
    expect(judge({ txt: { state: 'unknown' } }).verdict).toBe('unknown');
  });
});

describe('a DMARC record', () => {
  const judge = (
    records: readonly string[] | Answer<string>,
    more: Partial<Parameters<typeof judgeDmarc>[0]> = {},
  ) =>
    judgeDmarc({
      domain: 'shop.example',
      organization: 'shop.example',
      own: 'state' in records ? records : says(...records),
      above: { state: 'none' },
      signedBy: 'shop.example',
      proven: true,
      ...more,
    });

  test.each<[string, string[], Verdict, RegExp, string | null]>([
    ['refuses', ['v=DMARC1; p=reject; rua=mailto:d@shop.example'], 'good', /is refused/, null],
    ['quarantines', ['v=DMARC1;p=quarantine'], 'good', /goes to spam/, null],
    ['in capital values', ['v=DMARC1; p=REJECT'], 'good', /is refused/, null],
    ['for some mails', ['v=DMARC1; p=reject; pct=20'], 'good', /20 of 100/, null],
    [
      'watches',
      ['v=DMARC1; p=none; sp=none'],
      'weak',
      /next step is p=quarantine/,
      'v=DMARC1; p=quarantine; sp=none',
    ],
    [
      'is there twice',
      ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
      'wrong',
      /none of them/,
      'v=DMARC1; p=none',
    ],
    [
      'has no policy',
      ['v=DMARC1; rua=mailto:d@shop.example'],
      'wrong',
      /no p=/,
      'v=DMARC1; p=none; rua=mailto:d@shop.example',
    ],
    ['has an unknown policy', ['v=DMARC1; p=block'], 'wrong', /is no policy/, 'v=DMARC1; p=none'],
    [
      'lacks a semicolon',
      ['v=DMARC1 p=reject; rua=mailto:d@shop.example'],
      'wrong',
      /semicolon/,
      'v=DMARC1; p=reject; rua=mailto:d@shop.example',
    ],
    [
      'lacks a later one',
      ['v=DMARC1; p=reject rua=mailto:d@shop.example'],
      'wrong',
      /semicolon/,
      'v=DMARC1; p=none',
    ],
    ['has a small version', ['v=dmarc1; p=reject'], 'wrong', /exactly v=DMARC1/, 'v=DMARC1; p=reject'],
    ['has no v=', ['DMARC1; p=reject'], 'wrong', /exactly v=DMARC1/, 'v=DMARC1; p=reject'],
    ['has quotes around', ['"v=DMARC1; p=reject"'], 'wrong', /quotation mark/, 'v=DMARC1; p=reject'],
    [
      'has quotes inside',
      ['v=DMARC1; p=reject; rua="mailto:d@shop.example"'],
      'wrong',
      /quotation mark/,
      'v=DMARC1; p=reject; rua=mailto:d@shop.example',
    ],
    ['has capital tags', ['v=DMARC1; P=reject'], 'weak', /capitals/, null],
    ['has a tag twice', ['v=DMARC1; p=none; p=reject'], 'wrong', /twice/, 'v=DMARC1; p=none'],
    ['reports to no address', ['v=DMARC1; p=reject; rua=d@shop.example'], 'weak', /has to be mailto:/, null],
    ['has junk', ['v=DMARC1; p=reject; hello'], 'wrong', /Not understood/, 'v=DMARC1; p=reject'],
    ['is SPF by mistake', ['v=spf1 -all'], 'missing', /No record/, 'v=DMARC1; p=none'],
  ])('%s', (_title, records, verdict, words, value) => {
    const found = judge(records);
    expect([found.verdict, found.publish?.value ?? null]).toEqual([verdict, value]);
    expect(wordsOf(found)).toMatch(words);
  });

  it('does not ask to be stricter before mail is proven', () => {
    expect(judge(['v=DMARC1; p=none'], { proven: false })).toMatchObject({ verdict: 'weak', publish: null });
  });

  it('of the organization holds for its sub-domains', () => {
    const sub = { domain: 'help.shop.example', signedBy: 'shop.example' };
    const none: Answer<string> = { state: 'no-domain' };
    expect(judge(none, { ...sub, above: says('v=DMARC1; p=reject') }).verdict).toBe('good');
    expect(judge(none, { ...sub, above: says('v=DMARC1; p=reject; sp=none') }).verdict).toBe('weak');
    expect(judge(none, { ...sub, above: says('v=DMARC1; p=reject; adkim=s') }).notes[0]?.words).toContain(
      'does not count',
    );
    expect(judge(none, { ...sub, above: { state: 'unknown' } }).verdict).toBe('unknown');
    expect(judge(none, sub).publish).toMatchObject({ name: '_dmarc.help.shop.example', change: 'add' });
    expect(judge({ state: 'unknown' }).verdict).toBe('unknown');
  });
});

describe('MX', () => {
  const mail = { exchange: 'mx.shop.example', priority: 10 };
  test.each<[string, Answer<Mx>, HostAnswer, Record<string, HostAnswer>, Verdict, RegExp]>([
    [
      'names a server',
      says(mail),
      'none',
      { 'mx.shop.example': 'has' },
      'good',
      /arrives at mx\.shop\.example/,
    ],
    [
      'names it in capitals',
      says({ ...mail, exchange: 'MX.shop.example.' }),
      'none',
      { 'mx.shop.example': 'has' },
      'good',
      /arrives/,
    ],
    [
      'names one that is gone',
      says(mail),
      'has',
      { 'mx.shop.example': 'none' },
      'wrong',
      /None of the mail servers/,
    ],
    [
      'names one of two that is gone',
      says(mail, { exchange: 'b.example', priority: 20 }),
      'has',
      { 'mx.shop.example': 'none', 'b.example': 'has' },
      'weak',
      /has no address/,
    ],
    [
      'names one that nobody answers for',
      says(mail),
      'has',
      { 'mx.shop.example': 'unknown' },
      'good',
      /could not be asked/,
    ],
    ['names an address', says({ exchange: '192.0.2.1', priority: 1 }), 'has', {}, 'wrong', /is an address/],
    ['says that no mail is taken', says({ exchange: '', priority: 0 }), 'has', {}, 'wrong', /no mail at all/],
    [
      'says so beside another',
      says(mail, { exchange: '.', priority: 0 }),
      'has',
      { 'mx.shop.example': 'has' },
      'wrong',
      /stand alone/,
    ],
    ['is not there, but an address', { state: 'none' }, 'has', {}, 'weak', /web server/],
    ['is not there at all', { state: 'none' }, 'none', {}, 'missing', /cannot arrive/],
    ['is not there, the rest unknown', { state: 'none' }, 'unknown', {}, 'unknown', /did not answer/],
    ['of no domain', { state: 'no-domain' }, 'none', {}, 'wrong', /no such domain/],
    ['could not be asked', { state: 'unknown' }, 'has', {}, 'unknown', /did not answer/],
  ])('%s', (_title, mx, self, hosts, verdict, words) => {
    const found = judgeMx({ mx, self, hosts: new Map(Object.entries(hosts)) });
    expect(found.verdict).toBe(verdict);
    expect(wordsOf(found)).toMatch(words);
  });
});

test.each<[string, Verdict, Verdict]>([
  ['v=STSv1; id=20261128', 'good', 'wrong'],
  ['v=STSv1; id=2026-11-28', 'wrong', 'wrong'],
  ['v=STSv1 id=1', 'wrong', 'wrong'],
  ['"v=STSv1; id=1"', 'wrong', 'wrong'],
])('MTA-STS %s is %s, and twice it is %s', (text, once, twice) => {
  expect(judgeMtaSts('shop.example', says(text)).verdict).toBe(once);
  expect(judgeMtaSts('shop.example', says(text, text)).verdict).toBe(twice);
  expect(judgeMtaSts('shop.example', says('other')).verdict).toBe('missing');
  expect(judgeMtaSts('shop.example', { state: 'unknown' }).verdict).toBe('unknown');
});

test.each<[string, Verdict]>([
  ['v=TLSRPTv1; rua=mailto:t@shop.example', 'good'],
  ['v=TLSRPTv1;rua=https://t.shop.example/v1', 'good'],
  ['v=TLSRPTv1; rua=t@shop.example', 'wrong'],
  ['v=TLSRPTv1 rua=mailto:t@shop.example', 'wrong'],
  ['v=TLSRPTv1;', 'wrong'],
])('TLS-RPT %s is %s', (text, verdict) => {
  const found = judgeTlsRpt('shop.example', says(text), 'help@shop.example');
  expect(found.verdict).toBe(verdict);
  if (verdict === 'wrong') expect(found.publish?.value).toBe('v=TLSRPTv1; rua=mailto:help@shop.example');
});

describe('what proves our mail', () => {
  const judge = (spf: Verdict, dkim: Verdict, preset: string | null, relayKnown = true) =>
    judgeAlignment({ domain: 'shop.example', spf, dkim, preset: presetOf(preset), relayKnown });
  test.each<[Verdict, Verdict, string | null, boolean, Verdict, RegExp]>([
    ['good', 'good', 'google', true, 'good', /both prove/],
    ['good', 'good', 'postmark', true, 'good', /DKIM proves/],
    ['missing', 'good', null, true, 'good', /DKIM alone/],
    ['good', 'missing', null, true, 'weak', /confirmations are proven by nothing/],
    ['good', 'missing', 'amazon-ses', true, 'weak', /its own return path/],
    ['weak', 'missing', null, false, 'weak', /not known/],
    ['missing', 'missing', null, true, 'wrong', /Nothing proves/],
    ['wrong', 'wrong', 'sendgrid', true, 'wrong', /Begin with DKIM/],
    ['unknown', 'unknown', null, true, 'unknown', /could not be asked/],
    ['unknown', 'missing', null, true, 'weak', /not known/],
  ])('with SPF %s, DKIM %s, relay %s (said: %s) it is %s', (spf, dkim, preset, known, verdict, words) => {
    const found = judge(spf, dkim, preset, known);
    expect(found.verdict).toBe(verdict);
    expect(wordsOf(found)).toMatch(words);
  });
});

test('our domains: senders first, each once, logins only below a domain of ours, no nonsense', () => {
  const found = ourDomains(
    {
      mailboxes: ['help@Shop.example', 'a@bücher.example', 'root@localhost'],
      official: ['hello@shop.example', 'old@brand.example'],
      dkimDomain: 'shop.example',
      relayUser: 'postmaster@mg.shop.example',
    },
    organizationOf,
    20,
  );
  expect(found.map(({ domain, roles }) => [domain, ...roles])).toEqual([
    ['shop.example', 'sends', 'published', 'signs'],
    ['xn--bcher-kva.example', 'sends'],
    ['brand.example', 'published'],
    ['mg.shop.example', 'relay-login'],
  ]);
  const none = { official: [], dkimDomain: null, relayUser: 'me@provider.example' };
  expect(ourDomains({ ...none, mailboxes: ['a@shop.example'] }, organizationOf, 20)).toHaveLength(1);
  expect(ourDomains({ ...none, mailboxes: ['a@b.example', 'a@c.example'] }, organizationOf, 1)).toHaveLength(
    1,
  );
});

test.each([
  ['shop.example', 'shop.example'],
  ['help.shop.example', 'shop.example'],
  ['mail.shop.co.uk', 'shop.co.uk'],
])('the organization of %s is %s', (domain, organization) => {
  expect(organizationOf(domain)).toBe(organization);
});

test('a long value is cut into strings of 255 that make it whole again', () => {
  const strings = txtStrings('x'.repeat(600));
  expect(strings.map((one) => one.length)).toEqual([255, 255, 90]);
  expect(txtStrings('short')).toEqual(['short']);
});

test.each([
  ['shop.example', '@'],
  ['_dmarc.help.shop.example', '_dmarc.help'],
  ['_dmarc.other.example', '_dmarc.other.example'],
  ['myshop.example', 'myshop.example'],
])('%s in the zone shop.example is %s', (name, short) => {
  expect(nameInZone(name, 'shop.example')).toBe(short);
});

describe('whatever stands in DNS', () => {
  const domain = 'shop.example';
  const own = {
    domain,
    selector: 'desk',
    record: { name: 'desk._domainkey.shop.example', value: 'v=DKIM1; p=AAAA' },
  };
  const judgeAll = (text: string): Verdict[] => {
    const txt = says(text);
    const spf = judgeSpf({ domain, txt, answers: new Map(), relayTerms: ['include:a.example'], sends: true });
    const dkim = judgeDkim({ domain, own, txt, cname: { state: 'none' }, sends: true });
    const dmarc = judgeDmarc({
      ...{ domain, organization: domain, own: txt, above: txt, signedBy: domain, proven: true },
    });
    return [spf, dkim, dmarc, judgeMtaSts(domain, txt), judgeTlsRpt(domain, txt, 'a@shop.example')].map(
      ({ verdict }) => verdict,
    );
  };

  it('is judged, and nothing that is proposed holds a quotation mark or another line', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'v=spf1 ',
        'v=DKIM1;',
        'v=DMARC1;',
        'v=STSv1;',
        'p=',
        'p=none',
        ' all',
        'include:',
        '"',
        'rua=x',
        '\n',
        'é',
        ' ',
        ';',
        '=',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(judgeAll(text)).toHaveLength(5);
        const dmarc = judgeDmarc({
          ...{
            domain,
            organization: domain,
            own: says(text),
            above: says(text),
            signedBy: domain,
            proven: true,
          },
        });
        const spf = judgeSpf({ domain, txt: says(text), answers: new Map(), relayTerms: [], sends: true });
        for (const value of [dmarc.publish?.value, spf.publish?.value])
          expect(value ?? '').not.toMatch(/[^ -~]|"/);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['blanks', `"v=spf1 ${' '.repeat(16_000)}x`],
    ['blanks behind DMARC', `v=dmarc1 ${' '.repeat(16_000)}x`],
    [
      'terms',
      `v=spf1 ${Array.from({ length: 1_000 }, (_, at) => `ip4:10.0.${at >> 8}.${at % 256}`).join(' ')}`,
    ],
    ['includes', `v=spf1 ${Array.from({ length: 1_000 }, (_, at) => `include:i${at}.example`).join(' ')}`],
    ['one word', `v=spf1 include:${'a.'.repeat(8_000)}`],
    ['macros', `v=spf1 exists:${'%{i}'.repeat(4_000)}`],
    ['tags', `v=DMARC1; ${'p=none; '.repeat(2_000)}`],
    ['equals', `v=DKIM1; p=${'= '.repeat(8_000)}`],
    ['marks', '"'.repeat(16_000)],
  ])('and %s without end take no time', (_title, text) => {
    const began = performance.now();
    expect(judgeAll(text)).toHaveLength(5);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
