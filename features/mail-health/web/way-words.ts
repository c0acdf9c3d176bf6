/** Words and shapes of how a way of mail fares. */
import type { Word } from '#ui/words/words.ts';
import type { Way } from '../contract.ts';

export const wayWords: Readonly<Record<Way['state'], Word>> = {
  ok: { label: 'Working', tone: 'green', shape: 'tick', hint: 'It worked a moment ago' },
  late: {
    label: 'Late',
    tone: 'amber',
    shape: 'half',
    hint: 'Nothing was heard for too long, or mail waits',
  },
  failing: {
    label: 'Failing',
    tone: 'red',
    shape: 'bang',
    hint: 'The last try went wrong; it is tried again',
  },
  refused: {
    label: 'Refused',
    tone: 'red',
    shape: 'cross',
    hint: 'The other side said no to our login; a person has to act',
  },
};
