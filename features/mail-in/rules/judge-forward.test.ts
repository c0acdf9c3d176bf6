import { expect, it } from 'vitest';
import { type ForwardFacts, judgeForward } from './judge-forward.ts';

const fine: ForwardFacts = {
  forwarded: { address: 'ada@example.org' },
  staff: 'Mara',
  lane: 'verified',
  writtenByUs: false,
};

it.each<[string, Partial<ForwardFacts>, string]>([
  ['of an agent whose domain vouches keeps the customer', {}, 'keep'],
  ['that looks like one of an agent is proposed', { lane: 'plausible' }, 'propose'],
  ['that only claims to be of an agent is proposed', { lane: 'unverified' }, 'propose'],
  ['that failed the check of its sender is a mail like any other', { lane: 'failed' }, 'none'],
  ['of a customer is a mail like any other', { staff: null }, 'none'],
  ['of a customer whose domain vouches is, too', { staff: null, lane: 'verified' }, 'none'],
  ['of what one of us wrote is, too', { writtenByUs: true }, 'none'],
])('a forward %s', (_, facts, what) => expect(judgeForward({ ...fine, ...facts }).what).toBe(what));
