/** The words around facts by language, prepared as one lexicon a language. English technical words are known everywhere. */
import { type Lexicon, lexicon, forms as split } from '#platform/text/lexicon.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { finnish } from './fi.ts';
import { french } from './fr.ts';
import { japanese } from './ja.ts';
import type { IntakeWords, Tag } from './words.ts';

const words: Readonly<Record<string, IntakeWords>> = {
  en: english,
  de: german,
  fr: french,
  fi: finnish,
  es: spanish,
  ja: japanese,
};

/** English words that people of every language use. */
const SHARED: readonly Tag[] = [
  'firmware',
  'app',
  'version',
  'order',
  'claim',
  'serial',
  'size',
  'code',
  'error',
];
/** Shared words that mean something else in the language. */
const NOT_SHARED = new Set(['us', 'v', 'orders', 'notification']);

/** Each group is looked for by itself, so that a long form of one ("since the") does not hide a short one of another. */
const GROUPS: readonly (readonly Tag[])[] = [
  ['firmware', 'app', 'version', 'order', 'claim', 'serial', 'otherNumber', 'size', 'color', 'error', 'code'],
  ['length', 'sinceClause', 'happened', 'failure'],
  ['sinceBefore', 'sinceBehind', 'began', 'light', 'count', 'reversal', 'byBehind'],
  ['changeLead', 'change', 'changed'],
  ['bought', 'notBought', 'frequency', 'leaving', 'shows'],
  ['by', 'notSymptom', 'habit'],
  ['went', 'correction', 'earlier', 'wanted'],
];

const prepared = new Map<string, readonly Lexicon<Tag>[]>();

/** The lexicons of a language; of English when the language is not read. */
export function tagsOf(language: string): readonly Lexicon<Tag>[] {
  const known = prepared.get(language);
  if (known !== undefined) return known;
  const own = words[language] ?? english;
  const made = GROUPS.map((group) => lexicon(entriesOf(group, own), language === 'de'));
  prepared.set(language, made);
  return made;
}

function entriesOf(group: readonly Tag[], own: IntakeWords): [string, Tag][] {
  const entries = new Map<string, [string, Tag]>();
  for (const tag of group) {
    for (const form of split(own[tag])) entries.set(`${tag} ${form}`, [form, tag]);
    if (own === english || !SHARED.includes(tag)) continue;
    for (const form of split(english[tag]))
      if (!NOT_SHARED.has(form)) entries.set(`${tag} ${form}`, [form, tag]);
  }
  return [...entries.values()];
}
