import { expect, it } from 'vitest';
import { phoneNumbersIn } from './phone-numbers.ts';

it.each([
  ['Ada\n+49 (0) 30 1234567', ['+49 (0) 30 1234567']],
  ['Tel.: 030/1234567', ['030/1234567']],
  ['Puh. 040 123 4567', ['040 123 4567']],
  ['Mobile: +358 40 1234567 / Office +358 9 123456', ['+358 40 1234567', '+358 9 123456']],
  ['00358401234567 or +358 40 123 4567', ['00358401234567']],
  ['Order 123456789, 2026-11-25, 10:00', []],
  ['Serial 00ABC 123', []],
  ['hotel 12345678', []],
  ['', []],
])('finds in %j what can be called', (text, numbers) => expect(phoneNumbersIn([text])).toEqual(numbers));

it('looks at no more than a signature, and gives no more than a few', () => {
  expect(phoneNumbersIn([`${'+'.repeat(100_000)}`])).toEqual([]);
  expect(phoneNumbersIn(Array.from({ length: 50 }, (_, i) => `Tel: 030 12345${100 + i}`))).toHaveLength(5);
});
