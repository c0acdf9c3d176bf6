import { describe, expect, it } from 'vitest';
import { contextOf, readOn } from '../testing.ts';
import { type ContextEntry, contextTimeline, type MessageText } from './context-timeline.ts';
import { type KnownFact, mergeFacts } from './merge-facts.ts';
import { readFacts } from './read-facts.ts';

type Mail = { at?: string; body: string; subject?: string };

/** The timeline of mails as the readers read them. */
function timeline(language: string, ...mails: Mail[]): ContextEntry[] {
  const texts = new Map<string, MessageText>();
  const facts = mails.flatMap(({ at = readOn, body, subject = '' }, n): KnownFact[] => {
    const message = `m${n}`;
    texts.set(message, { subject, body });
    return readFacts({ subject, body }, { ...contextOf(language), receivedAt: at }).map((fact) => ({
      ...fact,
      message,
      saidAt: `${at}T09:00:00.000Z`,
      saidBy: 'customer',
      state: 'read',
    }));
  });
  const firstAt = `${mails[0]?.at ?? readOn}T09:00:00.000Z`;
  return contextTimeline({ facts: mergeFacts([], facts), texts, language, firstAt });
}

const line = ({ kind, date, approximate, was, began, text, fact }: ContextEntry): string =>
  [
    `${approximate ? '~' : ''}${date ?? '?'}`,
    kind,
    ...(kind === 'changed' ? [`${was?.value} > ${fact?.value}`] : kind === 'wrote' ? [] : [`"${text}"`]),
    ...(began ? ['began'] : []),
  ].join(' ');

const lines = (language: string, ...mails: Mail[]): string[] => timeline(language, ...mails).map(line);

// The mails are of Monday, 23 November 2026.
describe('what changed when', () => {
  it.each([
    [
      'en',
      'I bought my ring on 14 March 2026. Since last Tuesday it does not sync. I updated to firmware 2.10.4 on 16 November.',
      [
        '2026-03-14 bought "14 March 2026"',
        '2026-11-16 update "I updated to firmware 2.10.4 on 16 November"',
        '2026-11-17 since "Since last Tuesday"',
        '2026-11-23 wrote',
      ],
    ],
    ['en', 'My Gen3 shows error 133.', []],
    ['en', 'It does not sync for two weeks.', ['~2026-11-09 since "for two weeks"', '2026-11-23 wrote']],
    [
      'en',
      'Since I updated to iOS 18.2 last week the ring does not sync.',
      ['~2026-11-16 update "Since I updated to iOS 18.2 last week" began', '2026-11-23 wrote'],
    ],
    [
      'en',
      'I got a new phone two weeks ago and since then nothing works.',
      ['~2026-11-09 phone "I got a new phone two weeks ago"', '2026-11-23 wrote'],
    ],
    [
      'en',
      'I dropped it on Friday. Since then the light blinks.',
      ['2026-11-20 drop "I dropped it on Friday"', '2026-11-23 wrote'],
    ],
    [
      'en',
      'After swimming in the sea on holiday the ring is dead since 3 days.',
      ['? water "After swimming"', '2026-11-20 since "since 3 days"', '2026-11-23 wrote'],
    ],
    [
      'en',
      'We flew to Japan in October. Since then sleep is wrong.',
      ['~2026-10 travel "We flew"', '2026-11-23 wrote'],
    ],
    [
      'en',
      'On Monday I installed firmware 2.10.4. Now it will not charge.',
      ['2026-11-16 update "2.10.4"', '2026-11-23 wrote'],
    ],
    [
      'en',
      'Is there an update to firmware 2.10.4 since Monday?',
      ['2026-11-16 since "since Monday"', '2026-11-23 wrote'],
    ],
    [
      'de',
      'Seit dem Update auf Firmware 2.10.4 am 12. November synchronisiert mein Ring nicht mehr.',
      ['2026-11-12 update "Seit dem Update auf Firmware 2.10.4" began', '2026-11-23 wrote'],
    ],
    [
      'de',
      'Ich habe seit zwei Wochen ein neues Handy. Seitdem geht nichts.',
      ['~2026-11-09 phone "seit zwei Wochen ein neues Handy" began', '2026-11-23 wrote'],
    ],
    [
      'de',
      'Der Ring ist mir letzte Woche heruntergefallen. Gekauft im März 2026.',
      ['~2026-03 bought "März 2026"', '~2026-11-16 drop "heruntergefallen"', '2026-11-23 wrote'],
    ],
    [
      'fr',
      'Depuis la mise à jour du 12 novembre, la bague ne se synchronise plus.',
      ['2026-11-12 update "Depuis la mise à jour du 12 novembre" began', '2026-11-23 wrote'],
    ],
    [
      'fr',
      'J’ai changé de téléphone il y a trois jours.',
      ['2026-11-20 phone "J’ai changé de téléphone il y a trois jours"', '2026-11-23 wrote'],
    ],
    [
      'fi',
      'Päivitin laiteohjelmiston versioon 2.10.4 viime viikolla. Siitä lähtien sormus ei lataudu.',
      [
        '~2026-11-16 update "2.10.4"',
        '~2026-11-16 since "viime viikolla. Siitä lähtien"',
        '2026-11-23 wrote',
      ],
    ],
    [
      'es',
      'Desde que actualicé a la versión 2.10.4 hace dos semanas no sincroniza. Lo compré en marzo de 2026.',
      [
        '~2026-03 bought "marzo de 2026"',
        '~2026-11-09 update "Desde que actualicé a la versión 2.10.4 hace dos semanas" began',
        '2026-11-23 wrote',
      ],
    ],
    ['es', 'Cambié de móvil el lunes.', ['2026-11-16 phone "Cambié de móvil el lunes"', '2026-11-23 wrote']],
    [
      'ja',
      '先週機種変更してから同期できません。',
      ['~2026-11-16 phone "先週機種変更してから" began', '2026-11-23 wrote'],
    ],
    [
      'ja',
      '11月12日にファームウェアを2.10.4に更新しました。それ以来、充電できません。',
      ['2026-11-12 update "2.10.4"', '2026-11-23 wrote'],
    ],
    ['en', '', []],
  ])('%s: %s', (language, body, wanted) => expect(lines(language, { body })).toEqual(wanted));
});

describe('between messages', () => {
  const [first, second] = [
    { body: 'My firmware is 2.10.3.' },
    { at: '2026-11-25', body: 'Now the firmware is 2.10.4.' },
  ];

  it('another value is told as was and now', () => {
    expect(lines('en', first, second)).toEqual(['2026-11-23 wrote', '2026-11-25 changed 2.10.3 > 2.10.4']);
  });

  it('the same value again, or two values in one message, are no change', () => {
    expect(lines('en', first, { ...second, body: 'As I said, firmware 2.10.3.' })).toEqual([]);
    expect(lines('en', { body: 'Firmware 2.10.3 and not, I looked again, firmware 2.10.4.' })).toEqual([]);
  });

  it('what an agent corrected was never so', () => {
    const fact: KnownFact = {
      ...{ key: 'firmware.version', value: '2.10.3', quote: '2.10.3', start: 0, end: 6, part: 'body' },
      ...{ confidence: 1, reader: 'version', message: 'm0', saidBy: 'customer', state: 'read' },
      saidAt: '2026-11-23T09:00:00.000Z',
    };
    const corrected: KnownFact = {
      ...fact,
      ...{
        value: '2.10.4',
        message: null,
        saidBy: 'agent',
        state: 'corrected',
        saidAt: '2026-11-24T09:00:00.000Z',
      },
    };
    const facts = mergeFacts([], [fact, corrected]);
    expect(contextTimeline({ facts, texts: new Map(), language: 'en', firstAt: null })).toEqual([]);
  });
});

it('places that fit no text any more do no harm, and long texts cost little', () => {
  const body = `Since 3 days ${'x. '.repeat(300_000)}`;
  const fact: KnownFact = {
    ...{
      key: 'symptom.since',
      value: 'Since 3 days',
      quote: 'Since 3 days',
      start: 0,
      end: 12,
      part: 'body',
    },
    ...{ confidence: 0.9, reader: 'symptom', message: 'm', saidBy: 'customer', state: 'read' },
    saidAt: `${readOn}T09:00:00.000Z`,
  };
  const facts = mergeFacts([], [fact]);
  const started = performance.now();
  for (const text of [body, 'something else', '']) {
    const texts = new Map([['m', { subject: '', body: text }]]);
    expect(contextTimeline({ facts, texts, language: 'en', firstAt: null }).map(line)).toEqual([
      '2026-11-20 since "Since 3 days"',
    ]);
  }
  expect(performance.now() - started).toBeLessThan(300);
});
