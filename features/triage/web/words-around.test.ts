import { expect, it } from 'vitest';
import { wordsAround } from './words-around.ts';

const text =
  'Hello,\nsince I installed the newest firmware 2.10.4 last Monday my ring does not sync with the phone any more at all.\nBye';
const message = { id: 'm', subject: 'Re: Firmware 2.10.4', text, visibleText: text, quotedText: '' };
const place = (part: 'subject' | 'body', of: string, quote = '2.10.4') => {
  const start = of.indexOf(quote);
  return { messageId: 'm', part, start, end: start + quote.length, quote };
};
const around = (given: ReturnType<typeof place>, shown = message) =>
  wordsAround({ messages: [shown] }, given);

it.each([
  [
    'its own line, cut at whole words',
    place('body', text),
    'since I installed the newest firmware ',
    ' last Monday my ring does not sync with the phone any more…',
  ],
  ['the subject', place('subject', message.subject), 'Re: Firmware ', ''],
  [
    'a long way before',
    place('body', text, 'at all'),
    '…last Monday my ring does not sync with the phone any more ',
    '.',
  ],
])('%s', (_what, given, before, after) => {
  expect(around(given)).toEqual({ before, after });
});

it('says nothing where the text is another one now, or the message is not shown', () => {
  expect(around({ ...place('body', text), start: 0 })).toEqual({ before: '', after: '' });
  expect(around(place('body', text), { ...message, id: 'other' })).toEqual({ before: '', after: '' });
});
