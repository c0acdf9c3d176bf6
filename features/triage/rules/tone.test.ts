import { describe, expect, it } from 'vitest';
import { draftHints } from './draft-hints.ts';
import { judgeTone } from './tone.ts';

describe('how a customer sounds', () => {
  it.each([
    ['en', 'This is unacceptable, I want my money back.', 'angry', 'says "unacceptable"'],
    ['en', 'I am fed up with your app.', 'angry', 'says "fed up"'],
    ['en', 'What a rip-off!', 'angry', 'says "rip-off"'],
    ['en', 'I am not angry, just curious.', 'neutral', null],
    ['en', "I'm not at all angry about it.", 'neutral', null],
    ['en', 'I do not like it. This is ridiculous.', 'angry', 'says "ridiculous"'],
    ['en', 'WHY DOES NOBODY ANSWER ME', 'shouting', 'several words one after the other in capital letters'],
    ['en', 'It does not sync!!! Please help', 'shouting', '"!!!"'],
    ['en', 'The HRV and SPO2 are gone on my USB dock.', 'neutral', null],
    ['en', 'My ring does not sync since Tuesday. Could you help?', 'neutral', null],
    ['en', 'Thanks! Great ring!', 'neutral', null],
    ['en', 'The worst night was Tuesday', 'angry', 'says "worst"'],
    ['de', 'Das ist eine Frechheit.', 'angry', 'says "Frechheit"'],
    ['de', 'Ich habe die Schnauze voll.', 'angry', 'says "Schnauze voll"'],
    ['de', 'Ich bin nicht wütend, nur ratlos.', 'neutral', null],
    ['de', 'Mein Ring lädt nicht mehr.', 'neutral', null],
    [
      'de',
      'ICH WARTE SEIT WOCHEN AUF ANTWORT',
      'shouting',
      'several words one after the other in capital letters',
    ],
    ['fr', "C'est une arnaque.", 'angry', 'says "arnaque"'],
    ['fr', "J'en ai marre d'attendre.", 'angry', 'says "J\'en ai marre"'],
    ['fr', 'Je ne suis pas en colère.', 'neutral', null],
    ['fr', 'Ma bague ne se charge plus.', 'neutral', null],
    ['fi', 'Tämä on törkeää.', 'angry', 'says "törkeää"'],
    ['fi', 'En ole vihainen.', 'neutral', null],
    ['fi', 'Sormus ei lataudu.', 'neutral', null],
    ['es', 'Esto es una estafa.', 'angry', 'says "estafa"'],
    ['es', 'Estoy harta de esperar.', 'angry', 'says "harta"'],
    ['es', 'No estoy enfadada, solo pregunto.', 'neutral', null],
    ['es', 'Mi anillo no carga.', 'neutral', null],
    ['es', 'Me da vergüenza preguntar.', 'neutral', null],
    ['es', 'Es una vergüenza.', 'angry', 'says "Es una vergüenza"'],
    ['ja', '本当に最悪です。', 'angry', 'says "最悪"'],
    ['ja', '怒っていませんが、困っています。', 'neutral', null],
    ['ja', '同期できません！！！', 'shouting', '"！！！"'],
    ['ja', 'リングが充電できません。', 'neutral', null],
    ['', 'Das ist Betrug.', 'angry', 'says "Betrug"'],
    ['en', '', 'neutral', null],
  ])('%s: %s', (language, text, tone, reason) => {
    expect(judgeTone(text, language === '' ? null : language)).toEqual({ tone, reason });
  });

  it('a text made to cost much costs little', () => {
    for (const body of [
      'not angry '.repeat(100_000),
      'A'.repeat(1_000_000),
      '!'.repeat(1_000_000),
      'A b '.repeat(250_000),
    ]) {
      const started = performance.now();
      judgeTone(body, 'en');
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});

describe('hints on a draft', () => {
  const hints = (language: string, draft: string, customer: string | null = null): string[] =>
    draftHints(draft, { customer, language }).map(({ kind, quote }) => `${kind}: ${quote}`);

  it.each([
    ['en', 'You should have charged it first.', ['blame: You should have']],
    ['en', 'As already mentioned, please restart the phone.', ['blame: As already mentioned']],
    ['en', 'Obviously the ring must be on.', ['sarcasm: Obviously']],
    ['en', 'PLEASE READ THE MANUAL FIRST', ['shouting: PLEASE READ THE MANUAL FIRST']],
    ['en', 'Sorry for the trouble. Please restart the phone.', []],
    ['en', 'Our mistake, sorry. Your refund is on its way.', []],
    ['de', 'Das ist leider Ihr Fehler.', ['blame: Ihr Fehler']],
    ['de', 'Der Fehlercode 133 heißt, dass die Verbindung fehlt.', []],
    ['de', 'Na toll, dann viel Glück damit.', ['sarcasm: Na toll', 'sarcasm: viel Glück damit']],
    ['fr', 'Vous auriez dû lire la notice.', ['blame: Vous auriez dû']],
    ['fr', 'Évidemment, il faut du courant.', ['sarcasm: Évidemment']],
    ['fr', 'Merci de redémarrer le téléphone.', []],
    ['fi', 'Kuten jo sanoin, lataa sormus.', ['blame: Kuten jo sanoin']],
    ['fi', 'Käynnistä puhelin uudelleen.', []],
    ['es', 'Como ya le dije, reinicie el teléfono.', ['blame: Como ya le dije']],
    ['es', 'Qué sorpresa, estaba apagado.', ['sarcasm: Qué sorpresa']],
    ['es', 'Reinicie el teléfono, por favor.', []],
    ['ja', 'それはお客様のミスです。', ['blame: お客様のミス']],
    ['ja', '電話を再起動してください。', []],
    ['en', '', []],
  ])('%s: %s', (language, draft, wanted) => expect(hints(language, draft)).toEqual(wanted));

  it.each([
    [
      'en',
      'My ring is late. When will the parcel arrive?',
      'Please restart the phone.',
      ['When will the parcel arrive?'],
    ],
    ['en', 'When will the parcel arrive?', 'Your parcel arrives on Friday.', []],
    ['en', 'Is it waterproof?', 'Yes, down to 100 metres.', []],
    [
      'en',
      'Is it waterproof? And can I change the size?',
      'The size can be changed within 30 days.',
      ['Is it waterproof?'],
    ],
    ['en', 'It does not sync. Can you help me?', 'Please restart the phone.', []],
    ['en', 'No question here.', 'Please restart the phone.', []],
    ['en', 'The parcel is late. Can you check?', 'It was held at customs.', []],
    ['fr', 'Pourriez-vous me dire quand il sera effectué ?', 'Le remboursement est parti.', []],
    ['fr', 'Comment faire ?', 'C’est fait.', []],
    ['es', '¿Podrían decirme qué pasa?', 'El paquete llega el viernes.', []],
    ['de', 'Wann kommt die Rechnung?', 'Bitte starten Sie das Handy neu.', ['Wann kommt die Rechnung?']],
    ['de', 'Wann kommt die Rechnung?', 'Die Rechnung liegt bei.', []],
    ['de', 'Können Sie mir helfen?', 'Bitte starten Sie das Handy neu.', []],
    [
      'fr',
      'Quand recevrai-je le remboursement ?',
      'Merci de redémarrer.',
      ['Quand recevrai-je le remboursement ?'],
    ],
    ['fr', 'Quand recevrai-je le remboursement ?', 'Le remboursement est parti hier.', []],
    ['fi', 'Milloin hyvitys tulee?', 'Käynnistä puhelin uudelleen.', ['Milloin hyvitys tulee?']],
    ['fi', 'Milloin hyvitys tulee?', 'Hyvitys on tilillä huomenna.', []],
    ['es', '¿Cuándo llega el paquete?', 'Reinicie el teléfono.', ['¿Cuándo llega el paquete?']],
    ['es', '¿Cuándo llega el paquete?', 'El paquete llega el viernes.', []],
    ['ja', '返金はいつですか？', '電話を再起動してください。', ['返金はいつですか？']],
    ['ja', '返金はいつですか？', '返金は金曜日に行います。', []],
    ['en', 'When will the parcel arrive?', '  ', []],
  ])('%s: "%s" – "%s"', (language, customer, draft, open) => {
    expect(hints(language, draft, customer)).toEqual(open.map((question) => `unanswered: ${question}`));
  });

  it('says where the words stand', () => {
    const draft = 'Hello,\nyou should have charged it.';
    expect(draftHints(draft, { customer: null, language: 'en' })).toEqual([
      { kind: 'blame', quote: 'you should have', start: 7, end: 22 },
    ]);
  });

  it('a text made to cost much costs little', () => {
    const started = performance.now();
    const many = draftHints('obviously '.repeat(100_000), {
      customer: 'Why so? '.repeat(100_000),
      language: 'en',
    });
    expect(many.length).toBeLessThanOrEqual(8);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
