import { describe, expect, test } from 'vitest';
import {
  DEMO_DATE_STYLES,
  DemoPlaceholderUnknown,
  demoEnvelope,
  demoFilling,
  demoRounds,
  renderDemoMail,
} from './demo-mails.ts';
import type { DemoManifest } from './demo-manifest.ts';

const NOW = new Date('2026-03-05T07:08:09Z');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (rendered: Uint8Array): string => Buffer.from(rendered).toString('latin1');
const filling = {
  now: NOW,
  messageIds: { first: '<first@example.com>' },
  times: { first: new Date('2026-03-01T13:05:00Z') },
  answers: {
    a: { messageId: '<a@desk.example.com>', subject: 'Re: [#7] Grüße', replyTo: 'x+t@example.com' },
  },
};
const fill = (source: string): string => text(renderDemoMail(bytes(source), filling));

describe('renderDemoMail', () => {
  test.each([
    ['{{date}}', 'Thu, 05 Mar 2026 07:08:09 +0000'],
    ['{{message-id:first}}', '<first@example.com>'],
    ['{{answer-id:a}}', '<a@desk.example.com>'],
    ['{{answer-address:a}}', 'x+t@example.com'],
    ['{{when:first:gmail}}', 'Sun, Mar 1, 2026 at 1:05 PM'],
    ['{{when:first:apple}}', '1 Mar 2026, at 13:05'],
    ['{{when:first:outlook}}', 'Sunday, 1 March 2026 13:05'],
    ['{{when:first:german}}', '01.03.2026 um 13:05'],
    ['{{ago:24:dots}}', '4.3.2026'],
    ['{{ago:-1.5:ical}}', '20260305T083800Z'],
    ['{{ago:0.5:log}}', '03-05 06:38:09.000'],
    ['{{ago:0:stamp}}', '2026-03-05T07:08:09Z'],
  ])('%s becomes %s', (placeholder, wanted) => {
    expect(fill(`A: ${placeholder};`)).toBe(`A: ${wanted};`);
  });

  test('a subject beyond ASCII is encoded for a header', () => {
    expect(fill('Subject: Re: {{answer-subject:a}}')).toBe(
      `Subject: Re: =?UTF-8?B?${Buffer.from('Re: [#7] Grüße').toString('base64')}?=`,
    );
  });

  test('every byte that is no placeholder and no line end stays', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i).filter((b) => b !== 10 && b !== 13);
    expect(renderDemoMail(all, filling)).toEqual(all);
  });

  test('every line end becomes CRLF', () => {
    expect(fill('a\nb\r\nc\rd\n\n')).toBe('a\r\nb\r\nc\r\nd\r\n\r\n');
  });

  test('the same input gives the same bytes, and the input is left alone', () => {
    const source = bytes('{{date}}\n');
    expect(renderDemoMail(source, filling)).toEqual(renderDemoMail(source, filling));
    expect(text(source)).toBe('{{date}}\n');
  });

  test('all styles are ASCII, so that they fit in any character set', () => {
    for (const style of DEMO_DATE_STYLES) expect(fill(`{{ago:0:${style}}}`)).toMatch(/^[ -z|~]+$/);
  });

  test.each([
    '{{nonsense}}',
    '{{message-id:second}}',
    '{{message-id:constructor}}',
    '{{answer-id:b}}',
    '{{when:first:klingon}}',
    '{{when:first:toString}}',
    '{{ago:soon:iso}}',
    '{{ago::iso}}',
  ])('%s is refused by name', (placeholder) => {
    expect(() => fill(`x ${placeholder}`)).toThrow(DemoPlaceholderUnknown);
    expect(() => fill(`x ${placeholder}`)).toThrow(placeholder);
  });
});

const mail = (key: string, hoursAgo: number, afterAnswer?: string): DemoManifest['mails'][number] => ({
  key,
  file: `${key}.eml`,
  hoursAgo,
  from: 'kim@example.com',
  to: afterAnswer === undefined ? ['support@example.com'] : [`{{answer-address:${afterAnswer}}}`],
  messageId: `<${key}@example.com>`,
  ...(afterAnswer === undefined ? {} : { afterAnswer }),
  language: 'en',
  topic: null,
  shape: 'question',
  about: key,
});
const answer = (key: string, after: string, hoursAgo: number): DemoManifest['answers'][number] => ({
  key,
  after,
  hoursAgo,
  agent: 'sam',
  kind: 'reply',
  text: 'Hello',
});
const chain: DemoManifest = {
  agents: [{ key: 'sam', name: 'Sam', email: 'sam@example.com', role: 'agent', team: 'one' }],
  mails: [mail('late', 1), mail('reply', 5, 'answer-one'), mail('early', 9), mail('again', 2, 'answer-two')],
  answers: [answer('answer-two', 'reply', 3), answer('answer-one', 'early', 7)],
};

describe('the script', () => {
  test('goes in rounds: a reply comes after the answer that it replies to, the oldest first', () => {
    const keys = demoRounds(chain).map((round) => [
      round.mails.map((entry) => entry.key),
      round.answers.map((entry) => entry.key),
    ]);
    expect(keys).toEqual([
      [['early', 'late'], ['answer-one']],
      [['reply'], ['answer-two']],
      [['again'], []],
    ]);
  });

  test('a reply goes to the address that our answer named', () => {
    const [first, second] = [mail('x', 9), mail('y', 5, 'a')];
    expect(demoEnvelope(first, {}).to).toEqual(['support@example.com']);
    expect(demoEnvelope(second, filling.answers).to).toEqual(['x+t@example.com']);
    expect(() => demoEnvelope(second, {})).toThrow(DemoPlaceholderUnknown);
  });

  test('times follow from the start of the demo', () => {
    const filled = demoFilling(chain, mail('early', 9), NOW, {});
    expect(filled.now.toISOString()).toBe('2026-03-04T22:08:09.000Z');
    expect(filled.times?.['answer-one']?.toISOString()).toBe('2026-03-05T00:08:09.000Z');
  });
});
