import { describe, expect, it } from 'vitest';
import type { HeaderField } from './headers.ts';
import { authResultsLimits } from './limits.ts';
import { believe, readStatedAuth } from './stated-auth.ts';

const mx = 'mx.example.org';
const field = (value: string, name = 'authentication-results'): HeaderField => ({ name, value });
const pass = field(`${mx}; dkim=pass header.d=example.com; dmarc=pass (p=REJECT) header.from=example.com`);
const fail = field(
  `${mx}; spf=fail smtp.mailfrom=mia@example.com; dmarc=fail (p=REJECT) header.from=example.com`,
);
const by = (name: string): HeaderField => field(pass.value.replace(mx, name));
const asked = (fields: HeaderField[], trusted = [mx]) =>
  believe(readStatedAuth(fields), trusted, 'example.com');

describe('only the topmost field counts, and only of a server that the mailbox names', () => {
  it.each<[string, HeaderField[], string[], string]>([
    ['by the trusted server', [pass], [mx], 'pass'],
    ['its name in other case', [by('MX.Example.ORG')], [mx], 'pass'],
    ['the first of two', [fail, pass], [mx], 'fail'],
    ['planted below by the sender', [fail, pass, pass], [mx], 'fail'],
    ['planted below another server', [by('other.example'), pass], [mx], 'unknown'],
    ['by nobody the mailbox names', [pass], [], 'unknown'],
    ['by a name that only ends like it', [by(`evil-${mx}`)], [mx], 'unknown'],
    ['by a name that only begins like it', [by(`${mx}.evil.example`)], [mx], 'unknown'],
    ['the topmost cannot be read', [field(`${mx}; dmarc=pass (`), pass], [mx], 'unknown'],
    ['the topmost is empty', [field(''), pass], [mx], 'unknown'],
    ['the topmost is of a later version', [field(`${mx} 2; dmarc=pass`), pass], [mx], 'unknown'],
    [
      'the name stands in a comment',
      [field(`evil.example (${mx}); dmarc=pass header.from=example.com`)],
      [mx],
      'unknown',
    ],
    ['a server without name, named so', [field('dmarc=pass header.from=example.com')], ['none'], 'pass'],
    ['a server that calls itself none', [by('none')], ['none'], 'unknown'],
    ['a server without name, not asked for', [field('dmarc=pass header.from=example.com')], [mx], 'unknown'],
    ['in a field of another name', [field(pass.value, 'x-authentication-results')], [mx], 'unknown'],
    ['in an ARC field', [field(`i=1; ${pass.value}`, 'arc-authentication-results')], [mx], 'unknown'],
  ])('%s', (_name, fields, trusted, dmarc) => {
    expect(asked(fields, trusted).dmarc.result).toBe(dmarc);
  });
});

it('says what was found, in our words', () => {
  expect(asked([pass])).toEqual({
    by: 'server',
    server: mx,
    spf: { result: 'unknown', domain: null },
    dkim: [{ result: 'pass', domain: 'example.com', aligned: true }],
    dmarc: { result: 'pass', domain: 'example.com', policy: 'reject' },
    arc: { result: 'unknown', sets: [] },
  });
});

it.each([
  ['example.com', true],
  ['mail.example.com', false],
  ['com', true],
  ['ample.com', false],
  ['example.com.evil.example', false],
])('a signature of %s speaks for example.com: %s', (domain, aligned) => {
  const [signature] = asked([field(`${mx}; dkim=pass header.d=${domain}`)]).dkim;
  expect(signature).toEqual({ result: 'pass', domain, aligned });
});

it.each([
  ['dmarc=fail (p=QUARANTINE sp=NONE)', 'quarantine'],
  ['dmarc=fail policy.dmarc=reject', 'reject'],
  ['dmarc=fail action=oreject', 'reject'],
  ['dmarc=fail action=none', 'none'],
  ['dmarc=fail', null],
])('%s names the policy %s', (found, policy) => {
  expect(asked([field(`${mx}; ${found}`)]).dmarc.policy).toBe(policy);
});

describe('ARC sets', () => {
  const seal = (i: number, d = 'list.example', more = ''): HeaderField =>
    field(`i=${i}; a=rsa-sha256; d=${d}; s=x; b=abc${more}`, 'arc-seal');
  const found = (i: number, name = 'mx.list.example'): HeaderField =>
    field(`i=${i}; ${name}; spf=pass`, 'arc-authentication-results');
  it('come newest first, each with what was found there', () => {
    expect(
      readStatedAuth([found(1), seal(1), found(2, 'two.example'), seal(2, 'Two.Example')]).arcSets,
    ).toMatchObject([
      { instance: 2, sealer: 'two.example', stated: { authservId: 'two.example' } },
      { instance: 1, sealer: 'list.example', stated: { authservId: 'mx.list.example' } },
    ]);
  });
  it.each([
    ['an instance twice', [seal(1), seal(1)]],
    ['a tag twice', [seal(1, 'a.example', '; d=b.example')]],
    ['no instance', [field('d=list.example; s=x', 'arc-seal')]],
    ['no domain', [field('i=1; s=x', 'arc-seal')]],
    ['more than anybody needs', Array.from({ length: authResultsLimits.arcSets + 1 }, (_, n) => seal(n + 1))],
  ])('%s is no chain', (_name, fields) => {
    expect(readStatedAuth(fields).arcSets).toEqual([]);
  });
  it('what was found twice for one instance was found by nobody', () => {
    expect(readStatedAuth([seal(1), found(1), found(1)]).arcSets).toMatchObject([{ stated: null }]);
  });
});
