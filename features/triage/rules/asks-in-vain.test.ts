import { describe, expect, it } from 'vitest';
import { type FactKey, type KnownFact, mergeFacts } from '#features/intake/index.ts';
import { asksInVain } from './asks-in-vain.ts';

const fact = (key: FactKey, value: string, more: Partial<KnownFact> = {}): KnownFact => ({
  ...{ key, value, quote: value, start: 0, end: value.length, part: 'body', confidence: 0.9, reader: 'test' },
  ...{ message: 'm1', saidAt: '2026-11-20T09:00:00.000Z', saidBy: 'customer', state: 'read' },
  ...more,
});

const asked = new Map([
  ['app.version', { how: 'acknowledgement', at: new Date('2026-11-12T08:00:00Z') }],
] as const);

const vain = (draft: string, facts: KnownFact[], language = 'en'): string[] =>
  asksInVain(draft, { facts: mergeFacts([], facts), asked, language, questions: [] }).map(
    ({ key, known, asked: before }) => `${key} ${known?.value ?? `asked by ${before?.how}`}`,
  );

describe('a question in vain', () => {
  const firmware = fact('firmware.version', '2.10.4');

  it.each([
    ['en', 'Which firmware version do you have?'],
    ['de', 'Welche Firmware-Version hat Ihr Ring?'],
    ['fr', 'Quelle est la version du firmware ?'],
    ['fi', 'Mikä on laiteohjelmiston versio?'],
    ['es', '¿Qué versión del firmware tiene?'],
    ['ja', 'ファームウェアのバージョンを教えてください。'],
  ])('%s: "%s" asks for what the customer told', (language, draft) => {
    expect(vain(draft, [firmware], language)).toEqual(['firmware.version 2.10.4']);
  });

  it('asks for what was asked before and not answered', () => {
    expect(vain('Please tell us your app version.', [])).toEqual(['app.version asked by acknowledgement']);
  });

  it('is none when it was answered: then the answer counts', () => {
    expect(vain('Please tell us your app version.', [fact('app.version', '5.3.1')])).toEqual([
      'app.version 5.3.1',
    ]);
  });

  it.each([
    ['nobody knows it', 'What is your order number?', [firmware]],
    [
      'it is only a guess',
      'Which firmware version do you have?',
      [fact('firmware.version', '2.10.4', { confidence: 0.4 })],
    ],
    [
      'they contradict themselves',
      'Which firmware version do you have?',
      [firmware, fact('firmware.version', '2.9.1', { message: 'm2', saidAt: '2026-11-21T09:00:00.000Z' })],
    ],
    ['the draft names it', 'Is the firmware version of your ring, 2.10.4, still the same?', [firmware]],
    [
      'an agent removed it',
      'Which firmware version do you have?',
      [
        firmware,
        fact('firmware.version', '2.10.4', { state: 'removed', saidAt: '2026-11-22T09:00:00.000Z' }),
      ],
    ],
    ['nothing is asked', 'Your firmware is up to date.', [firmware]],
  ])('is none when %s', (_, draft, facts) => expect(vain(draft, facts)).toEqual([]));
});
