import { describe, expect, it } from 'vitest';
import { extendTo, mostSelected, nothingSelected, toggle, toggleAll } from './selection.ts';

const order = [9, 8, 7, 6, 5];

describe('selecting rows', () => {
  it('toggles one', () => {
    const one = toggle(nothingSelected, 8);
    expect([...one.chosen]).toEqual([8]);
    expect([...toggle(one, 8).chosen]).toEqual([]);
  });

  it('extends from the last touched row, in both directions', () => {
    const anchored = toggle(nothingSelected, 7);
    expect([...extendTo(anchored, 5, order).chosen]).toEqual([7, 6, 5]);
    expect([...extendTo(anchored, 9, order).chosen].sort()).toEqual([7, 8, 9]);
  });

  it('extends from a row that is no longer there by selecting just this one', () => {
    expect([...extendTo({ chosen: new Set(), anchor: 100 }, 6, order).chosen]).toEqual([6]);
  });

  it('never holds more than one call can change', () => {
    const many = Array.from({ length: mostSelected + 50 }, (_unused, index) => index + 1);
    expect(toggleAll(nothingSelected, many).chosen.size).toBe(mostSelected);
    expect(extendTo(toggle(nothingSelected, 1), mostSelected + 50, many).chosen.size).toBe(mostSelected);
  });

  it('selecting all twice selects none', () => {
    expect(toggleAll(toggleAll(nothingSelected, order), order).chosen.size).toBe(0);
  });
});
