/** Does this mail tell of something that hurts a person? Asked in all languages of the brand, whatever the mail's own is. */
import type { TriageWords } from '#features/workspace/index.ts';
import { compilePhrases, findPhrases, type PhraseBook, type PhraseHit, type ReadyText } from './phrases.ts';

export type DangerSign = keyof TriageWords['danger'];
type Hit = PhraseHit<DangerSign>;

/** How far a harm and what it happened to may stand apart, in characters: about two sentences. */
const reach = { spaced: 160, spaceless: 50 };
/** How far from a harm the word that denies it may stand. */
const denialReach = { spaced: 18, spaceless: 6 };

const signs = ['alone', 'heat', 'hurt', 'device', 'body', 'harmless', 'denied', 'deniedAfter'] as const;

export function dangerBook(words: Iterable<TriageWords>): PhraseBook<DangerSign> {
  const entries: [string, DangerSign][] = [];
  for (const { danger } of words)
    for (const sign of signs) for (const phrase of danger[sign]) entries.push([phrase, sign]);
  return compilePhrases(entries);
}

/** The words that tell of harm as they were written, or null when there are none. */
export function findDanger(ready: ReadyText, book: PhraseBook<DangerSign>): string | null {
  const bySign = new Map<DangerSign, Hit[]>();
  for (const hit of findPhrases(book, ready)) bySign.set(hit.value, [...(bySign.get(hit.value) ?? []), hit]);
  const of = (sign: DangerSign): readonly Hit[] => bySign.get(sign) ?? [];
  const script = ready.folded === null ? 'spaced' : 'spaceless';
  const meant = (hit: Hit): boolean =>
    !of('harmless').some((other) => other.start < hit.end && hit.start < other.end) &&
    !of('denied').some((denial) => stands(denial, hit, ready.text, denialReach[script])) &&
    !of('deniedAfter').some((denial) => stands(hit, denial, ready.text, denialReach[script]));
  const sure = of('alone').find(meant);
  if (sure) return ready.text.slice(sure.start, sure.end).replace(/\s+/g, ' ');
  const both = [...of('device'), ...of('body')];
  for (const hazard of of('heat').filter(meant)) {
    const told = together(hazard, both, ready, reach[script]);
    if (told !== null) return told;
  }
  for (const hazard of of('hurt').filter(meant)) {
    const told = together(hazard, of('body'), ready, reach[script]);
    if (told !== null) return told;
  }
  return null;
}

/** True when `second` follows `first` closely and in the same clause. */
function stands(first: Hit, second: Hit, text: string, within: number): boolean {
  if (first.end > second.start) return false;
  return second.start - first.end <= within && !/[.!?;:,。、]/.test(text.slice(first.end, second.start));
}

function together(hazard: Hit, things: readonly Hit[], ready: ReadyText, within: number): string | null {
  const thing = things.find(
    ({ start, end }) =>
      (end <= hazard.start || start >= hazard.end) &&
      Math.max(start - hazard.end, hazard.start - end) <= within,
  );
  if (!thing) return null;
  const start = Math.min(thing.start, hazard.start);
  return ready.text.slice(start, Math.max(thing.end, hazard.end)).replace(/\s+/g, ' ');
}
