import { describe, expect, it } from 'vitest';
import { beyond } from './grants.ts';
import { weaknessOf } from './password-strength.ts';
import { foreignOrigin } from './same-origin.ts';

describe('a password', () => {
  const own = ['Anna Lindqvist', 'anna.lindqvist@example.com', 'Oura'];

  it.each([
    'violet teapot in the rain',
    'correct horse battery staple',
    'Rk7#vPq2!xZw',
    'пурпурный чайник',
    '紫色のティーポットと雨の日曜日',
    'my password is a very long story',
    'mountain8!river',
  ])('will do: %s', (password) => {
    expect(weaknessOf(password, own)).toBeNull();
  });

  it.each([
    ['', 'too short'],
    ['rain teap', 'nine characters'],
    ['😀😀😀😀😀', 'five signs, whatever their bytes'],
    ['aaaaaaaaaaaa', 'one letter'],
    ['abababababab', 'two letters'],
    ['12345678901', 'a row of digits'],
    ['0987654321', 'a row backwards'],
    ['qwertyuiop', 'a row of keys'],
    ['poiuytrewq', 'a row of keys backwards'],
    ['Password123!', 'a common word with trimmings'],
    ['P4$$w0rd2026', 'a common word in disguise'],
    ['ｐａｓｓｗｏｒｄ１２３', 'a common word in wide letters'],
    ['Welcome2026!!', 'a greeting and the year'],
    ['lindqvist1984', 'the own name and a year'],
    ['Anna.Lindqvist', 'the own address'],
  ])('is too easy: %s (%s)', (password) => {
    expect(weaknessOf(password, own)).toMatch(/[.]$/);
  });

  it('of the greatest length the API takes is judged in no time', () => {
    const begin = performance.now();
    weaknessOf('pass word '.repeat(100), own);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});

describe('the origin of a request', () => {
  const from = (part: object) => ({
    method: 'POST',
    fetchSite: undefined,
    origin: undefined,
    host: 'desk.example.com',
    ...part,
  });
  const url = 'https://desk.example.com';

  it.each([
    [{ method: 'GET', origin: 'https://evil.example', fetchSite: 'cross-site' }],
    [{ origin: 'https://desk.example.com' }],
    [{ origin: 'https://desk.example.com', fetchSite: 'same-origin' }],
    [{ fetchSite: 'none' }],
    [{}],
  ])('is ours: %j', (part) => {
    expect(foreignOrigin(from(part), url)).toBeNull();
  });

  it.each([
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ origin: 'https://desk.example.com:8443' }],
    [{ origin: 'https://desk.example.com.evil.example' }],
    [{ origin: 'https://evil.example#https://desk.example.com' }],
    [{ fetchSite: 'cross-site' }],
    [{ fetchSite: 'same-site' }],
    [{ fetchSite: 'something new' }],
    [{ origin: 'https://desk.example.com', fetchSite: 'cross-site' }],
  ])('is foreign: %j', (part) => {
    expect(foreignOrigin(from(part), url)).toMatch(/Nothing was changed/);
  });
});

describe('what is handed out', () => {
  it.each([
    [['a', 'b'], ['a'], []],
    [['a'], ['a', 'c', 'b'], ['b', 'c']],
    [[], ['a'], ['a']],
    [['a'], [], []],
  ])('of %j, %j goes beyond by %j', (own, wanted, missing) => {
    expect(beyond(new Set(own), new Set(wanted))).toEqual(missing);
  });
});
