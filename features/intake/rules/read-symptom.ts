/** Since when the trouble is there, how often it comes, and what changed before it began. */
import { lastBefore } from '#platform/text/claims.ts';
import type { Moment } from '#platform/text/moments.ts';
import type { Candidate } from './fact.ts';
import type { FactSource } from './fact-source.ts';
import { readFrequency } from './read-frequency.ts';
import { readHappenings } from './read-happening.ts';

const READER = 'symptom';
/** Words of a change that are kept as its description. */
const LONGEST_CHANGE = 90;

export function readSymptom(source: FactSource): Candidate[] {
  return [...readSince(source), ...readHappenings(source), ...readFrequency(source), ...readChange(source)];
}

function readSince(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  for (const moment of source.moments) {
    if (moment.kind === 'ahead' || moment.kind === 'next' || (moment.offset ?? 0) > 0) continue;
    const since = sinceAt(source, moment);
    if (since === null) continue;
    found.push({
      key: 'symptom.since',
      value: source.written(since.start, since.end),
      ...since,
      reader: READER,
    });
  }
  return [...found, ...readSinceChange(source)];
}

function sinceAt(
  source: FactSource,
  moment: Moment,
): { start: number; end: number; confidence: number } | null {
  const sentence = source.sentence(moment.start);
  const clause = source.clause(moment.start);
  if (belongsElsewhere(source, moment, clause)) return null;
  const lead = source.before(['sinceBefore'], moment.start, Math.max(sentence.start, moment.start - 30));
  if (
    lead !== null &&
    source.gap(lead.end, moment.start) <= 2 &&
    !/[,.;\n]/.test(source.text.slice(lead.end, moment.start)) &&
    leadFits(source, lead, moment)
  ) {
    return { start: lead.start, end: moment.end, confidence: 0.85 };
  }
  const behind = source.after(['sinceBehind'], moment.end, moment.end + 8);
  if (behind !== null && source.gap(moment.end, behind.start) <= 2) {
    const weak =
      source.text.slice(behind.start, behind.end) === 'より' ||
      source.text.slice(behind.start, behind.end) === '間';
    if (!weak && !isCause(source, behind.end))
      return { start: moment.start, end: behind.end, confidence: 0.85 };
  }
  if (moment.kind === 'span' || moment.kind === 'month') return null;
  const began =
    source.before(['began'], moment.start, sentence.start) ??
    source.after(['began'], moment.end, sentence.end);
  if (began === null) return null;
  const gap =
    began.end <= moment.start ? source.gap(began.end, moment.start) : source.gap(moment.end, began.start);
  return gap <= 7 ? { start: moment.start, end: moment.end, confidence: 0.75 } : null;
}

/** A lead such as "for" needs a length, "from" and "after" a beginning. */
function leadFits(source: FactSource, lead: { start: number; end: number }, moment: Moment): boolean {
  const word = source.text.slice(lead.start, lead.end);
  if (/^(?:for|over|the past|the last|these|for the)/.test(word)) return moment.kind === 'span';
  if (
    /^(?:from|from about|after|until|hace|il y a|ab|jo|noin|viimei|um den|vers le|von|tras|voila|voici)$/.test(
      word,
    )
  ) {
    return /^(?:hace|il y a|jo|viimei)/.test(word)
      ? moment.kind === 'span'
      : moment.kind !== 'span' &&
          source.has(['began'], source.sentence(moment.start).start, source.sentence(moment.start).end);
  }
  return true;
}

/** 昨日からの, はアプリのせい: "から" as a reason. */
function isCause(source: FactSource, at: number): boolean {
  return source.text.startsWith('です', at);
}

/** The date of a purchase, a wait or a delivery says nothing of the trouble. */
function belongsElsewhere(
  source: FactSource,
  moment: Moment,
  clause: { start: number; end: number },
): boolean {
  return (
    source.has(['notSymptom', 'bought'], clause.start, moment.start) ||
    source.has(['notSymptom', 'bought'], moment.end, clause.end)
  );
}

/** "since the last update": the change is the beginning. */
function readSinceChange(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  for (const lead of source.tagged('sinceBefore')) {
    const word = source.text.slice(lead.start, lead.end);
    if (
      !/^(?:since|ever since|seit|depuis|desde|schon seit|bereits seit|dès|à partir)/.test(word) ||
      source.language.unspaced
    )
      continue;
    const change = source.after(
      ['change'],
      lead.end,
      Math.min(source.sentence(lead.start).end, lead.end + 40),
    );
    if (change === null || source.gap(lead.end, change.start) > 4) continue;
    if (source.momentsIn(lead.end, change.start).length > 0) continue;
    const end = endOfChange(source, lead.start, change.end);
    found.push({
      key: 'symptom.since',
      value: source.written(lead.start, end),
      start: lead.start,
      end,
      confidence: 0.7,
      reader: READER,
    });
  }
  return found;
}

/** "after the app installed firmware 2.10.4", "I got a new phone". */
function readChange(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  const changes = source.tagged('change');
  for (const lead of source.tagged('changeLead')) {
    const sentence = source.sentence(lead.start);
    if (source.language.tag === 'fi' || source.language.unspaced) {
      // The word stands behind: "päivityksen jälkeen", "アップデート後".
      const before = changes[lastBefore(changes, lead.start - 1)];
      const isBehind =
        before !== undefined &&
        before.end <= lead.start &&
        source.gap(before.end, lead.start) <= 4 &&
        before.start >= sentence.start;
      if (isBehind) {
        const start = startOfChange(source, before.start);
        found.push(change(source, start, source.language.unspaced ? lead.end : lead.end, 0.8));
        continue;
      }
      if (source.language.unspaced) continue;
    }
    const next = source.after(['change'], lead.end, Math.min(sentence.end, lead.end + 45));
    if (next === null || source.gap(lead.end, next.start) > 5) continue;
    if (/[.;!?]/.test(source.text.slice(lead.end, next.start))) continue;
    if (isWeakLead(source, lead)) continue;
    found.push(change(source, lead.start, endOfChange(source, lead.start, next.end), 0.8));
  }
  for (const hit of source.tagged('changed')) {
    found.push(change(source, hit.start, endOfChange(source, hit.start, hit.end), 0.7));
  }
  return found;
}

/** "when" and "as" introduce many things. */
function isWeakLead(source: FactSource, lead: { start: number; end: number }): boolean {
  const word = source.text.slice(lead.start, lead.end);
  return /^(?:when|als|kun|quand|lorsque|cuando|al|once|as soon as|dès|heti|から)$/.test(word);
}

function change(source: FactSource, start: number, end: number, confidence: number): Candidate {
  return { key: 'change.recent', value: source.written(start, end), start, end, confidence, reader: READER };
}

/** What may follow the word of a change and still describe it: "update to iOS 18.2 last week". */
const CONTINUES =
  /^(?:to|the|a|an|my|mein|meine|meinen|meinem|ein|eine|einen|mon|ma|mi|un|une|una|our|of|on|onto|from|latest|new|newest|version|app|auf|die|den|der|das|dem|von|vom|neue|neuen|neueste|vers|la|le|les|de|du|des|l|d|en|dernier|derniere|nouvelle|nouveau|al|el|los|nueva|nuevo|ultima|para|telephone|portable|movil|telefono|celular|handy|telefon|smartphone|puhelimen|puhelinta|uusimpaan|uuteen|versioon|phone|iphone|it|in|last|past|i)$/;

/** Over the words that describe the change, at most a line. */
function endOfChange(source: FactSource, start: number, least: number): number {
  const { text } = source;
  const clause = source.clause(least - 1);
  const to = Math.min(trimmedEnd(source, clause.end), start + LONGEST_CHANGE);
  let end = least;
  let at = least;
  for (let n = 0; n < 8 && at < to; n += 1) {
    while (at < to && /[\s'-]/.test(text[at] ?? 'x')) at += 1;
    const stop = wordEnd(source, at, to);
    if (stop === at) break;
    const moment = source.momentAt(at);
    const known = isPartOfChange(source, at, stop);
    if (moment !== null || known) end = Math.max(end, moment?.end ?? stop, stop);
    else if (!CONTINUES.test(text.slice(at, stop))) break;
    at = Math.max(stop, moment?.end ?? stop);
  }
  return Math.max(least, Math.min(end, Math.max(to, least)));
}

function wordEnd(source: FactSource, start: number, to: number): number {
  let at = start;
  while (at < to && /[^\s,;:!?()'-]/.test(source.text[at] ?? ' ')) at += 1;
  return at;
}

/** A version, a system, a phone, "firmware", "app" or another word of change. */
function isPartOfChange(source: FactSource, start: number, end: number): boolean {
  const covers = (spans: readonly { start: number; end: number }[]): boolean => {
    const one = spans[lastBefore(spans, start)];
    return one !== undefined && one.end > start && one.end <= end + 20;
  };
  const lists = [source.tagged('firmware'), source.tagged('app'), source.tagged('change'), source.codes];
  if (lists.some(covers)) return true;
  const word = source.words[lastBefore(source.words, start)];
  return (
    word !== undefined &&
    word.end > start &&
    (word.value.kind === 'system' || word.value.kind === 'phone' || word.value.kind === 'generation')
  );
}

/** In languages whose word stands behind: back to the start of the clause, at most a few words. */
function startOfChange(source: FactSource, at: number): number {
  const clause = source.clause(at);
  let start = clause.start;
  while (start < at && /[\s、。,]/.test(source.text[start] ?? 'x')) start += 1;
  return at - start <= 24 ? start : at;
}

function trimmedEnd(source: FactSource, end: number): number {
  let at = end;
  while (at > 0 && /[\s.,;:!?。、()（）-]/.test(source.text[at - 1] ?? 'x')) at -= 1;
  return at;
}
