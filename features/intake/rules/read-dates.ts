/** When the device was bought, and until when the customer needs an answer. */
import { cuesBetween, placeOf } from '#platform/text/claims.ts';
import type { Moment } from '#platform/text/moments.ts';
import type { Candidate } from './fact.ts';
import type { FactSource } from './fact-source.ts';

const READER = 'dates';
/** Words between "bought" and its date. */
const BOUGHT_REACH = 12;

export function readPurchase(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  for (const moment of source.moments) {
    if (moment.iso === null || moment.kind === 'weekday' || moment.kind === 'next' || moment.kind === 'ahead')
      continue;
    if ((moment.offset ?? 0) > 0) continue;
    const sentence = source.sentence(moment.start);
    const cue = nearestBought(source, moment, sentence);
    if (cue === null) continue;
    const confidence = moment.kind === 'day' ? 0.6 : 0.9;
    found.push({
      key: 'purchase.date',
      value: moment.iso,
      start: moment.start,
      end: moment.end,
      confidence,
      reader: READER,
    });
  }
  return found;
}

/** "bought" in the sentence, nearer than a word that tells of another date. */
function nearestBought(
  source: FactSource,
  moment: Moment,
  sentence: { start: number; end: number },
): number | null {
  const before = source.before(['bought'], moment.start, sentence.start);
  const after = source.after(['bought'], moment.end, sentence.end);
  // A moment between belongs to the word it is nearer to.
  const between = (from: number, to: number): boolean =>
    source.momentsIn(from, to).some((one) => one.kind !== 'span' && one !== moment);
  const gaps = [
    before === null || between(before.end, moment.start) ? null : source.gap(before.end, moment.start),
    after === null || between(moment.end, after.start) ? null : source.gap(moment.end, after.start),
  ].filter((gap) => gap !== null);
  const nearest = Math.min(...gaps, Number.POSITIVE_INFINITY);
  if (nearest > BOUGHT_REACH) return null;
  const rivals = [
    source.before(['notBought', 'began', 'sinceBefore'], moment.start, sentence.start),
    source.after(['notBought', 'began'], moment.end, sentence.end),
  ];
  for (const rival of rivals) {
    if (rival === null) continue;
    if (rival.value === 'sinceBefore' && source.gap(rival.end, moment.start) > 1) continue;
    // "for", "from" and "began" may be part of the same words as "bought".
    if (before !== null && rival.start < before.end) continue;
    const gap =
      rival.end <= moment.start ? source.gap(rival.end, moment.start) : source.gap(moment.end, rival.start);
    if (
      rival.value === 'sinceBefore'
        ? /^(?:since|seit|depuis|desde)/.test(source.text.slice(rival.start, rival.end)) && nearest > 3
        : gap < nearest
    )
      return null;
  }
  return nearest;
}

export function readDeadline(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  for (const moment of source.moments) {
    const place = placeOf(source.reading, moment.start);
    if (place === null) continue;
    const { sentence } = place;
    const lead = source.before(['by'], moment.start, Math.max(sentence.start, moment.start - 30));
    const behind = source.after(['byBehind'], moment.end, moment.end + 6);
    const isBy =
      (lead !== null && isBeside(source, lead.end, moment.start) && isAhead(source, moment, lead.start)) ||
      (behind !== null && couldBeAhead(moment));
    const clause = source.clause(moment.start);
    const isLeaving =
      !isBy &&
      isFuture(moment) &&
      source.has(
        ['leaving'],
        Math.max(sentence.start, clause.start - 60),
        Math.min(sentence.end, clause.end + 40),
      );
    if (!isBy && !isLeaving) continue;
    if (isLeaving && isSince(source, moment)) continue;
    // "Cannot restart it before Monday" asks nothing of us; "until today" lies behind us.
    if (isBy && (cannot(source, moment) || isUntilNow(source, moment, lead?.start ?? moment.start))) continue;
    if (isBy && isNoDemand(source, moment, lead?.start ?? moment.start, sentence)) continue;
    const start =
      isBy && lead !== null && isBeside(source, lead.end, moment.start) ? lead.start : moment.start;
    const end = behind !== null && isBy ? behind.end : moment.end;
    found.push({
      key: 'deadline',
      value: source.written(start, end),
      start,
      end,
      confidence: isBy ? 0.85 : 0.7,
      reader: READER,
    });
  }
  return [...found, ...readEvents(source)];
}

/** Only words of a date may stand between "by" and the day: "by me on Sunday" is no deadline. */
function isBeside(source: FactSource, from: number, to: number): boolean {
  return /^[\s:]*(?:(?:the|on|this|next|end|of|early|late|mid|zum|dem|den|am|le|la|el|du|los|las|viimeist\w*)\s+)*$/.test(
    source.text.slice(from, to),
  );
}

function cannot(source: FactSource, moment: Moment): boolean {
  const { text } = source;
  const { start, end } = source.sentence(moment.start);
  let from = moment.start;
  while (from > start && moment.start - from < CANNOT_REACH && !/[,;:]/.test(text[from - 1] ?? ','))
    from -= 1;
  const isSaid = /\b(?:impossible|imposible|unmoglich|mahdoton|ei voi)\b/;
  if (isSaid.test(text.slice(from, Math.min(end, moment.end + 20)))) return true;
  return cuesBetween(source.reading, from, moment.start).some((cue) => cue.value === 'unable');
}

/** Letters between "cannot" and the day. */
const CANNOT_REACH = 60;

/** "since Monday", "週末から": a beginning, no deadline. */
function isSince(source: FactSource, moment: Moment): boolean {
  const lead = source.before(['sinceBefore'], moment.start, moment.start - 14);
  if (lead !== null && source.gap(lead.end, moment.start) <= 1 && !/^for/.test(source.text.slice(lead.start)))
    return true;
  return source.after(['sinceBehind'], moment.end, moment.end + 2) !== null;
}

function isUntilNow(source: FactSource, moment: Moment, lead: number): boolean {
  return (
    moment.kind === 'day' &&
    moment.offset === 0 &&
    /^(?:until|bis|jusqu|hasta)/.test(source.text.slice(lead, moment.start))
  );
}

function isFuture(moment: Moment): boolean {
  return (
    moment.kind === 'ahead' ||
    moment.kind === 'next' ||
    (moment.kind === 'day' && (moment.offset ?? 0) > 0) ||
    (moment.kind === 'date' && (moment.offset ?? -1) > 0) ||
    moment.kind === 'weekday'
  );
}

function couldBeAhead(moment: Moment): boolean {
  if (moment.kind === 'ago' || moment.kind === 'last') return false;
  if (moment.kind === 'day') return (moment.offset ?? 0) >= 0;
  return moment.kind !== 'date' || (moment.offset ?? 0) >= 0;
}

/** "within 3 days" is a span, "before Friday" a weekday; "until yesterday" is neither. */
function isAhead(source: FactSource, moment: Moment, lead: number): boolean {
  if (!couldBeAhead(moment)) return false;
  // "vor drei Tagen" was read as lying back; "before three days" is no deadline either.
  if (moment.kind === 'span')
    return /within|innerhalb|binnen|sous|dans les|dentro|plazo|no later/.test(
      source.text.slice(lead, moment.start),
    );
  return true;
}

/** "worked until Tuesday", "returns within 30 days of receipt". */
function isNoDemand(
  source: FactSource,
  moment: Moment,
  lead: number,
  sentence: { start: number; end: number },
): boolean {
  const word = source.text.slice(lead, moment.start);
  if (/^(?:until|bis|jusqu|hasta)/.test(word) && source.has(['went'], sentence.start, sentence.end))
    return true;
  return (
    moment.kind === 'span' &&
    /^\s*(?:of|after|nach|après|de la|from)\b/.test(source.text.slice(moment.end, moment.end + 12))
  );
}

const EVENT =
  /^(?:my |our |the |meine[mnr]? |unsere[mnr]? |dem |der |mon |ma |notre |mi |mis |nuestr[ao]s? |la |el |le )?/;

/** "before my trip", "vor dem Urlaub": an event instead of a date. */
function readEvents(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  const { text } = source;
  for (const lead of source.tagged('by')) {
    const word = text.slice(lead.start, lead.end);
    if (
      !/^(?:before|prior|vor|noch vor|avant|ennen|antes|by|bis|vor dem|avant la|antes del|antes de)/.test(
        word,
      )
    )
      continue;
    const rest = text.slice(lead.end, lead.end + 24).trimStart();
    const at =
      lead.end +
      (text.slice(lead.end, lead.end + 24).length - rest.length) +
      (EVENT.exec(rest)?.[0].length ?? 0);
    const event = source.after(['leaving'], at, at + 14);
    if (event === null || source.gap(at, event.start) > 1) continue;
    const moment = source.momentsIn(event.end, event.end + 12)[0];
    const end = moment !== undefined && source.gap(event.end, moment.start) <= 1 ? moment.end : event.end;
    if (source.momentsIn(lead.end, event.start).length > 0) continue;
    found.push({
      key: 'deadline',
      value: source.written(lead.start, end),
      start: lead.start,
      end,
      confidence: 0.75,
      reader: READER,
    });
  }
  for (const behind of source.tagged('byBehind')) {
    const event = source.before(['leaving'], behind.start, behind.start - 16);
    if (event === null || source.gap(event.end, behind.start) > 0 || source.momentAt(event.start) !== null)
      continue;
    const [start, end] = [event.start, behind.end];
    found.push({
      key: 'deadline',
      value: source.written(start, end),
      start,
      end,
      confidence: 0.75,
      reader: READER,
    });
  }
  return found;
}
