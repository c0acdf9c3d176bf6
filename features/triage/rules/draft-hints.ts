/**
 * Quiet hints on an agent's own draft: words that blame or mock, shouting, and a question of the customer's that it does
 * not take up. Nothing is changed or held back; who writes decides.
 */
import { isIdeograph } from '#platform/text/characters.ts';
import { prepareReading } from '#platform/text/claims.ts';
import { fold, quoteOf } from '#platform/text/fold.ts';
import type { Language } from '#platform/text/language.ts';
import { guessLanguage, languageOf } from '#platform/text/languages.ts';
import { findAll } from '#platform/text/lexicon.ts';
import { wordsOf } from '#platform/text/words.ts';
import { toneWords } from '../words/tone.ts';
import { judgeTone } from './tone.ts';

export type DraftHint = {
  readonly kind: 'blame' | 'sarcasm' | 'shouting' | 'unanswered';
  /** The words of the draft, or the customer's question. */
  readonly quote: string;
  /** Place in the draft; in the customer's text for a question. */
  readonly start: number;
  readonly end: number;
};

export type DraftContext = {
  /** What the customer newly wrote and waits for; null for a first mail of ours. */
  readonly customer: string | null;
  /** Tag of the language of both. */
  readonly language: string | null;
};

const READ = 20_000;
const MOST_HINTS = 8;
const MOST_QUESTIONS = 20;
/** Letters of a word that say what it is about; endings differ. */
const STEM = 5;
const SHORTEST_WORD = 4;

export function draftHints(draft: string, { customer, language: tag }: DraftContext): DraftHint[] {
  const source = draft.slice(0, READ);
  const folded = fold(source);
  const language = (tag === null ? null : languageOf(tag)) ?? guessLanguage(fold(source.slice(0, 2_000)));
  const words = findAll(toneWords(['blame', 'sarcasm'], language.tag), folded.text).map(
    ({ value, start, end }): DraftHint => ({
      kind: value === 'blame' ? 'blame' : 'sarcasm',
      ...quoteOf(folded, start, end),
    }),
  );
  const shouting: DraftHint[] =
    judgeTone(lettersOnly(source), language.tag).tone === 'shouting'
      ? [{ kind: 'shouting', quote: source.trim().slice(0, 60), start: 0, end: source.length }]
      : [];
  const open = customer === null ? [] : openQuestions(source, { customer, language: tag });
  return [...words, ...shouting, ...open].slice(0, MOST_HINTS);
}

/** The customer's questions that a draft does not take up. */
export function openQuestions(
  draft: string,
  { customer, language: tag }: { customer: string; language: string | null },
): DraftHint[] {
  const source = draft.slice(0, READ);
  // An empty draft answers nothing yet, and everybody knows.
  if (source.trim() === '') return [];
  const language = (tag === null ? null : languageOf(tag)) ?? guessLanguage(fold(source.slice(0, 2_000)));
  return unanswered(customer.slice(0, READ), source, language).slice(0, MOST_HINTS);
}

/** Greetings and quoted codes are no shouting; neither are words of anger an agent repeats. */
function lettersOnly(text: string): string {
  return text.replaceAll(/["“„«「][^"”“»」\n]{1,200}["”“»」]/g, ' ');
}

function unanswered(customer: string, draft: string, language: Language): DraftHint[] {
  const reading = prepareReading(customer, language);
  const said = topicsOf(draft, language);
  const answers = findAll(toneWords(['yes-no'], language.tag), fold(draft.slice(0, 400)).text).length > 0;
  const questions = reading.sentences.filter(
    ({ asks, start, end }) => asks && !isCourtesy(reading.folded.text.slice(start, end), language),
  );
  return questions.slice(0, MOST_QUESTIONS).flatMap(({ start, end }): DraftHint[] => {
    const asked = topicsOf(reading.folded.text.slice(start, end), language);
    // Nothing to compare; and one question may be answered by "yes".
    if (asked.size === 0 || (questions.length === 1 && answers)) return [];
    if ([...asked].some((topic) => said.has(topic))) return [];
    return [{ kind: 'unanswered', ...quoteOf(reading.folded, start, end) }];
  });
}

/** "Can you help me?", "Any ideas?": nothing to answer by itself. */
function isCourtesy(question: string, language: Language): boolean {
  const [hit] = findAll(toneWords(['courtesy'], language.tag), question);
  if (hit === undefined) return false;
  return topicsOf(question.slice(0, hit.start) + question.slice(hit.end), language).size === 0;
}

/** What a text is about: stems of its longer words; pairs of characters where words are not divided. */
function topicsOf(text: string, language: Language): Set<string> {
  const folded = fold(text);
  const topics = new Set<string>();
  const small = smallWords(language);
  for (const word of wordsOf(folded)) {
    if (word.unspaced) {
      const pair = folded.text.slice(word.start, word.start + 2);
      if (isTelling(pair)) topics.add(pair);
    } else if ((word.text.length >= SHORTEST_WORD || /\d/.test(word.text)) && !small.has(word.text))
      topics.add(word.text.slice(0, STEM));
  }
  return topics;
}

/** Two Chinese characters or two of Katakana; Hiragana are endings. */
function isTelling(pair: string): boolean {
  return pair.length === 2 && isIdeograph(pair, 1) && /^[\p{Script=Han}\p{Script=Katakana}]{2}$/u.test(pair);
}

/** Words that ask, that every mail has, and verbs that only ask for something to be done. */
const ASKING: Readonly<Record<string, string>> = {
  en: 'what when where which whose does have will would could should your this that there with from they about please thanks thank hello still also just then than know tell want need like much many long into been being were some really possible check look tell explain happen happens done make take give send back wrong next',
  de: 'wann warum wieso welche welcher welches kann können könnte könnten muss müssen soll sollte wird werden wurde haben hatte habe sind eine einen einem einer mein meine meinen meinem dein sein ihre ihren ihnen dass wenn oder aber auch noch schon denn dann bitte danke hallo nicht mich mir sich wie viel mehr gibt über möglich prüfen schauen nachsehen sagen erklären passiert machen gemacht geben schicken weiter falsch gehen geht',
  fr: 'quand pourquoi comment quel quelle quels quelles est-ce pouvez pouvez-vous puis-je dois-je peut-on avez-vous vous nous mais avec pour dans cette votre mon mes sont suis avoir être faut plus bien merci bonjour aussi encore possible combien faire dire pourriez pourriez-vous vérifier regarder expliquer effectué sera serait passe donner envoyer marche',
  fi: 'milloin miksi miten missä mikä mitä minkä voinko voiko voitteko onko saanko pitääkö minun teidän sinun olen olla ovat tämä tuo että kanssa kiitos terve hei vielä myös kuinka mutta koska jotta paljon tarkistaa katsoa kertoa sanoa tehdä tapahtuu antaa lähettää voisitteko voisitko voisiko seuraavaksi',
  es: 'cuándo cuando dónde donde cómo como cuál qué puedo puede pueden debo tengo tiene tienen está están para pero este esta esto sobre gracias hola todavía también cuánto mucho posible hacer decir decirme podría podrían revisar mirar explicar pasa pasó enviar será sería hago',
  ja: '',
};

const remembered = new Map<string, ReadonlySet<string>>();

function smallWords(language: Language): ReadonlySet<string> {
  const known = remembered.get(language.tag);
  if (known !== undefined) return known;
  const asking = (ASKING[language.tag] ?? '').split(' ');
  const made = new Set([...asking, ...language.common].map((word) => fold(word).text));
  remembered.set(language.tag, made);
  return made;
}
