import { expect, it } from 'vitest';
import { proposedCustomer } from './proposed-customer.ts';

const proposed = {
  kind: 'customer-proposed',
  data: { name: 'Ada', email: 'ada@example.org' },
  reasons: ['Why.'],
};
const changed = { kind: 'customer-changed', data: {}, reasons: [] };

it.each([
  ['stands', [proposed], { name: 'Ada', email: 'ada@example.org', reason: 'Why.' }],
  ['is gone once the customer was changed', [proposed, changed], null],
  [
    'stands when it is the newest word',
    [changed, proposed],
    { name: 'Ada', email: 'ada@example.org', reason: 'Why.' },
  ],
  ['needs an address', [{ ...proposed, data: {} }], null],
  ['is not there by itself', [], null],
])('a proposal %s', (_, events, result) => expect(proposedCustomer(events)).toEqual(result));
