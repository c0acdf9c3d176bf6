import { describe, expect, it } from 'vitest';
import type { Fact } from './fact.ts';
import { type FormLine, formLine, withFormFacts, withoutFormLabels } from './form-facts.ts';

const firmware: FormLine = {
  key: 'firmware.version',
  value: '2.10.4',
  label: 'Firmware version',
  quote: 'v 2.10.4',
};
const phone: FormLine = {
  key: 'phone.model',
  value: 'iPhone 15',
  label: 'Phone',
  quote: 'iPhone 15, iOS 18.1',
};
const unsure: FormLine = { key: 'app.version', value: null, label: 'App version', quote: 'the newest' };
const all = [firmware, phone, unsure];
const bodyOf = (text: string, lines: readonly FormLine[] = all): string =>
  [text, lines.map(formLine).join('\n')].join('\n\n');

function read(body: string, key: Fact['key'], quote: string, part: Fact['part'] = 'body'): Fact {
  const start = body.lastIndexOf(quote);
  return {
    key,
    value: quote,
    quote,
    start,
    end: start + quote.length,
    part,
    confidence: 0.9,
    reader: 'test',
  };
}

describe('facts of a form', () => {
  it('are as sure as can be, with the words that were typed and their place', () => {
    const body = bodyOf('It is broken.');
    const facts = withFormFacts(body, all, []);
    expect(facts.map(({ key, value, confidence, reader }) => [key, value, confidence, reader])).toEqual([
      ['firmware.version', '2.10.4', 1, 'form'],
      ['phone.model', 'iPhone 15', 1, 'form'],
    ]);
    for (const { quote, start, end } of facts) expect(body.slice(start, end)).toBe(quote);
  });

  it.each<[string, Fact['key'], string, boolean]>([
    ['what the text above says stays', 'symptom.since', 'since Monday', true],
    ['a second reading of a field does not', 'firmware.version', '2.10.4', false],
    ['another thing in an answer stays', 'os.version', '18.1', true],
    ['our own words beside an answer do not', 'error.text', 'Firmware version', false],
    ['what a reader makes of an answer without a value stays', 'change.recent', 'the newest', true],
  ])('%s', (_what, key, quote, stays) => {
    const body = bodyOf('It is broken since Monday.');
    const found = withFormFacts(body, all, [read(body, key, quote)]).some((fact) => fact.reader === 'test');
    expect(found).toBe(stays);
  });

  it('stand in the form, also when the customer wrote the very same line above', () => {
    const body = bodyOf(formLine(firmware), [firmware]);
    expect(withFormFacts(body, [firmware], [])[0]?.start).toBe(body.lastIndexOf('v 2.10.4'));
  });

  it('that do not stand in the text are none, and hostile answers are only text', () => {
    expect(withFormFacts('Nothing here.', all, [])).toEqual([]);
    const evil: FormLine = { key: 'constructor', value: 'x', label: 'L', quote: 'x' };
    expect(withFormFacts(bodyOf('', [evil]), [evil], [])).toEqual([]);
  });

  it('of a subject are left alone', () => {
    const body = bodyOf('It is broken.');
    expect(withFormFacts(body, all, [read(body, 'firmware.version', '2.10.4', 'subject')])).toHaveLength(3);
  });
});

describe('the text without our labels', () => {
  it('has every place where it was', () => {
    const body = bodyOf('The firmware is old.');
    const bare = withoutFormLabels(body, all);
    expect(bare).toHaveLength(body.length);
    expect(bare).not.toMatch(/Firmware version|Phone:|App version/);
    expect(bare.indexOf('iPhone 15')).toBe(body.indexOf('iPhone 15'));
    expect(bare).toContain('The firmware is old.');
  });

  it('is quick for a text of 1 MB', () => {
    const body = bodyOf('Firmware version: '.repeat(60_000));
    const began = performance.now();
    withoutFormLabels(body, all);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
