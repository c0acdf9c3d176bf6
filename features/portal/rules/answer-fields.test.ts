import { describe, expect, test } from 'vitest';
import type { AskedFact, FactKey, Need, TicketFact } from '#features/intake/index.ts';
import { answerFields, hasQuestions } from './answer-fields.ts';

const list: Need[] = [
  { key: 'device.generation', need: 'required' },
  { key: 'phone.model', need: 'required' },
  { key: 'app.version', need: 'useful' },
  { key: 'order.number', need: 'useful' },
  { key: 'deadline', need: 'useful' },
];

function fact(key: FactKey, value: string, more: Partial<TicketFact> = {}): TicketFact {
  return {
    ...{ key, value, quote: value, start: 0, end: value.length, part: 'body', confidence: 0.9, reader: 'x' },
    ...{ message: 'mine', saidAt: '2026-11-23T12:00:00.000Z', saidBy: 'customer', state: 'read' },
    ...{ contradictions: [], byName: '' },
    ...more,
  };
}

const asked = (
  key: FactKey,
  how: AskedFact['how'] = 'acknowledgement',
  at = '2026-11-23T12:01:00.000Z',
): AskedFact => ({
  key,
  how,
  at: new Date(at),
});

const fields = (facts: TicketFact[], asks: AskedFact[]) =>
  answerFields({ facts, asked: asks, own: new Set(['mine']), list });

describe('the page of questions', () => {
  test('asks what was asked and is open, in the order of the list, then what else would help', () => {
    const shown = fields([], [asked('device.serial'), asked('phone.model')]);
    expect(shown.asked).toEqual(['phone.model', 'device.serial']);
    expect(shown.more).toEqual(['device.generation', 'app.version']);
    expect([shown.known, shown.answered, hasQuestions(shown)]).toEqual([[], [], true]);
  });

  test('shows what the customer said, and no guess as known', () => {
    const facts = [fact('phone.model', 'Pixel 8'), fact('app.version', '6.4.1', { confidence: 0.3 })];
    const shown = fields(facts, [asked('phone.model'), asked('app.version')]);
    expect(shown.known).toEqual([{ key: 'phone.model', value: 'Pixel 8' }]);
    expect(shown.asked).toEqual(['app.version']);
  });

  test.each([
    ['another customer', { message: 'theirs' }],
    ['an agent', { message: null, saidBy: 'agent', state: 'corrected' }],
  ] as const)('neither shows nor asks what %s said', (_, more) => {
    const shown = fields([fact('phone.model', 'Galaxy', more)], [asked('phone.model')]);
    expect([...shown.asked, ...shown.more]).not.toContain('phone.model');
    expect(shown.known).toEqual([]);
  });

  test('shows nothing of what has nothing to do with the matter', () => {
    expect(fields([fact('money.amount', '5 EUR')], [asked('phone.model')]).known).toEqual([]);
  });

  test('knows what was answered here, and that nothing waits, until something new is asked', () => {
    const later = '2026-11-23T13:00:00.000Z';
    const answer = fact('phone.model', 'Pixel 8', { saidBy: 'form', saidAt: '2026-11-23T12:30:00.000Z' });
    const asks = [asked('phone.model'), asked('device.generation'), asked('app.version', 'form', later)];
    const shown = fields([answer], asks);
    expect(shown.answered).toEqual([{ key: 'phone.model', value: 'Pixel 8' }]);
    // What they left open stays on the page, and is not asked for again.
    expect(shown.asked).toEqual([]);
    expect(shown.more).toEqual(['device.generation', 'app.version']);
    expect(fields([answer], [...asks, asked('device.size', 'agent', later)]).asked).toEqual(['device.size']);
  });

  test('has nothing to show where nothing was asked', () => {
    expect(hasQuestions(fields([fact('phone.model', 'Pixel 8')], []))).toBe(false);
  });
});
