import eld from 'eld/small';
import { describe, expect, it } from 'vitest';
import { LanguageTableError, makeDetector, readTable } from './language-table.ts';

const texts = [
  'My ring stopped syncing since the update and I have already restarted the phone twice.',
  'Seit dem Update synchronisiert mein Ring nicht mehr, obwohl ich ihn neu gekoppelt habe.',
  "Bonjour, l'anneau ne charge plus depuis hier soir et l'appli affiche une erreur.",
  'Sormus ei enää lataudu, vaikka puhdistin laturin ja vaihdoin kaapelin.',
  'El anillo no se conecta con el teléfono desde la última actualización.',
  'リングが同期しません。アプリを再インストールしました。',
  'Кольцо не заряжается, что мне делать?',
  'Il mio anello non si sincronizza più con il telefono.',
  'Min ring laddar inte längre sedan uppdateringen.',
  'ok',
  '',
  '12345 !!!',
];

describe('the small table', () => {
  const detector = makeDetector();
  it.each(texts)('answers as the package does: %j', (text) => {
    const [ours, theirs] = [detector.detect(text), eld.detect(text)];
    expect(ours.language).toBe(theirs.language);
    expect(ours.getScores()).toEqual(theirs.getScores());
  });
});

describe('a table', () => {
  const head = "export const ngramsData = {type:'S60',languages:{0:'am',1:'ar'},isSubset:false,ngrams:{";
  it('keeps quoted keys, bare keys and escaped signs', () => {
    const { type, languages, ngrams } = readTable(`${head}' L':{0:176},L_QL:{0:1,1:20},'a\\'b':{1:3}}};`);
    expect([type, languages]).toEqual(['S60', { 0: 'am', 1: 'ar' }]);
    expect([ngrams[' L'], ngrams.L_QL, ngrams["a'b"]]).toEqual([{ 0: 176 }, { 0: 1, 1: 20 }, { 1: 3 }]);
    expect(ngrams.none).toBeUndefined();
  });
  it.each([
    ['another head', 'export default {ngrams:{}};'],
    ['an entry of another form', `${head}' L':{0:176},' M':[1]}};`],
    ['a cut end', `${head}' L':{0:176},`],
    ['points too high', `${head}' L':{0:256}}};`],
  ])('is refused: %s', (_title, source) => {
    expect(() => readTable(source)).toThrow(LanguageTableError);
  });
});
