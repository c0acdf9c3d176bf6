import { describe, expect, it } from 'vitest';
import { faceOf } from './face-of.ts';

describe('initials', () => {
  it.each([
    ['Anna Karlsson', 'AK'],
    ['anna@example.com', 'A'],
    ['', '?'],
    ['👩‍🔬 Lab', '👩‍🔬L'],
    ['محمد علي', 'مع'],
    ['Jean-Luc van der Berg', 'JB'],
  ])('of %j are %s', (name, initials) => {
    expect(faceOf(name).initials).toBe(initials);
  });

  it('the colour of a name stays the same', () => {
    expect(faceOf('Anna').hue).toBe(faceOf('Anna').hue);
  });
});
