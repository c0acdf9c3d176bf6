import { expect, it } from 'vitest';
import { normalAddress } from './normal-address.ts';

it.each([
  ['Anna@Example.COM', 'anna@example.com'],
  ['  <anna@example.com> ', 'anna@example.com'],
  ['anna+ring@example.com', 'anna+ring@example.com'],
  ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
  ['anna@XN--BCHER-KVA.example', 'anna@xn--bcher-kva.example'],
  ['u\u0308@example.com', 'ü@example.com'],
  ['"odd@local"@example.com', '"odd@local"@example.com'],
  ['anna@[192.0.2.1]', 'anna@[192.0.2.1]'],
])('%s is compared as %s', (written, normal) => {
  expect(normalAddress(written)).toBe(normal);
  expect(normalAddress(normal)).toBe(normal);
});

it.each([
  '',
  '@',
  'anna',
  'anna@',
  '@example.com',
  'a b@example.com',
  'a\0@example.com',
  `${'x'.repeat(400)}@example.com`,
])('%j is no address', (written) => {
  expect(normalAddress(written)).toBe('');
});
