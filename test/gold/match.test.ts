import { describe, expect, it } from 'vitest';
import { matchFacts, matchUp, sameFact } from './match.ts';

const text =
  'Since Monday night, after the update to iOS 18.5, my iPhone 15 Pro shows 5,99 € twice a day. Ａｐｐ ６.４.１';

describe('two facts say the same', () => {
  it.each([
    ['the very words', 'phone.model', 'iPhone 15 Pro', 'iPhone 15 Pro', true],
    ['case and spaces aside', 'phone.model', 'iPhone 15 Pro', 'iphone15 pro', true],
    ['full-width forms aside', 'app.version', '6.4.1', '６.４.１', true],
    ['money without its space', 'money.amount', '5,99 €', '5,99€', true],
    ['not a part of the model', 'phone.model', 'iPhone 15 Pro', 'iPhone 15', false],
    ['not another version', 'os.version', '18.5', '18', false],
    ['a shorter free text', 'symptom.since', 'Since Monday night', 'Monday', true],
    ['a longer free text', 'change.recent', 'the update', 'after the update to iOS 18.5', true],
    ['not a free text from elsewhere', 'symptom.since', 'Since Monday night', 'twice a day', false],
    ['not a free text that is not in the mail', 'symptom.frequency', 'twice a day', 'every day', false],
    ['not one letter', 'symptom.frequency', 'twice a day', 'a', false],
  ])('%s', (_title, key, expected, got, same) => {
    expect(sameFact({ key, value: expected }, { key, value: got }, text)).toBe(same);
  });

  it('never under different keys', () => {
    expect(sameFact({ key: 'os.version', value: '18.5' }, { key: 'app.version', value: '18.5' }, text)).toBe(
      false,
    );
  });
});

describe('matching up', () => {
  it('gives every found thing to one expected thing only', () => {
    const matched = matchUp(['a', 'a', 'b'], ['a', 'c'], (one, other) => one === other);
    expect(matched).toEqual({ pairs: [['a', 'a']], missed: ['a', 'b'], wrong: ['c'] });
  });

  it('takes a fact that is told twice as one', () => {
    const model = { key: 'phone.model', value: 'iPhone 15 Pro' };
    const matched = matchFacts([model], [], [model, { ...model, value: 'iphone 15 pro' }], text);
    expect(matched.pairs).toHaveLength(1);
    expect(matched.wrong).toEqual([]);
  });

  it('neither wants nor blames an optional fact', () => {
    const optional = { key: 'device.size', value: '9' };
    expect(matchFacts([], [optional], [], text)).toEqual({ pairs: [], missed: [], wrong: [] });
    expect(matchFacts([], [optional], [optional], text)).toEqual({ pairs: [], missed: [], wrong: [] });
  });

  it('does not blame a free text for being cut in two', () => {
    const since = { key: 'symptom.since', value: 'Since Monday night' };
    const halves = ['Since Monday', 'night'].map((value) => ({ ...since, value }));
    expect(matchFacts([since], [], halves, text).wrong).toEqual([]);
  });
});
