import { expect, it } from 'vitest';
import type { DraftHintShown } from '../contract.ts';
import { hintId, hintWords } from './hint-words.ts';

const hint: DraftHintShown = {
  kind: 'blame',
  quote: 'You should have',
  fact: null,
  place: null,
  asked: null,
};
const firmware = { key: 'firmware.version', label: 'Firmware', shown: '2.10.4' } as const;

it.each<[Partial<DraftHintShown>, string]>([
  [{}, '“You should have” may sound like blame.'],
  [{ kind: 'sarcasm', quote: 'Obviously' }, '“Obviously” may sound sarcastic.'],
  [{ kind: 'shouting' }, 'So many capital letters or exclamation marks may sound like shouting.'],
  [{ kind: 'unanswered', quote: 'When does\n it come?' }, 'They also asked: “When does it come?”'],
  [{ kind: 'unanswered', quote: 'x'.repeat(200) }, `They also asked: “${'x'.repeat(120)}…”`],
  [{ kind: 'known-fact', fact: firmware }, 'The customer already told you: Firmware 2.10.4.'],
  [
    {
      kind: 'asked-before',
      fact: { ...firmware, shown: null },
      asked: { how: 'acknowledgement', at: '2026-11-12T12:00:00.000Z' },
    },
    'Firmware was asked for already, in the acknowledgement on 12 Nov.',
  ],
])('%o', (given, words) => expect(hintWords({ ...hint, ...given })).toBe(words));

it('a dismissed hint stays dismissed while the draft goes on', () => {
  const asks = { ...hint, kind: 'known-fact', fact: firmware } as const;
  expect(hintId({ ...asks, quote: 'Which firmware?' })).toBe(
    hintId({ ...asks, quote: 'Which firmware, please?' }),
  );
  expect(hintId(hint)).not.toBe(hintId({ ...hint, quote: 'You forgot to' }));
});
