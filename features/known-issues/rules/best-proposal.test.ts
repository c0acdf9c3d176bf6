import { expect, it } from 'vitest';
import { bestProposal } from './best-proposal.ts';

const proposed = (number: number, score: number) => ({ number, score, state: 'proposed' });

it.each([
  ['nothing', [], null],
  ['the only one', [proposed(3, 0.64)], 3],
  ['the clearly better one', [proposed(3, 0.64), proposed(5, 0.74)], 5],
  ['two that are about as good', [proposed(3, 0.7), proposed(5, 0.74)], null],
  ['a ticket that has an issue', [{ number: 1, score: null, state: 'linked' }, proposed(3, 0.9)], null],
])('of %s', (_what, issues, wanted) => expect(bestProposal(issues)).toBe(wanted));
