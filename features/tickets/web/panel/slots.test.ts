import { describe, expect, it } from 'vitest';
import { arrange, type PanelSlot } from './slots.ts';

const slot = (id: string): PanelSlot => ({ id, title: id, when: () => true, content: () => null });

describe('the panel', () => {
  it('answers how long, what, shown, bought, next, who, in this order', () => {
    const mixed = ['details', 'person', 'playbook', 'promise', 'order', 'facts', 'evidence'].map(slot);
    expect(arrange(mixed).map((each) => each.id)).toEqual([
      'promise',
      'facts',
      'evidence',
      'order',
      'playbook',
      'person',
      'details',
    ]);
  });

  it('puts a slot nobody planned before the details', () => {
    expect(arrange([slot('details'), slot('weather'), slot('person')]).map((each) => each.id)).toEqual([
      'person',
      'weather',
      'details',
    ]);
  });
});
