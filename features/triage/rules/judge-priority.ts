/** How pressing a matter is, by the definitions of the priorities: never by how loud it is told. */
import type { TopicPressure, TriageWords } from '#features/workspace/index.ts';
import { compilePhrases, findPhrases, type PhraseBook, type ReadyText } from './phrases.ts';

export type Pressure = keyof TriageWords['pressing'];

export type PriorityVerdict = {
  priority: 'urgent' | 'high' | 'normal' | 'low';
  /** Why, with the words of the mail where words were the reason. */
  reason: { why: 'danger' | 'topic' | 'nothing-pressing' | Pressure; words: string | null };
};

export function pressureBook(words: Iterable<TriageWords>): PhraseBook<Pressure> {
  const entries: [string, Pressure][] = [];
  for (const { pressing } of words) {
    for (const kind of ['takenOver', 'unusable', 'moneyTaken', 'again', 'soon'] as const)
      for (const phrase of pressing[kind]) entries.push([phrase, kind]);
  }
  return compilePhrases(entries);
}

export function judgePriority(
  mail: readonly ReadyText[],
  topic: string,
  danger: string | null,
  book: PhraseBook<Pressure>,
  topics: TopicPressure,
): PriorityVerdict {
  if (danger !== null) return { priority: 'urgent', reason: { why: 'danger', words: danger } };
  const said = new Map<Pressure, string>();
  for (const ready of mail) {
    for (const { value, start, end } of findPhrases(book, ready))
      if (!said.has(value)) said.set(value, ready.text.slice(start, end));
  }
  const takenOver = said.get('takenOver');
  if (takenOver !== undefined) return { priority: 'urgent', reason: { why: 'takenOver', words: takenOver } };
  if (topics.low.includes(topic)) return { priority: 'low', reason: { why: 'topic', words: null } };
  for (const why of ['unusable', 'moneyTaken', 'again', 'soon'] as const) {
    const words = said.get(why);
    if (words !== undefined) return { priority: 'high', reason: { why, words } };
  }
  if (topics.high.includes(topic)) return { priority: 'high', reason: { why: 'topic', words: null } };
  return { priority: 'normal', reason: { why: 'nothing-pressing', words: null } };
}
