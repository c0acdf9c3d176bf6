import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approximateBook, findApproximately } from './approximate.ts';
import { type Form, judge, prepareReading } from './claims.ts';
import { fold, quoteOf } from './fold.ts';
import { guessLanguage, languageOf } from './languages.ts';
import { findAll, lexicon } from './lexicon.ts';
import { sentencesOf } from './sentences.ts';
import { wordsOf } from './words.ts';

const language = (tag: string) => {
  const found = languageOf(tag);
  if (found === null) throw new Error(`no language ${tag}`);
  return found;
};

describe('folding', () => {
  it.each([
    ['Größe ÉTÉ', 'grosse ete'],
    ['ＡＢＣ　１２３', 'abc 123'],
    ['it’s – ok', "it's - ok"],
    ['ﾊﾞｯﾃﾘｰ', 'バッテリー'],
    ['e\u0301te\u0301', 'ete'],
    ['か\u3099', 'が'],
    ['リング', 'リング'],
    ['a\u200bb', 'ab'],
    ['٣', '3'],
    ['\ud800x', '\ud800x'],
    ['İstanbul', 'istanbul'],
  ])('%j becomes %j', (source, wanted) => {
    expect(fold(source).text).toBe(wanted);
  });

  it('leads every place back to the source', () => {
    const folded = fold('die Größe 9, e\u0301te\u0301 ﾊﾞ 12');
    const at = folded.text.indexOf('12');
    expect(quoteOf(folded, at, at + 2)).toEqual({ quote: '12', start: 22, end: 24 });
    const size = folded.text.indexOf('grosse');
    expect(quoteOf(folded, size, size + 6).quote).toBe('Größe');
  });

  it('never leaves the text, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(), fc.nat(), (source, a, b) => {
        const folded = fold(source);
        const [start, end] = [a % (folded.text.length + 1), b % (folded.text.length + 1)].sort(
          (x, y) => x - y,
        );
        const quote = quoteOf(folded, start ?? 0, end ?? 0);
        expect(quote.quote).toBe(source.slice(quote.start, quote.end));
        expect(quote.end).toBeLessThanOrEqual(source.length);
      }),
    );
  });
});

describe('words', () => {
  it('keeps apostrophes and hyphens inside, and takes Japanese by the character', () => {
    expect(wordsOf(fold("Don't re-pair アプリ 6.4")).map((word) => word.text)).toEqual([
      "don't",
      're-pair',
      'ア',
      'プ',
      'リ',
      '6',
      '4',
    ]);
  });
});

describe('a lexicon', () => {
  const forms = lexicon(
    [
      ['no change', 'a'],
      ['change', 'b'],
      ['restart*', 'c'],
      ['*gerät*', 'd'],
      ['再起動', 'e'],
      ["don't", 'f'],
    ],
    true,
  );
  it.each([
    ['no change', ['a']],
    ['No-change', ['a']],
    ['no\n  change', ['a']],
    ['a change', ['b']],
    ['changes', []],
    ['restarting', ['c']],
    ['xrestart', []],
    ['Das Ladegerät', ['d']],
    ['Ladegeraete', ['d']],
    ['アプリを再起動しました', ['e']],
    ['dont', ['f']],
    ['don’t', ['f']],
  ])('finds in %j: %j', (text, wanted) => {
    expect(findAll(forms, fold(text).text).map((hit) => hit.value)).toEqual(wanted);
  });
});

describe('sentences', () => {
  const cut = (tag: string, text: string): string[] =>
    sentencesOf(text, language(tag)).map((one) => text.slice(one.start, one.end).trim());
  it.each([
    ['en', 'it stopped. i restarted it. nothing', ['it stopped.', 'i restarted it.', 'nothing']],
    ['en', 'App 6.4.1, firmware 2.10.4. Help!', ['App 6.4.1, firmware 2.10.4.', 'Help!']],
    ['de', 'gekauft am 3. märz. geht nicht', ['gekauft am 3. märz.', 'geht nicht']],
    ['de', 'das ist z.b. die app. nichts', ['das ist z.b. die app.', 'nichts']],
    ['ja', '再起動しました。変わりません。', ['再起動しました。', '変わりません。']],
    ['en', '- restarted it\n- reset it', ['restarted it', 'reset it']],
    ['en', 'one\ntwo', ['one', 'two']],
    [
      'en',
      'this is a line that the program of the writer broke for\nhim here. and on',
      ['this is a line that the program of the writer broke for\nhim here.', 'and on'],
    ],
  ])('%s %j', (tag, text, wanted) => {
    expect(cut(tag, text)).toEqual(wanted);
  });

  it('tells kinds, headings and questions', () => {
    const found = sentencesOf('what i tried:\n- reset it\n\nphone: pixel 8\nwhat else?', language('en'));
    expect(found.map((one) => [one.kind, one.heading, one.asks])).toEqual([
      ['heading', -1, false],
      ['item', 0, false],
      ['form', -1, false],
      ['prose', -1, true],
    ]);
  });
});

describe('claims', () => {
  /** The passage is marked with brackets, which are taken out. */
  const claim = (tag: string, marked: string, form: Form): string => {
    const start = marked.indexOf('[');
    const end = marked.indexOf(']') - 1;
    const reading = prepareReading(marked.replace('[', '').replace(']', ''), language(tag));
    const { claim: found, unable } = judge(reading, { start, end }, form);
    return unable ? `${found}, unable` : found;
  };
  it.each<[string, string, Form, string]>([
    ['en', 'I [restarted] the phone', 'done', 'asserted'],
    ['en', "I haven't [reset] it yet", 'done', 'negated'],
    ['en', 'Should I [reset] the ring?', 'bare', 'asked'],
    ['en', 'Should I restart the phone or [reset] the ring?', 'bare', 'asked'],
    ['en', 'Your colleague told me to [reinstall] the app.', 'bare', 'advised'],
    ['en', 'Your colleague told me to [reinstall] the app, which I did.', 'bare', 'asserted'],
    ['en', 'Your colleague told me to [reinstall] the app. I did that twice.', 'bare', 'asserted'],
    ['en', 'I tried to [reset] the ring', 'bare', 'asserted'],
    ['en', "I couldn't [reset] it because it is not found", 'bare', 'asserted, unable'],
    ['en', 'I will [reset] it tomorrow', 'bare', 'planned'],
    ['en', 'I am thinking about [resetting] it', 'bare', 'considered'],
    ['en', 'What I tried:\n- [restart] the phone', 'bare', 'asserted'],
    ['en', 'Your article says:\n- [restart] the phone', 'bare', 'advised'],
    ['de', 'Ich habe die App [neu installiert].', 'done', 'asserted'],
    ['de', 'Ich habe den Ring noch nicht [zurückgesetzt].', 'done', 'negated'],
    ['de', 'Soll ich den Ring [zurücksetzen]?', 'bare', 'asked'],
    ['de', 'Der Ring lässt sich nicht [zurücksetzen].', 'bare', 'asserted, unable'],
    ['de', 'Ihr Kollege hat mir geraten, die App [neu zu installieren].', 'bare', 'advised'],
    ['fr', 'J’ai [redémarré] le téléphone', 'done', 'asserted'],
    ['fr', 'Je n’ai pas [réinitialisé] la bague', 'done', 'negated'],
    ['fr', 'Dois-je [réinitialiser] la bague ?', 'bare', 'asked'],
    ['fi', 'En ole [nollannut] sormusta', 'done', 'negated'],
    ['fi', 'Pitäisikö minun [nollata] sormus?', 'bare', 'asked'],
    ['es', 'No he [reiniciado] el móvil', 'done', 'negated'],
    ['es', '¿Debo [restablecer] el anillo?', 'bare', 'asked'],
    ['ja', 'アプリを[再起動]しました。', 'noun', 'asserted'],
    ['ja', 'リングを[リセット]していません。', 'noun', 'negated'],
    ['ja', 'リングを[リセット]すべきでしょうか。', 'noun', 'asked'],
    ['ja', 'アプリを[再インストール]するように言われました。', 'noun', 'advised'],
    ['ja', '[リセット]できませんでした。', 'noun', 'asserted, unable'],
  ])('%s %s (%s): %s', (tag, text, form, wanted) => {
    expect(claim(tag, text, form)).toBe(wanted);
  });
});

describe('phrases with letters wrong', () => {
  const book = approximateBook([
    ['Ring not found', 'ring'],
    ['Synkronointi epäonnistui', 'sync'],
    ['リングが見つかりません', 'ja'],
  ] as const);
  const found = (text: string): string[] =>
    findApproximately(book, fold(text).text).map(
      ({ value, start, end, edits, whole }) =>
        `${value} [${fold(text).text.slice(start, end)}] ${edits}${whole ? '' : ' inside'}`,
    );

  it.each([
    ['Ring not found', ['ring [ring not found] 0']],
    ['a ring  NOT\nfound!', ['ring [ring  not\nfound] 0']],
    ['Ringnotfound', ['ring [ringnotfound] 0']],
    ['R1ng n0t found', ['ring [r1ng n0t found] 0']],
    ['Fing nof found', ['ring [fing nof found] 2']],
    ['ing not foun', ['ring [ing not foun] 2']],
    ['Rimg nat fuond', []],
    ['No string found', []],
    ['string not found', ['ring [ring not found] 0 inside']],
    ['The ring. Not found', []],
    ['Synkronointi epaonnistui', ['sync [synkronointi epaonnistui] 0']],
    [
      'Synkronointi epäonnistui; ring not found',
      ['sync [synkronointi epaonnistui] 0', 'ring [ring not found] 0'],
    ],
    ['リングが見つかリません', ['ja [リングが見つかリません] 1']],
    ['リングは見付かりません', []],
    ['', []],
  ])('%j', (text, wanted) => expect(found(text)).toEqual(wanted));

  it('one m read as rn is one letter', () => {
    const [hit] = findApproximately(approximateBook([['firmware missing', 1]]), 'firrnware missing');
    expect(hit).toMatchObject({ edits: 1, start: 0, end: 17 });
  });

  it('refuses what is too short to be looked for', () => {
    expect(() => approximateBook([['a!', 1]])).toThrow(RangeError);
  });

  it('takes no longer for a text made to cost much', () => {
    const started = performance.now();
    findApproximately(book, 'ring not foun '.repeat(70_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('the language of a text', () => {
  it.each([
    ['My ring does not sync and the app is slow', 'en'],
    ['Mein Ring lädt nicht und die App ist langsam', 'de'],
    ['Ma bague ne se charge pas et je suis déçu', 'fr'],
    ['Sormukseni ei lataudu ja olen pettynyt', 'fi'],
    ['Mi anillo no carga y la aplicación es lenta', 'es'],
    ['リングが充電できません', 'ja'],
    ['', 'en'],
  ])('%j is %s', (text, tag) => {
    expect(guessLanguage(fold(text)).tag).toBe(tag);
  });
});
