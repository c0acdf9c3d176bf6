/** Words that say what a number, a date or a passage is about, in one language. Written as forms of a lexicon. */

export type Tag =
  | 'firmware'
  | 'app'
  | 'version'
  | 'order'
  | 'claim'
  | 'serial'
  | 'otherNumber'
  | 'size'
  | 'color'
  | 'light'
  | 'bought'
  | 'notBought'
  | 'sinceBefore'
  | 'sinceBehind'
  | 'began'
  | 'notSymptom'
  | 'frequency'
  | 'habit'
  | 'changeLead'
  | 'change'
  | 'changed'
  | 'by'
  | 'byBehind'
  | 'leaving'
  | 'went'
  | 'error'
  | 'code'
  | 'shows'
  | 'correction'
  | 'earlier'
  | 'wanted'
  | 'count'
  | 'reversal';

/** Every tag has its forms, separated by bars; an empty text where a language has none. */
export type IntakeWords = Readonly<Record<Tag, string>>;
