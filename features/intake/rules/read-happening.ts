/** Beginnings that are told as something that happened: "since we landed", "seit ich umgezogen bin", "買い替えてから". */
import type { Candidate } from './fact.ts';
import type { FactSource } from './fact-source.ts';

const READER = 'symptom';
/** A longer clause tells more than when it began. */
const LONGEST = 70;
/** Words between "since" and what happened, where "since" may also mean "because". */
const REACH = 3;

/** What a clause or a length behind "since" says: since when, and what changed then. */
export function readHappenings(source: FactSource): Candidate[] {
  return [...readLengths(source), ...readClauses(source), ...readBehind(source)];
}

function since(source: FactSource, start: number, end: number, confidence: number): Candidate {
  const value = source.written(start, end);
  return { key: 'symptom.since', value, start, end, confidence, reader: READER };
}

/** "for weeks", "seit langem": a length without a number. */
function readLengths(source: FactSource): Candidate[] {
  return source.tagged('length').flatMap((length): Candidate[] => {
    const lead = source.before(['sinceBefore'], length.start, length.start - 24);
    if (lead === null || source.gap(lead.end, length.start) > 1) return [];
    if (source.momentAt(length.start) !== null || isElsewhere(source, length)) return [];
    const word = source.text.slice(lead.start, lead.end);
    return /^(?:from|after|until|um|von|ab|tras|vers)\b/.test(word)
      ? []
      : [since(source, lead.start, length.end, 0.75)];
  });
}

/** The date of a purchase or a wait says nothing of the trouble. */
function isElsewhere(source: FactSource, span: { start: number; end: number }): boolean {
  const clause = source.clause(span.start);
  return (
    source.has(['notSymptom', 'bought'], clause.start, span.start) ||
    source.has(['notSymptom', 'bought'], span.end, clause.end)
  );
}

function readClauses(source: FactSource): Candidate[] {
  const isCausal = source.tagged('happened').length > 0 || source.language.tag === 'en';
  return source.tagged('sinceClause').flatMap((lead): Candidate[] => {
    const sentence = source.sentence(lead.start);
    if (isCausal) {
      const happened = source.after(['happened'], lead.end, Math.min(sentence.end, lead.end + 30));
      if (happened === null || source.gap(lead.end, happened.start) > REACH) return [];
    }
    const end = endOfClause(source, lead.end, sentence.end);
    if (source.has(['notSymptom', 'bought'], lead.end, end)) return [];
    const value = source.written(lead.end, end);
    const change: Candidate = {
      key: 'change.recent',
      value,
      start: lead.end,
      end,
      confidence: 0.6,
      reader: READER,
    };
    return value === '' ? [] : [since(source, lead.start, end, 0.75), change];
  });
}

/** To the next comma or full stop, at most a line, at the end of a word. */
function endOfClause(source: FactSource, from: number, to: number): number {
  const most = Math.min(to, from + LONGEST);
  let end = from;
  while (end < most && !/[,.;:!?()\n]/.test(source.text[end] ?? '.')) end += 1;
  if (end === most && most < to) while (end > from && /\S/.test(source.text[end - 1] ?? ' ')) end -= 1;
  while (end > from && /\s/.test(source.text[end - 1] ?? 'x')) end -= 1;
  return end;
}

/** Where the word stands behind: "lomasta lähtien", "電気毛布を買ってから". */
function readBehind(source: FactSource): Candidate[] {
  const pattern = BEHIND[source.language.tag];
  if (pattern === undefined) return [];
  const found: Candidate[] = [];
  for (const match of source.text.matchAll(pattern)) {
    if (found.length >= MOST) break;
    const [start, end] = [match.index, match.index + match[0].length];
    if (source.momentsIn(start, end).some((one) => one.end > end - 12)) continue;
    if (source.has(['notSymptom', 'bought'], start, end) && !/買/.test(match[0])) continue;
    found.push(since(source, start, end, 0.7));
    const change = { key: 'change.recent', start, end, confidence: 0.6, reader: READER } as const;
    if (!PLAIN.test(match[0])) found.push({ ...change, value: source.written(start, end) });
  }
  return found;
}

const MOST = 10;
/** Says when, not what. */
const PLAIN = /初日|paivasta|戻って|着いて|帰って/;
const BEHIND: Readonly<Record<string, RegExp>> = {
  fi: /(?<![a-z0-9.-])(?:[a-z0-9.-]{2,24} )?[a-z0-9-]{3,24}(?:sta|lta)(?: [0-9][0-9.]{0,8})? (?:lahtien|saakka|asti|alkaen)\b|\bversion? [0-9.]{2,9} jalkeen\b/g,
  ja: /(?<=^|[。、\n])[^。、\n]{2,30}(?:てから|でから|た後|たあと|のあと|旅行後|出張後|初日から)(?=[、は]|ずっと|、|[^。]{0,1})|初日から/g,
};
