import { type Word, wordOf } from '#ui/words/words.ts';

const words: Readonly<Record<string, Word>> = {
  loop: {
    label: 'Mail loop',
    tone: 'amber',
    shape: 'half',
    hint: 'It is our own mail coming back, or two machines answering each other.',
  },
  spam: { label: 'Spam', tone: 'red', shape: 'cross', hint: 'It looks like advertising or fraud.' },
  blank: {
    label: 'Empty',
    tone: 'quiet',
    shape: 'ring',
    hint: 'There is no subject, no text and no file in it.',
  },
  'too-large': { label: 'Too large', tone: 'amber', shape: 'up', hint: 'It is larger than this desk takes.' },
  'unknown-recipient': {
    label: 'For nobody here',
    tone: 'amber',
    shape: 'ring',
    hint: 'No mailbox of this desk has this address.',
  },
  backscatter: {
    label: 'Stray bounce',
    tone: 'quiet',
    shape: 'down',
    hint: 'A failure notice for a mail we did not send.',
  },
  'machine-report': {
    label: 'Report of a machine',
    tone: 'quiet',
    shape: 'ring',
    hint: 'A read receipt, or a count of mail by a provider: nobody wrote it.',
  },
  'over-budget': {
    label: 'Too many',
    tone: 'amber',
    shape: 'bang',
    hint: 'This sender wrote more than the limit in a short time.',
  },
  'failed-dmarc': {
    label: 'Forged sender',
    tone: 'red',
    shape: 'cross',
    hint: 'The domain it claims to come from says it is not, and asks to refuse such mail.',
  },
};

export function reasonWord(reason: string): Word {
  return wordOf(words, reason);
}
