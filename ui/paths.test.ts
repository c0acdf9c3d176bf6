import { describe, expect, it } from 'vitest';
import { paths, safeNext } from './paths.ts';

describe('paths', () => {
  it('leaves out what was not asked for', () => {
    expect(paths.inbox('mine')).toBe('/inbox/mine');
    expect(paths.inbox('all', { search: 'ring & dock', ticket: 12 })).toBe(
      '/inbox/all?q=ring+%26+dock&ticket=12',
    );
  });

  it('keeps a strange id inside its segment', () => {
    expect(paths.captured('../x')).toBe('/captured/..%2Fx');
  });

  it.each([
    ['/tickets/12', '/tickets/12'],
    ['//evil.example.com', '/'],
    ['https://evil.example.com', '/'],
    ['/\\evil.example.com', '/'],
    ['/sign-in?next=/x', '/'],
    [null, '/'],
  ])('after sign-in %s leads to %s', (next, target) => {
    expect(safeNext(next)).toBe(target);
  });
});
