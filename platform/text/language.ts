/** What reading needs to know about a language. Words are written as `lexicon.ts` explains. */

/** How a part of a sentence is tied to the one before it. */
export type Link = 'start' | 'and' | 'or' | 'but' | 'comma' | 'colon' | 'aside' | 'sub';

/** Words that say what kind of statement a passage is. */
export type Cue =
  /** The writer did it: "I tried", "already", "after". */
  | 'done'
  | 'negated'
  /** Did not come about: "could not", "impossible". */
  | 'unable'
  /** With a denial in the clause it did not come about: "kann ... nicht". */
  | 'able'
  | 'asked'
  | 'considered'
  /** Said by somebody else: "your colleague told me to". */
  | 'advised'
  | 'planned'
  | 'conditional'
  /** Set out to do it: "I wanted to", "tried to"; whether it came about stands behind. */
  | 'attempted'
  /** An advice that the writer did follow: "which I did". */
  | 'followed'
  /** About somebody else or another device: "my wife's". */
  | 'other';

export type Language = {
  readonly tag: string;
  /** Scripts without spaces: statements are told by what stands behind the verb. */
  readonly unspaced: boolean;
  /** "3. März": a full stop behind a small number ends no sentence. */
  readonly ordinalDots: boolean;
  /** ä, ö, ü are also written ae, oe, ue. */
  readonly umlauts: boolean;
  /** The object stands before its verb more often than behind it. */
  readonly objectFirst: boolean;
  /** "la" behind a verb is an article: pronouns of the object stand before it. */
  readonly clitics: boolean;
  readonly abbreviations: readonly string[];
  /** `none`: what holds such a word and ties nothing: "not yet". */
  readonly links: Readonly<Record<'and' | 'or' | 'but' | 'sub' | 'none', readonly string[]>>;
  readonly cues: Readonly<Record<Cue, readonly string[]>>;
  /** Behind these words a verb only names what could be done: "to", "should". */
  readonly nameVerb: readonly string[];
  /** Between a thing and what it is only with, in or on: "in the app". */
  readonly prepositions: readonly string[];
  /** Frequent small words by which the language itself is recognised. */
  readonly common: readonly string[];
};
