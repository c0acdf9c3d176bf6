/** What the DNS said, as data that rules judge. */

/** `no-domain`: there is no such name; `none`: the name has no such record; `unknown`: nobody answered. */
export type Answer<T> =
  | { state: 'records'; records: readonly T[] }
  | { state: 'none' }
  | { state: 'no-domain' }
  | { state: 'unknown' };

export const unknownAnswer = { state: 'unknown' } as const;

/** The records, or none of them. */
export function recordsOf<T>(answer: Answer<T>): readonly T[] {
  return answer.state === 'records' ? answer.records : [];
}

export const verdicts = ['good', 'weak', 'missing', 'wrong', 'unknown'] as const;
/** `weak`: it works and could be better; `unknown`: could not be asked. */
export type Verdict = (typeof verdicts)[number];

export type Note = { tone: 'bad' | 'warn' | 'info'; words: string };

/** A record to publish, exactly. `value` null: the record shall be taken away. */
export type Publish = {
  name: string;
  type: 'TXT' | 'MX' | 'CNAME';
  value: string | null;
  /** `add` beside what is there, `replace` what is there, `remove`. */
  change: 'add' | 'replace' | 'remove';
  words: string;
};

export type Fingerprints = { ours: string; inDns: string | null };

export type Finding = {
  verdict: Verdict;
  summary: string;
  notes: Note[];
  publish: Publish | null;
  fingerprints?: Fingerprints;
};

export const bad = (words: string): Note => ({ tone: 'bad', words });
export const warn = (words: string): Note => ({ tone: 'warn', words });
export const info = (words: string): Note => ({ tone: 'info', words });

/** The verdict for notes: one bad makes it wrong, one warning weak. */
export function worstOf(notes: readonly Note[]): 'good' | 'weak' | 'wrong' {
  if (notes.some(({ tone }) => tone === 'bad')) return 'wrong';
  return notes.some(({ tone }) => tone === 'warn') ? 'weak' : 'good';
}

export const couldNotAsk: Finding = {
  verdict: 'unknown',
  summary: 'The DNS did not answer in time, so nothing can be said of it.',
  notes: [],
  publish: null,
};
