import { describe, expect, it } from 'vitest';
import { compareVersions, parseVersion, writeVersion } from './version.ts';
import { isInRanges, parseRanges, tidyRanges } from './version-ranges.ts';

const order = (one: string, other: string): number => {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  if (a === null || b === null) throw new Error(`${one} or ${other} is no version`);
  return Math.sign(compareVersions(a, b));
};

const rangesOf = (text: string) => {
  const parsed = parseRanges(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.ranges;
};

/** The same numbers in every run (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

describe('a version', () => {
  it.each([
    ['2.10.4', '2.10.4'],
    ['v2.10', '2.10'],
    ['Version 2.10.4', '2.10.4'],
    ['ver. 3', '3'],
    ['02.010.0004', '2.10.4'],
    ['0.0.0', '0.0.0'],
    ['２．１０．４', '2.10.4'],
    ['2.10.4 (331)', '2.10.4'],
    ['2.10.4+git.abc', '2.10.4'],
    ['2.10.4 build 331', '2.10.4'],
    ['5.2.1-beta.2', '5.2.1-beta.2'],
    ['5.2.1 beta 2', '5.2.1-beta.2'],
    ['5.2.1b3', '5.2.1-b3'],
    ['5.2.1-rc1 (9)', '5.2.1-rc1'],
    ['2026.11.28.1', '2026.11.28.1'],
    ['18', '18'],
  ])('%s is read as %s', (written, read) => {
    const version = parseVersion(written);
    expect(version && writeVersion(version)).toBe(read);
  });

  it.each([
    ...[
      '',
      ' ',
      'latest',
      'newest one',
      'x.y',
      '.',
      '2..1',
      '2.10.',
      '.5',
      '-1',
      '1e3x',
      '2.10.4 or so',
      '2,10',
    ],
    ...['1.2.3.4.5.6.7.8.9', '1'.repeat(61), '2.10.4-final-cut', '2.10.4 iOS', '\u202e2.1', '2.10.4\u0000'],
  ])('%j is none', (written) => expect(parseVersion(written)).toBeNull());

  it.each<[string, string, number]>([
    ['2.9.9', '2.10.0', -1],
    ['2.10', '2.10.0', 0],
    ['2.10.4', '2.10.04', 0],
    ['2.10.4', '2.10.4 (12)', 0],
    ['10', '9.99.99', 1],
    ['3.0.0-beta.1', '3.0.0', -1],
    ['3.0.0-alpha', '3.0.0-beta', -1],
    ['3.0.0-beta.2', '3.0.0-beta.10', -1],
    ['3.0.0-rc1', '3.0.0-beta9', 1],
    ['3.0.0b1', '3.0.0-beta.1', 0],
    ['99999999999999999999', '99999999999999999998', 1],
    [`1.${'9'.repeat(40)}`, `1.1${'0'.repeat(40)}`, -1],
  ])('%s against %s: %s', (one, other, wanted) => {
    expect(order(one, other)).toBe(wanted);
    expect(order(other, one)).toBe(-wanted || 0);
  });
});

describe('versions that are meant', () => {
  it.each([
    ['2.10.4', '2.10.4'],
    ['2.10.0 to 2.10.6, 2.11', '2.10.0 to 2.10.6, 2.11'],
    ['2.10.0 – 2.10.6', '2.10.0 to 2.10.6'],
    ['2.10.0..2.10.6', '2.10.0 to 2.10.6'],
    ['2.10.0 - 2.10.6', '2.10.0 to 2.10.6'],
    ['v2.10.0 TO v2.10.6', '2.10.0 to 2.10.6'],
    ['2.10.x; 2.11.*', '2.10, 2.11'],
    ['>= 3', '>= 3'],
    ['≥3', '>= 3'],
    ['since 3.1', '>= 3.1'],
    ['before 2.10.4', '< 2.10.4'],
    ['< 2.10.4', '< 2.10.4'],
    ['up to 2.10', '<= 2.10'],
    ['after 2.9', '> 2.9'],
    ['5.2-beta.1 to 5.2', '5.2-beta.1 to 5.2'],
    ['', ''],
    [' , ;\n', ''],
  ])('%j is kept as %j, and that is read as itself', (text, kept) => {
    expect(tidyRanges(text)).toBe(kept);
    expect(tidyRanges(kept)).toBe(kept);
    expect(rangesOf(kept)).toEqual(rangesOf(text));
  });

  it.each(['latest', '2.10 to', 'to', '>=', '2.10.6 to 2.10.0', '2.11 to 2.10', 'a to b', '2.1 2.2', '<>3'])(
    '%j is refused with a sentence',
    (text) => expect(parseRanges(text)).toEqual({ problem: expect.stringMatching(/^“|^This/) }),
  );

  it('are capped in number and length', () => {
    expect(parseRanges(Array.from({ length: 21 }, () => '1').join(','))).toHaveProperty('problem');
    expect(parseRanges('1'.repeat(301))).toHaveProperty('problem');
  });

  it.each<[string, string, boolean | null]>([
    ['2.10.4', '2.10.4', true],
    ['2.10.4.1', '2.10.4', true],
    ['2.10.40', '2.10.4', false],
    ['2.10.4', '2.10', true],
    ['2.1.4', '2.10', false],
    ['2.10', '2.10.0', true],
    ['2.10.6', '2.10.0 to 2.10.6', true],
    ['2.10.7', '2.10.0 to 2.10.6', false],
    ['2.9.99', '2.10.0 to 2.10.6', false],
    ['2.10.99', '2.9 to 2.10', true],
    ['2.11', '2.9 to 2.10', false],
    ['2.10.3', 'before 2.10.4', true],
    ['2.10.4', 'before 2.10.4', false],
    ['2.10.4-beta.1', 'before 2.10.4', true],
    ['2.9.5', 'after 2.9', false],
    ['2.10', 'after 2.9', true],
    ['3.0.0', '>= 3', true],
    ['3.0.0-rc1', '>= 3', false],
    ['2.5', '2.4, 2.6, 2.5', true],
    ['02.05', '2.5', true],
    ['2.10.4 (331)', '2.10.4', true],
    ['5.2.1b3', '5.2.1-beta.3', true],
    ['newest', '2.10', null],
    ['', '2.10', null],
    ['2.10', '', null],
  ])('%s in %j: %s', (version, ranges, wanted) => {
    expect(isInRanges(version, rangesOf(ranges))).toBe(wanted);
  });
});

describe('any text', () => {
  const roll = dice(20261128);
  const signs = [
    ...'0123456789',
    ...'.....',
    ...'vx*-–—><=,; \n()+',
    ...'ab',
    'to',
    'beta',
    'before ',
    '٢',
    '\u202e',
    '𝟚',
    '\ud83d',
  ];
  const texts = Array.from({ length: 5_000 }, () =>
    Array.from({ length: roll(24) }, () => signs[roll(signs.length)] ?? '').join(''),
  );

  it('never throws, and what is understood is kept in a form that means the same', () => {
    let understood = 0;
    for (const text of texts) {
      const parsed = parseRanges(text);
      if ('problem' in parsed) continue;
      understood += 1;
      const again = rangesOf(tidyRanges(text));
      expect(again, JSON.stringify(text)).toEqual(parsed.ranges);
    }
    expect(understood).toBeGreaterThan(100);
  });

  it('versions have one order: what comes before another does not come after it', () => {
    const versions = texts.flatMap((text) => parseVersion(text.slice(0, 8)) ?? []).slice(0, 60);
    expect(versions.length).toBeGreaterThan(50);
    for (const one of versions)
      for (const other of versions) {
        expect(Math.sign(compareVersions(one, other)) + Math.sign(compareVersions(other, one))).toBe(0);
        for (const third of versions)
          if (compareVersions(one, other) <= 0 && compareVersions(other, third) <= 0)
            expect(compareVersions(one, third)).toBeLessThanOrEqual(0);
      }
  });

  it('costs little, also when it is made to cost much', () => {
    const started = performance.now();
    for (const hostile of [
      '1.'.repeat(500_000),
      '-'.repeat(1_000_000),
      'beta'.repeat(250_000),
      ' '.repeat(1_000_000),
    ]) {
      parseVersion(hostile);
      parseRanges(hostile);
    }
    for (const hostile of ['1.'.repeat(150), ' to '.repeat(75), '..'.repeat(150), '1 -'.repeat(100)])
      parseRanges(hostile);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
