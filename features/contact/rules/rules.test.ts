import { describe, expect, it } from 'vitest';
import type { FactKey } from '#features/intake/index.ts';
import { createKeyRing } from '#platform/signing/key-ring.ts';
import { contactLimits } from '../limits.ts';
import { botSigns } from './bot-signs.ts';
import { type Checked, checkFilled } from './check-filled.ts';
import { lines, oneLine, typedAddress } from './clean-typed.ts';
import { type ClarityFacts, judgeClarity } from './judge-clarity.ts';
import { type KeptFile, proveFile, readProof } from './kept-file.ts';
import { makeOnceKey, readOnceKey } from './once-key.ts';

// Put together from parts: at such a domain every address may be somebody's.
const meant = ['anna', 'gmail.com'].join('@');

const now = new Date('2026-11-23T12:00:00Z');
const keys = createKeyRing([{ id: 'contact-form-1', purpose: 'contact-form', secret: Buffer.alloc(32, 1) }]);
const otherKeys = createKeyRing([
  { id: 'contact-form-1', purpose: 'contact-form', secret: Buffer.alloc(32, 2) },
]);
const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000);
const id = '018f2c5e-7a10-4c3b-9d4e-2f6a8b1c0d3e';

describe('the number of a form', () => {
  const token = makeOnceKey(keys, id, now);
  it('tells when the form was opened, and that it is ours', () => {
    expect(readOnceKey(keys, token, hours(1))).toEqual({
      id: id.replaceAll('-', ''),
      openedAt: now,
      expired: false,
    });
    expect(readOnceKey(keys, token, hours(contactLimits.openHours + 1))?.expired).toBe(true);
  });
  it.each([
    '',
    'x',
    token.slice(0, -1),
    `${token}A`,
    token.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
    '../..',
  ])('%j is none of ours', (forged) => {
    expect(readOnceKey(keys, forged, now)).toBeNull();
  });
  it('of another desk is none of ours', () => {
    expect(readOnceKey(otherKeys, token, now)).toBeNull();
  });
});

describe('a file that need not be chosen again', () => {
  const file: KeptFile = {
    filename: '写真 <1>.png',
    contentType: 'image/png',
    size: 10,
    sha256: 'a'.repeat(64),
    at: now.getTime(),
  };
  const proof = proveFile(keys, file);
  it('is known by its proof, for as long as the form may be sent', () => {
    expect(readProof(keys, proof, hours(1))).toEqual(file);
    expect(readProof(keys, proof, hours(contactLimits.openHours + 1))).toBeNull();
  });
  it('cannot be made up, nor made of the number of a form', () => {
    expect(readProof(otherKeys, proof, now)).toBeNull();
    expect(readProof(keys, proof.replace('1.', '2.'), now)).toBeNull();
    expect(readProof(keys, makeOnceKey(keys, id, now), now)).toBeNull();
    expect(readProof(keys, 'x'.repeat(100_000), now)).toBeNull();
  });
});

it.each<[string, Partial<Parameters<typeof botSigns>[0]>, string[]]>([
  ['a person', {}, []],
  ['a person who shows one page', { text: 'See https://example.com/a for what I mean, it says 133.' }, []],
  [
    'a person with three links and something to say',
    {
      text: `${'https://example.com/a '.repeat(3)}these are the pages on which the app says that my ring is not found any more`,
    },
    [],
  ],
  ['a hidden field', { hidden: 'x' }, ['hidden-field']],
  ['no time', { openMilliseconds: 100 }, ['too-fast']],
  ['a clock that ran backwards', { openMilliseconds: -5 }, ['too-fast']],
  ['links', { text: 'buy http://a.example http://b.example www.c.example' }, ['links-only']],
  [
    'all of it',
    { hidden: 'x', openMilliseconds: 0, text: 'http://a.ex http://b.ex http://c.ex' },
    ['hidden-field', 'too-fast', 'links-only'],
  ],
])('signs of a program: %s', (_what, given, signs) => {
  expect(botSigns({ hidden: '', openMilliseconds: 60_000, text: 'It broke.', ...given })).toEqual(signs);
});

describe('what was typed', () => {
  it.each([
    ['a\r\nBcc: b@example.com', 'a Bcc: b@example.com'],
    ['  a \t b ', 'a b'],
    ['a\u202eb\u200bc\u0000d', 'abc d'],
    ['\ud83d', '\ufffd'],
  ])('in one line: %j', (typed, clean) => {
    expect(oneLine(typed, 100)).toBe(clean);
  });
  it('is cut between letters', () => {
    expect(oneLine('🙂'.repeat(30), 10)).toBe('🙂'.repeat(10));
  });
  it.each([
    ['a\r\nb\rc', 'a\nb\nc'],
    ['  a\n\n  b\u0000\u0007  ', 'a\n\n  b'],
    ['مرحبا 🙂', 'مرحبا 🙂'],
    ['a\u202eb', 'ab'],
  ])('in paragraphs: %j', (typed, clean) => {
    expect(lines(typed)).toBe(clean);
  });
  it.each([
    [' anna@example.com ', 'anna@example.com'],
    ['Anna <anna@example.com>', 'anna@example.com'],
    ['mailto:anna@example.com', 'anna@example.com'],
    ['anna', 'anna'],
    ['<>', '<>'],
  ])('as an address: %j', (typed, address) => {
    expect(typedAddress(typed)).toBe(address);
  });
  it('costs little, whatever a field holds', () => {
    const long = '<\u202e '.repeat(30_000);
    const began = performance.now();
    typedAddress(long);
    lines(long);
    oneLine(long, 200);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

const good: NonNullable<Checked['check']> = { verdict: 'good', suggestion: null, reasons: [] };
const fine: Checked = {
  email: 'anna@example.com',
  description: 'It broke.',
  files: 0,
  possible: true,
  check: good,
  sure: false,
  sent: null,
  once: 'good',
};
const slipped: NonNullable<Checked['check']> = {
  verdict: 'doubtful',
  suggestion: meant,
  reasons: [],
};

it.each<[Partial<Checked>, string[]]>([
  [{}, []],
  [{ description: '', files: 1 }, []],
  [{ check: slipped, sure: true }, []],
  [{ check: { ...good, verdict: 'unknown' } }, []],
  [{ check: { ...good, verdict: 'doubtful' } }, []],
  [{ check: slipped }, ['emailDoubtful']],
  [{ check: { ...good, verdict: 'wrong' } }, ['emailDoubtful']],
  [{ check: { ...good, verdict: 'wrong' }, sure: true }, []],
  [{ check: { ...slipped, reasons: [{ code: 'own-address', words: '' }] }, sure: true }, ['emailOwn']],
  [{ possible: false, check: null }, ['emailWrong']],
  [{ email: '', possible: false, check: null }, ['emailMissing']],
  [{ description: '' }, ['descriptionMissing']],
  [{ description: 'x'.repeat(contactLimits.descriptionCharacters + 1) }, ['descriptionTooLong']],
  [{ sent: 'too-many-files' }, ['tooMany']],
  [{ sent: 'too-many-fields' }, ['notSent']],
  [{ sent: 'file-too-large' }, ['fileTooLarge']],
  [{ once: 'none' }, ['notSent']],
  [{ once: 'expired' }, ['expired']],
  [{ once: 'expired', email: '' }, ['emailMissing']],
  [{ description: '', email: '' }, ['descriptionMissing', 'emailMissing']],
])('checking a form: %j', (given, expected) => {
  expect(checkFilled({ ...fine, ...given }).map(({ key }) => key)).toEqual(expected);
});

const asked = new Set<FactKey>(['symptom.since', 'device.generation']);
const much =
  'The ring stopped charging. Its light stays dark on the dock, and the app says that it is not found. I put it on and off several times, with two cables, in two rooms, and nothing happened.';
it.each<[string, Partial<ClarityFacts>, string, string[]]>([
  ['nothing', { subject: 'empty', description: '' }, 'start', ['describe', 'subjectEmpty']],
  ['a word', { subject: 'vague', description: 'Broken' }, 'start', ['describe', 'subjectVague']],
  [
    'a sentence',
    { subject: 'clear', description: 'My ring does not charge any more.' },
    'fair',
    ['describeMore', 'since'],
  ],
  ['shouting', { subject: 'shouting', description: much }, 'good', ['subjectShouting', 'since']],
  ['a story without a time', { description: much, stepsTried: 2 }, 'good', ['since']],
  [
    'all of it',
    { description: much, stepsTried: 2, known: new Set<FactKey>(['symptom.since']) },
    'great',
    ['clear'],
  ],
  [
    'a matter without symptoms',
    { description: much, asked: new Set<FactKey>(['order.number']) },
    'great',
    ['clear'],
  ],
  [
    'Japanese',
    {
      description:
        '月曜日からリングが充電できません。ケーブルを替えて、充電器も掃除しましたが、ランプがまったく点灯しません。',
      stepsTried: 2,
      known: new Set<FactKey>(['symptom.since']),
    },
    'great',
    ['clear'],
  ],
])('clarity of %s', (_what, given, level, hints) => {
  const verdict = judgeClarity({
    subject: 'clear',
    description: '',
    known: new Set(),
    stepsTried: 0,
    asked,
    ...given,
  });
  expect([verdict.level, verdict.hints]).toEqual([level, hints]);
});

it('clarity of 1 MB of text costs no more than that of a page', () => {
  const began = performance.now();
  judgeClarity({
    subject: 'clear',
    description: 'x'.repeat(1_000_000),
    known: new Set(),
    stepsTried: 0,
    asked,
  });
  expect(performance.now() - began).toBeLessThan(100);
});
