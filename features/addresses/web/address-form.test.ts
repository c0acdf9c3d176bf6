import { expect, test } from 'vitest';
import { addressInputSchema } from '../contract.ts';
import { describeChange, formOf, inputOf } from './address-form.ts';

const known = {
  address: 'care@ouraring.com',
  state: 'retired',
  department: 'technical',
  purpose: { en: 'Old help' },
  since: '2015-01-01',
  until: null,
  replacement: 'support@ouraring.com',
} as const;

test('what is edited and not changed is sent as it was', () => {
  expect(addressInputSchema.parse(inputOf(formOf(known)))).toEqual(known);
});

test('an address that comes back into use keeps no other one', () => {
  expect(inputOf({ ...formOf(known), state: 'active' }).replacement).toBeNull();
});

test('an empty form is an active address without days', () => {
  expect(inputOf(formOf(null))).toEqual({
    address: '',
    state: 'active',
    department: null,
    purpose: {},
    since: null,
    until: null,
    replacement: null,
  });
});

test('a change is told field by field', () => {
  expect(describeChange(null, known)).toEqual(['Added as care@ouraring.com, no longer in use']);
  expect(describeChange(known, known)).toEqual([]);
  expect(describeChange(known, { ...known, until: '2025-01-01', purpose: {} })).toEqual([
    'What for: Old help → nothing',
    'Until: nothing → 2025-01-01',
  ]);
});
