import { describe, expect, it } from 'vitest';
import { factsAskedFor } from './asked-for.ts';

const asked = (language: string, text: string): string[] =>
  factsAskedFor(text, { language: language === '' ? null : language })
    .map(({ key }) => key)
    .sort();

describe('what a draft asks for', () => {
  it.each([
    ['en', 'Which firmware version does your ring have?', ['firmware.version']],
    [
      'en',
      'Could you tell us your firmware version and the app version?',
      ['app.version', 'firmware.version'],
    ],
    ['en', 'What firmware are you on?', ['firmware.version']],
    ['en', 'Please send us your order number.', ['order.number']],
    ['en', "What's your ring's serial number?", ['device.serial']],
    ['en', 'We need your serial number to open a claim.', ['device.serial']],
    ['en', 'Which phone do you use, and since when does it happen?', ['phone.model', 'symptom.since']],
    ['en', 'When did you buy it?', ['purchase.date']],
    ['en', 'Do you have an iPhone or Android?', ['os.name']],
    ['en', 'Please let us know which iOS version is installed.', ['os.version']],
    ['en', 'What size is your ring?', ['device.size']],
    [
      'en',
      'Could you tell us:\n- Firmware version\n- Phone model\n- the exact error message',
      ['error.text', 'firmware.version', 'phone.model'],
    ],
    ['en', 'Did anything change before it began?', ['change.recent']],
    ['en', 'How often does it happen?', ['symptom.frequency']],
    ['de', 'Welche Firmware-Version hat Ihr Ring?', ['firmware.version']],
    ['de', 'Könnten Sie uns bitte die Firmware-Version Ihres Rings mitteilen?', ['firmware.version']],
    ['de', 'Bitte nennen Sie uns Ihre Bestellnummer.', ['order.number']],
    ['de', 'Seit wann tritt das auf?', ['symptom.since']],
    ['de', 'Welches Handy benutzen Sie?', ['phone.model']],
    ['de', 'Wann haben Sie den Ring gekauft?', ['purchase.date']],
    ['fr', 'Quelle est la version du firmware de votre bague ?', ['firmware.version']],
    ['fr', 'Pourriez-vous nous indiquer votre numéro de commande ?', ['order.number']],
    ['fr', 'Quel téléphone utilisez-vous ?', ['phone.model']],
    ['fr', 'Depuis quand cela se produit-il ?', ['symptom.since']],
    ['fi', 'Mikä on sormuksesi laiteohjelmiston versio?', ['firmware.version']],
    ['fi', 'Kertoisitko tilausnumeron?', ['order.number']],
    ['fi', 'Mikä puhelin sinulla on?', ['phone.model']],
    ['fi', 'Milloin ongelma alkoi?', ['symptom.since']],
    ['es', '¿Qué versión del firmware tiene su anillo?', ['firmware.version']],
    ['es', '¿Podría indicarnos su número de pedido?', ['order.number']],
    ['es', '¿Qué teléfono usa?', ['phone.model']],
    ['es', '¿Desde cuándo ocurre?', ['symptom.since']],
    ['ja', 'ファームウェアのバージョンを教えてください。', ['firmware.version']],
    ['ja', '注文番号は何番ですか？', ['order.number']],
    ['ja', 'お使いのスマートフォンの機種をお知らせください。', ['phone.model']],
    ['ja', 'いつから発生していますか？', ['symptom.since']],
    [
      '',
      'Welche Firmware-Version hat Ihr Ring und seit wann ist das so?',
      ['firmware.version', 'symptom.since'],
    ],
  ])('%s: %s', (language, text, wanted) => expect(asked(language, text)).toEqual(wanted));

  it.each([
    ['en', 'Please update the firmware to the latest version.'],
    ['en', 'Please install firmware 2.10.5 and let us know if it helps.'],
    ['en', 'Please let us know whether the new firmware version helps.'],
    ['en', 'Thank you for sending us your firmware version.'],
    ['en', 'There is no need to send us your order number again.'],
    ['en', 'You do not have to tell us the serial number.'],
    ['en', 'Your order number is SO-123456.'],
    ['en', 'We found your order number SO-123456. Could you tell us whether it arrived?'],
    ['en', 'You find the firmware version in the app under Settings.'],
    ['en', 'The firmware, which improves sync, comes with the app version 6.1.'],
    ['en', 'Which phone number may we call?'],
    ['en', 'What is your ring doing now?'],
    ['en', 'Since when you bought it the warranty runs.'],
    ['de', 'Bitte aktualisieren Sie die Firmware auf die neueste Version.'],
    ['de', 'Vielen Dank für Ihre Bestellnummer.'],
    ['de', 'Ihre Bestellnummer lautet SO-1234.'],
    ['de', 'Sagen Sie uns bitte, ob die neue Firmware-Version hilft.'],
    ['fr', 'Merci pour votre numéro de commande.'],
    ['fr', 'Mettez à jour la version du firmware.'],
    ['fi', 'Kiitos tilausnumerosta.'],
    ['fi', 'Päivitä laiteohjelmiston versio.'],
    ['es', 'Gracias por su número de pedido.'],
    ['es', 'Actualice la versión del firmware.'],
    ['ja', 'ファームウェアのバージョンを更新してください。'],
    ['ja', '注文番号をお知らせいただき、ありがとうございます。'],
    ['en', ''],
  ])('%s: nothing in "%s"', (language, text) => expect(asked(language, text)).toEqual([]));

  it("knows the brand's own questions word by word", () => {
    const questions = [{ key: 'device.generation', ask: 'Which Halo do you wear?' }] as const;
    const text = 'Hello Anna,\nwhich halo do you wear? Thanks';
    const [first] = factsAskedFor(text, { language: 'en', questions });
    expect(first).toMatchObject({ key: 'device.generation', quote: 'which halo do you wear?' });
    expect(text.slice(first?.start, first?.end)).toBe(first?.quote);
  });

  it('names each fact once, with the first sentence that asks', () => {
    const text = 'Which firmware version? Please tell us the firmware version.';
    expect(factsAskedFor(text, { language: 'en' })).toEqual([
      { key: 'firmware.version', quote: 'Which firmware version?', start: 0, end: 23 },
    ]);
  });

  it('a text made to cost much costs little', () => {
    for (const text of [
      'tell us your firmware version '.repeat(40_000),
      'which '.repeat(200_000),
      'Could you tell us:\n- firmware version\n'.repeat(20_000),
    ]) {
      const started = performance.now();
      factsAskedFor(text, { language: 'en' });
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});
