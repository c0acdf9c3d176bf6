import { beforeEach, describe, expect, it, test } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import type { DnsFailureCode, RecordType } from '#platform/dns/resolver.ts';
import { tableResolver } from '#platform/dns/testing.ts';
import { checkCustomer, mailState } from './queries/check-customer.ts';
import { syntaxProblem } from './rules/address-syntax.ts';
import { disposableDomains, freeMailDomains, realDomains } from './rules/lists.ts';
import { providerMeant } from './rules/provider-typo.ts';

const at = (local: string, domain: string): string => [local, domain].join('@');

test.each<[string, string | null]>([
  ['anna@example.com', null],
  ["o'neil+ring@mail.example.org", null],
  ['"anna smith"@example.com', null],
  ['"a\\"b"@example.com', null],
  ['用户@例え.jp', null],
  ['jürgen@müller.example', null],
  ['a@xn--mller-kva.example', null],
  [`${'a'.repeat(64)}@example.com`, null],
  ['', 'empty'],
  ['anna', 'no-at'],
  ['@example.com', 'bad-name'],
  ['anna.@example.com', 'bad-name'],
  ['.anna@example.com', 'bad-name'],
  ['an..na@example.com', 'bad-name'],
  ['anna smith@example.com', 'bad-name'],
  ['"an"na@example.com', 'bad-name'],
  ['anna@b@example.com', 'bad-name'],
  ['anna\u0000@example.com', 'bad-name'],
  ['anna\u200b@example.com', 'bad-name'],
  [`${'a'.repeat(65)}@example.com`, 'too-long'],
  [`${'ä'.repeat(33)}@example.com`, 'too-long'],
  [
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.com`,
    'too-long',
  ],
  ['anna@example', 'bad-domain'],
  ['anna@.com', 'bad-domain'],
  ['anna@example..com', 'bad-domain'],
  [at('anna', '-example.com'), 'bad-domain'],
  ['anna@exam_ple.com', 'bad-domain'],
  ['anna@example.com.', 'bad-domain'],
  ['anna@192.0.2.1', 'bad-domain'],
  ['anna@[192.0.2.1]', 'bad-domain'],
  [`anna@${'a'.repeat(64)}.com`, 'bad-domain'],
])('the syntax of %s: %s', (address, problem) => {
  expect(syntaxProblem(address)).toBe(problem);
});

describe('a slip in the domain of a known mail service', () => {
  test.each<[string, string | null]>([
    ['gmial.com', 'gmail.com'],
    ['gmai.com', 'gmail.com'],
    ['gmaill.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.cmo', 'gmail.com'],
    ['gamil.com', 'gmail.com'],
    ['hotnail.com', 'hotmail.com'],
    ['hotmial.com', 'hotmail.com'],
    ['outlok.com', 'outlook.com'],
    ['outllook.com', 'outlook.com'],
    ['yaho.com', 'yahoo.com'],
    ['icloud.con', 'icloud.com'],
    ['iclud.com', 'icloud.com'],
    ['protonmial.com', 'protonmail.com'],
    ['gmx.con', 'gmx.com'],
    ['example.con', 'example.com'],
    ['hotmail.be', null],
    ['hotmail.xy', null],
    ['love.com', null],
    ['gmx.com', null],
    ['gnx.com', null],
    ['example.com', null],
    ['ourcompany.example', null],
    ['', null],
  ])('%s was meant as %s', (domain, meant) => {
    expect(providerMeant(domain)).toBe(meant);
  });

  test('no real domain is ever put right', () => {
    const real = [...freeMailDomains, ...realDomains, ...disposableDomains];
    expect(real.filter((domain) => providerMeant(domain) !== null)).toEqual([]);
  });

  test('nine in ten services with one letter left out are recognised', () => {
    const telling = [...freeMailDomains].filter((domain) => (domain.split('.')[0] ?? '').length >= 6);
    const slips = telling.flatMap((domain) =>
      [1, 2, 3].map((index) => domain.slice(0, index) + domain.slice(index + 1)),
    );
    const found = slips.filter((slip) => providerMeant(slip) !== null);
    expect(found.length / slips.length).toBeGreaterThan(0.9);
  });
});

describe('what the DNS says of a domain', () => {
  type Said = [RecordType, readonly unknown[] | DnsFailureCode][];
  const mx = (exchange: string) => ({ exchange, priority: 10 });
  test.each<[string, Said, string]>([
    ['an MX record', [['MX', [mx('mail.example.com')]]], 'accepts'],
    ['a null MX (RFC 7505)', [['MX', [mx('')]]], 'refuses'],
    ['a null MX as a dot', [['MX', [mx('.')]]], 'refuses'],
    [
      'no MX but an address',
      [
        ['MX', 'ENODATA'],
        ['A', ['192.0.2.1']],
        ['AAAA', 'ENODATA'],
      ],
      'accepts',
    ],
    [
      'no MX but an IPv6 address',
      [
        ['MX', 'ENODATA'],
        ['A', 'ENODATA'],
        ['AAAA', ['2001:db8::1']],
      ],
      'accepts',
    ],
    [
      'neither',
      [
        ['MX', 'ENODATA'],
        ['A', 'ENODATA'],
        ['AAAA', 'ENODATA'],
      ],
      'no-server',
    ],
    ['that it does not exist', [['MX', 'ENOTFOUND']], 'no-domain'],
    ['nothing in time', [['MX', 'ETIMEOUT']], 'unknown'],
    ['that it failed', [['MX', 'ESERVFAIL']], 'unknown'],
    [
      'no MX, and then nothing',
      [
        ['MX', 'ENODATA'],
        ['A', 'ETIMEOUT'],
        ['AAAA', 'ENODATA'],
      ],
      'unknown',
    ],
  ])('%s', async (_title, said, state) => {
    const dns = tableResolver();
    for (const [type, records] of said) dns.set('example.com', type, records);
    expect(await mailState(dns, 'example.com')).toBe(state);
  });

  it('is asked for in its ASCII form, and a name the DNS cannot have is not asked for', async () => {
    const dns = tableResolver();
    await mailState(dns, 'müller.example');
    expect(dns.asked).toEqual(['MX xn--mller-kva.example']);
    expect(await mailState(dns, 'xn--\u0000.example')).toBe('no-domain');
  });
});

describe('the check of a customer’s address', async () => {
  const desk = await testDesk();
  beforeEach(() => desk.dns.set('*', 'MX', [{ exchange: 'mail.example.com', priority: 10 }]));

  it.each<[string, string, string, string | null]>([
    ['anna@example.com', 'good', 'accepts', null],
    [at('anna', 'gmial.com'), 'doubtful', 'domain-typo', at('anna', 'gmail.com')],
    [at('"anna s"', 'gmial.com'), 'doubtful', 'domain-typo', at('"anna s"', 'gmail.com')],
    [at('anna', 'mailinator.com'), 'doubtful', 'disposable', null],
    ['support@ouraring.com', 'doubtful', 'own-address', null],
    ['anna@@example.com', 'wrong', 'bad-name', null],
  ])('%s is %s: %s', async (address, verdict, code, suggestion) => {
    const check = await checkCustomer(desk, address);
    expect(check).toMatchObject({ verdict, suggestion, address });
    expect(check.reasons[0]).toMatchObject({ code, words: expect.stringMatching(/\.$/) });
  });

  it('with the DNS down says that it does not know, and still finds slips', async () => {
    desk.dns.set('*', 'MX', 'ETIMEOUT');
    expect(await checkCustomer(desk, 'anna@example.com')).toMatchObject({ verdict: 'unknown' });
    expect(await checkCustomer(desk, at('anna', 'gmial.com'))).toMatchObject({ verdict: 'doubtful' });
  });

  it('a domain that does not exist is wrong', async () => {
    desk.dns.set('*', 'MX', 'ENOTFOUND');
    expect(await checkCustomer(desk, 'anna@example.com')).toMatchObject({
      verdict: 'wrong',
      reasons: [{ code: 'no-domain' }],
    });
  });
});
