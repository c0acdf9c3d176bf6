import { describe, expect, it, test } from 'vitest';
import type { Answer, Verdict } from './answers.ts';
import { judgeSpf } from './judge-spf.ts';
import { lies, parseNetwork } from './networks.ts';
import { readRelayTerm } from './relay-terms.ts';
import { isAlmostSpf, isSpf, readSpf } from './spf-record.ts';
import { spfKey, walkSpf } from './spf-walk.ts';

const domain = 'shop.example';
const relay = 'include:relay.example';

/** What a made-up internet says; a name that is not here does not exist, `silent` is never answered. */
type Net = Readonly<Record<string, readonly string[] | 'silent' | 'none'>>;
const usual: Net = {
  'TXT relay.example': ['v=spf1 ip4:192.0.2.0/24 -all'],
  'TXT other.example': ['v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 -all'],
  'TXT nested.example': ['something else', 'v=spf1 include:relay.example ~all'],
  'TXT plain.example': ['no spf here'],
  'TXT two.example': ['v=spf1 -all', 'v=spf1 ~all'],
  'TXT open.example': ['v=spf1 +all'],
  'TXT me.example': ['v=spf1 include:me.example -all'],
  'TXT ping.example': ['v=spf1 include:pong.example -all'],
  'TXT pong.example': ['v=spf1 include:ping.example -all'],
  'TXT bad.example': ['v=spf1 ip4:1.2.3.999 -all'],
  'TXT silent.example': 'silent',
  'TXT empty.example': 'none',
  'A mail.example': ['192.0.2.9'],
  'MX shop.example': ['mx.shop.example'],
};

function answer(said: Net[string] | undefined): Answer<string> {
  if (said === undefined) return { state: 'no-domain' };
  if (said === 'silent') return { state: 'unknown' };
  return said === 'none' ? { state: 'none' } : { state: 'records', records: said };
}

/** Asks the made-up internet until the rule wants nothing more, as `askSpf` does. */
function judge(
  texts: Answer<string> | readonly string[],
  terms: readonly string[] = [relay],
  net: Net = usual,
) {
  const txt: Answer<string> = 'state' in texts ? texts : { state: 'records', records: texts };
  const answers = new Map<string, Answer<string>>();
  const records = txt.state === 'records' ? txt.records.filter(isSpf).map(readSpf) : [];
  for (let round = 0; round < 100; round++) {
    const needs = records.flatMap((record) => walkSpf(record, domain, answers).needs);
    if (needs.length === 0) break;
    for (const need of needs) answers.set(spfKey(need), answer(net[spfKey(need)]));
  }
  return judgeSpf({ domain, txt, answers, relayTerms: terms, sends: true });
}

const giant = `v=spf1 ${Array.from({ length: 400 }, (_, at) => `ip4:10.${at >> 8}.${at % 256}.1`).join(' ')} ${relay} ~all`;
const many = Array.from({ length: 11 }, (_, at) => `a:h${at}.example`).join(' ');
const manyHosts = Object.fromEntries(
  Array.from({ length: 11 }, (_, at) => [`A h${at}.example`, ['192.0.2.1']]),
);

describe('an SPF record', () => {
  // [records, verdict, words among the notes or the summary, record to publish]
  test.each<[string, readonly string[], Verdict, RegExp, string | null]>([
    ['lets the relay in', [`v=spf1 ${relay} -all`], 'good', /lets your relay in/, null],
    ['in capitals', [`V=SPF1 INCLUDE:RELAY.EXAMPLE -ALL`], 'good', /lets your relay in/, null],
    ['with many blanks', [`v=spf1   ${relay}   ~all  `], 'good', /lets your relay in/, null],
    [
      'through another include',
      ['v=spf1 include:nested.example ~all'],
      'good',
      /through nested\.example/,
      null,
    ],
    ['through a redirect', ['v=spf1 redirect=nested.example'], 'good', /through nested\.example/, null],
    [
      'among many other TXT',
      ['x', 'google-site-verification=1', `v=spf1 ${relay} ~all`, 'MS=1'],
      'good',
      /relay/,
      null,
    ],
    ['beside Sender ID', ['spf2.0/pra -all', `v=spf1 ${relay} ~all`], 'good', /relay/, null],
    ['with an exp of macros', [`v=spf1 ${relay} -all exp=%{i}._e.shop.example`], 'good', /relay/, null],
    ['is not there', ['google-site-verification=1'], 'missing', /No record/, `v=spf1 ${relay} ~all`],
    ['v=spf10 is none', ['v=spf10 -all'], 'missing', /No record/, `v=spf1 ${relay} ~all`],
    ['is bare', ['v=spf1'], 'wrong', /not let in/, `v=spf1 ${relay} ~all`],
    [
      'of another service',
      ['v=spf1 include:other.example -all'],
      'wrong',
      /not let in/,
      `v=spf1 include:other.example ${relay} -all`,
    ],
    [
      'keeps mx and addresses',
      ['v=spf1 mx ip4:203.0.113.7 ?all'],
      'wrong',
      /\?all/,
      `v=spf1 mx ip4:203.0.113.7 ${relay} ~all`,
    ],
    ['lets everybody in', [`v=spf1 ${relay} +all`], 'wrong', /\+all/, `v=spf1 ${relay} ~all`],
    ['"all" without a sign', [`v=spf1 ${relay} all`], 'wrong', /\+all/, `v=spf1 ${relay} ~all`],
    ['neutral', [`v=spf1 ${relay} ?all`], 'weak', /\?all/, `v=spf1 ${relay} ~all`],
    ['without all', [`v=spf1 ${relay}`], 'weak', /no "all"/, `v=spf1 ${relay} ~all`],
    [
      'twice',
      [`v=spf1 ${relay} ~all`, 'v=spf1 include:other.example ~all'],
      'wrong',
      /2 SPF records/,
      `v=spf1 ${relay} include:other.example ~all`,
    ],
    [
      'twice the same',
      [`v=spf1 ${relay} ~all`, `v=spf1 ${relay} ~all`],
      'wrong',
      /2 SPF records/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'twice, at odds',
      [`v=spf1 ${relay} -all`, 'v=spf1 mx ~all'],
      'wrong',
      /2 SPF records/,
      `v=spf1 ${relay} mx ~all`,
    ],
    [
      'twice, one by redirect',
      [`v=spf1 ${relay} -all`, 'v=spf1 redirect=other.example'],
      'wrong',
      /2 SPF/,
      `v=spf1 ${relay} include:other.example -all`,
    ],
    ['the relay behind all', [`v=spf1 mx -all ${relay}`], 'wrong', /never read/, `v=spf1 mx ${relay} -all`],
    ['the relay refused', [`v=spf1 -${relay} ~all`], 'wrong', /not let in/, `v=spf1 ${relay} ~all`],
    [
      'the relay refused first',
      [`v=spf1 -${relay} ${relay} ~all`],
      'wrong',
      /not let in/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'the relay inside what is refused',
      ['v=spf1 ?include:nested.example ~all'],
      'wrong',
      /not let in/,
      `v=spf1 ?include:nested.example ${relay} ~all`,
    ],
    [
      'redirect beside all',
      [`v=spf1 ${relay} ~all redirect=other.example`],
      'weak',
      /does nothing/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'redirect elsewhere',
      ['v=spf1 redirect=other.example'],
      'wrong',
      /not let in/,
      `v=spf1 ${relay} redirect=other.example`,
    ],
    [
      'two redirects',
      ['v=spf1 redirect=a.example redirect=b.example'],
      'wrong',
      /more than one redirect/,
      `v=spf1 include:a.example include:b.example ${relay} ~all`,
    ],
    [
      'ip: for ip4:',
      [`v=spf1 ip:192.0.2.1 ${relay} ~all`],
      'wrong',
      /stands "ip4:"/,
      `v=spf1 ip4:192.0.2.1 ${relay} ~all`,
    ],
    [
      'ip4: for ip6:',
      [`v=spf1 ip4:2001:db8::1 ${relay} ~all`],
      'wrong',
      /has to begin with "ip6:"/,
      `v=spf1 ip6:2001:db8::1 ${relay} ~all`,
    ],
    [
      'a bare address',
      [`v=spf1 192.0.2.1 ${relay} ~all`],
      'wrong',
      /lacks "ip4:"/,
      `v=spf1 ip4:192.0.2.1 ${relay} ~all`,
    ],
    [
      'include= for include:',
      ['v=spf1 include=relay.example ~all'],
      'wrong',
      /receivers skip it/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'a misspelt include',
      ['v=spf1 inlcude:relay.example ~all'],
      'wrong',
      /probably meant/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'a missing blank',
      ['v=spf1 include:relay.example~all'],
      'wrong',
      /no blank before/,
      `v=spf1 ${relay} ~all`,
    ],
    ['a comma', [`v=spf1 mx, ${relay} ~all`], 'wrong', /comma/, `v=spf1 mx ${relay} ~all`],
    ['quotes around it', [`"v=spf1 ${relay} ~all"`], 'wrong', /quotation mark/, `v=spf1 ${relay} ~all`],
    ['curly quotes', [`“v=spf1 ${relay} ~all”`], 'wrong', /quotation mark/, `v=spf1 ${relay} ~all`],
    ['quotes within', [`v=spf1 mx" "${relay} ~all`], 'wrong', /quotation mark/, `v=spf1 mx ${relay} ~all`],
    ['a blank in front', [` v=spf1 ${relay} ~all`], 'wrong', /blank/, `v=spf1 ${relay} ~all`],
    ['blanks around =', [`v = spf1 ${relay} ~all`], 'wrong', /exactly/, `v=spf1 ${relay} ~all`],
    ['no v=', [`spf1 ${relay} ~all`], 'wrong', /instead of v=spf1/, `v=spf1 ${relay} ~all`],
    ['semicolons', [`v=spf1; ${relay}; ~all`], 'wrong', /semicolons/, `v=spf1 ${relay} ~all`],
    [
      'a letter of another script',
      ['v=spf1 include:rеlay.example ~all'],
      'wrong',
      /not allowed/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'a bad network',
      [`v=spf1 ip4:192.0.2.0/33 ${relay} ~all`],
      'wrong',
      /no address or network/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'a leading zero',
      [`v=spf1 ip4:192.0.02.1 ${relay} ~all`],
      'wrong',
      /no address or network/,
      `v=spf1 ${relay} ~all`,
    ],
    [
      'nonsense',
      [`v=spf1 <script>alert(1)</script> ${relay} ~all`],
      'wrong',
      /nothing that SPF knows/,
      `v=spf1 ${relay} ~all`,
    ],
    ['an include of itself', [`v=spf1 include:${domain} ${relay} ~all`], 'wrong', /circle/, null],
    ['an include that includes itself', [`v=spf1 include:me.example ${relay} ~all`], 'wrong', /circle/, null],
    ['a circle of two', [`v=spf1 include:ping.example ${relay} ~all`], 'wrong', /circle/, null],
    [
      'an include without SPF',
      [`v=spf1 include:plain.example ${relay} ~all`],
      'wrong',
      /without an SPF record/,
      null,
    ],
    [
      'an include of nothing',
      [`v=spf1 include:gone.example ${relay} ~all`],
      'wrong',
      /without an SPF record/,
      null,
    ],
    ['an include with two', [`v=spf1 include:two.example ${relay} ~all`], 'wrong', /2 SPF records/, null],
    [
      'an include of everybody',
      [`v=spf1 include:open.example ${relay} ~all`],
      'wrong',
      /lets everybody/,
      null,
    ],
    [
      'an include with an error',
      [`v=spf1 include:bad.example ${relay} ~all`],
      'wrong',
      /record of bad\.example/,
      null,
    ],
    [
      'an include nobody answers for',
      [`v=spf1 include:silent.example ${relay} ~all`],
      'weak',
      /Could not be asked/,
      null,
    ],
    [
      'only an include nobody answers for',
      ['v=spf1 include:silent.example ~all'],
      'weak',
      /Could not be asked/,
      null,
    ],
    ['macros', [`v=spf1 exists:%{i}._spf.%{d} ${relay} ~all`], 'good', /depends on each mail/, null],
    [
      'a broken macro',
      [`v=spf1 exists:%{q}.example ${relay} ~all`],
      'wrong',
      /no domain/,
      `v=spf1 ${relay} ~all`,
    ],
    ['ptr', [`v=spf1 ptr ${relay} ~all`], 'weak', /no longer be used/, null],
    ['eleven lookups', [`v=spf1 ${many} ~all`], 'wrong', /12|11/, `v=spf1 ${many} ${relay} ~all`],
    ['one name that leads nowhere', [`v=spf1 a:gone.example ${relay} ~all`], 'weak', /Leads nowhere/, null],
    [
      'three that lead nowhere',
      [`v=spf1 a:x.example a:y.example mx:z.example ${relay} ~all`],
      'wrong',
      /give up after 2/,
      null,
    ],
    ['of many kilobytes', [giant], 'weak', /characters/, null],
    ['an unknown modifier', [`v=spf1 ${relay} ra=postmaster ~all`], 'good', /relay/, null],
  ])('%s', (_title, records, verdict, words, value) => {
    const found = judge(records, [relay], { ...usual, ...manyHosts });
    expect([found.verdict, found.publish?.value ?? null]).toEqual([verdict, value]);
    expect([found.summary, ...found.notes.map((note) => note.words)].join('\n')).toMatch(words);
  });

  it('is never proposed twice: whatever it proposes is good by itself', () => {
    for (const text of ['v=spf1 mx ?all', 'v=spf1 include=other.example', '"v=spf1 ip:192.0.2.1 -all"']) {
      const value = judge([text]).publish?.value ?? '';
      const again = judge([value]);
      expect([text, again.verdict, again.publish]).toEqual([text, 'good', null]);
    }
  });

  it('of a domain that does not exist is missing; of one that nobody answers for it says nothing', () => {
    expect(judge({ state: 'no-domain' }).verdict).toBe('missing');
    expect(judge({ state: 'unknown' })).toMatchObject({ verdict: 'unknown', publish: null });
  });

  it('cannot be judged for a relay that nobody named, and then proposes no guess', () => {
    expect(judge(['v=spf1 include:other.example ~all'], [])).toMatchObject({
      verdict: 'weak',
      publish: null,
    });
    expect(judge([], [])).toMatchObject({ verdict: 'missing', publish: null });
  });

  it('finds an address of the relay inside a network, also of an include', () => {
    expect(judge(['v=spf1 include:other.example ~all'], ['ip4:198.51.100.7']).verdict).toBe('good');
    expect(judge(['v=spf1 include:other.example ~all'], ['ip6:2001:db8:1::/48']).verdict).toBe('good');
    expect(judge(['v=spf1 include:other.example ~all'], ['ip4:198.51.0.0/16']).verdict).toBe('wrong');
  });

  it('never ends, never throws, whatever stands in it', () => {
    const noise = ['%', '=', ':', '/', '"', 'include:', 'redirect=', 'a//', '\u0000', 'ÿ', '~', 'v=spf1'];
    for (const one of noise)
      for (const two of noise) {
        const found = judge([`v=spf1 ${one}${two} ${two} ${one}`]);
        expect(['weak', 'wrong', 'good']).toContain(found.verdict);
      }
  });
});

test.each<[string, boolean, boolean]>([
  ['v=spf1', true, false],
  ['v=spf1 -all', true, false],
  ['v=spf1\t-all', false, true],
  ['v=spf12 -all', false, false],
  ['v=spf2.0/pra', false, false],
  ['"v=spf1 -all"', false, true],
  ['spf1', false, true],
  ['', false, false],
  ['sponsored by spf10', false, false],
])('%s is SPF: %s, was meant as SPF: %s', (text, is, almost) => {
  expect([isSpf(text), isAlmostSpf(text)]).toEqual([is, almost]);
});

describe('what an admin types as the relay', () => {
  test.each<[string, string | RegExp]>([
    ['include:relay.example', 'include:relay.example'],
    [' +Include:Relay.Example ', 'include:relay.example'],
    ['192.0.2.1', 'ip4:192.0.2.1'],
    ['192.0.2.0/24', 'ip4:192.0.2.0/24'],
    ['2001:db8::/32', 'ip6:2001:db8::/32'],
    ['a:mail.shop.example', 'a:mail.shop.example'],
    ['mx:shop.example', 'mx:shop.example'],
    ['include:a.example include:b.example', /one a line/],
    ['~include:a.example', /refuses mail/],
    ['all', /does not name a relay/],
    ['mx', /does not name a relay/],
    ['redirect=a.example', /no way to name/],
    ['include=a.example', /Did you mean include:a\.example/],
    ['ip:192.0.2.1', /Did you mean ip4:192\.0\.2\.1/],
    ['include:%{i}.a.example', /depends on each mail/],
    ['include:localhost', /no domain/],
    ['"include:a.example"', /quotation mark/],
    ['<img src=x>', /./],
    ['', /one a line/],
  ])('%s', (typed, expected) => {
    const read = readRelayTerm(typed);
    if (typeof expected === 'string') expect(read).toEqual({ ok: true, term: expected });
    else expect(read).toMatchObject({ ok: false, words: expect.stringMatching(expected) });
  });
});

test.each<['ip4' | 'ip6', string, string, boolean]>([
  ['ip4', '192.0.2.7', '192.0.2.0/24', true],
  ['ip4', '192.0.2.0/24', '192.0.2.7', false],
  ['ip4', '192.0.2.7', '0.0.0.0/0', true],
  ['ip6', '2001:db8::1', '2001:db8::/32', true],
  ['ip6', '::ffff:192.0.2.1', '::ffff:0:0/96', true],
  ['ip6', '2001:db9::', '2001:db8::/32', false],
])('%s: %s lies in %s: %s', (kind, inner, outer, expected) => {
  const [a, b] = [parseNetwork(kind, inner), parseNetwork(kind, outer)];
  expect(a !== null && b !== null && lies(a, b)).toBe(expected);
});
