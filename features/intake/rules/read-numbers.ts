/** Order and claim numbers: by the shapes of the profile, else a code behind the word; never a number that is something else. */
import { isDigit } from '#platform/text/characters.ts';
import type { Candidate, FactKey } from './fact.ts';
import type { Code, FactSource } from './fact-source.ts';
import { hasAnyShape } from './shapes.ts';

const READER = 'numbers';
/** A word may stand this many words before its number. */
const REACH = 4;

export function readNumbers(source: FactSource): Candidate[] {
  return [...readShaped(source), ...readNamed(source)];
}

/** Codes of a known shape, also when a blank stands where the hyphen belongs. */
function readShaped(source: FactSource): Candidate[] {
  const { shapes } = source.device;
  return source.codes.flatMap((code, index): Candidate[] => {
    for (const [key, list] of [
      ['order.number', shapes.order],
      ['claim.number', shapes.claim],
    ] as const) {
      const start = startOfShape(source, code, list);
      if (start === null) continue;
      // The first half of a longer number, such as a parcel's, is none.
      if (
        source.codes[index + 1]?.start === code.end + 1 &&
        isDigit(source.text, code.end + 1) &&
        source.text[code.end] === ' ' &&
        hasCue(source, code, ['otherNumber'])
      )
        continue;
      return [candidate(source, key, start, code.end, 0.96)];
    }
    return [];
  });
}

/** Where the shape begins: at the code, or at the letters before it ("SO 12345678"). */
function startOfShape(source: FactSource, code: Code, shapes: readonly string[]): number | null {
  if (hasAnyShape(code.text, shapes)) return code.start;
  const before = /(?:^|[^a-z0-9])([a-z]{2,4})[ \-#:]{1,2}$/.exec(
    source.text.slice(Math.max(0, code.start - 8), code.start),
  );
  const letters = before?.[1];
  if (before === null || letters === undefined) return null;
  const gap = before[0].length - before[0].indexOf(letters);
  const joined = `${letters}-${code.text}`;
  return hasAnyShape(joined, shapes) ? code.start - gap : null;
}

function candidate(
  source: FactSource,
  key: FactKey,
  start: number,
  end: number,
  confidence: number,
): Candidate {
  return { key, value: source.written(start, end), start, end, confidence, reader: READER };
}

function hasCue(
  source: FactSource,
  code: Code,
  tags: readonly ['otherNumber'] | readonly ['order'],
): boolean {
  return source.before(tags, code.start, source.clause(code.start).start) !== null;
}

/** A code with at least three digits right behind "order number", "claim" and their like. */
function readNamed(source: FactSource): Candidate[] {
  const { shapes } = source.device;
  return source.codes.flatMap((code): Candidate[] => {
    if (hasAnyShape(code.text, [...shapes.order, ...shapes.claim, ...shapes.serial, ...shapes.error]))
      return [];
    if (startOfShape(source, code, [...shapes.order, ...shapes.claim]) !== null) return [];
    const digits = code.text.replaceAll(/\D/g, '').length;
    if (digits < 3 || source.inDate(code.start, code.end) || isSomethingElse(source, code, digits)) return [];
    const from = Math.max(0, code.start - 50);
    const cue = source.before(
      ['order', 'claim', 'serial', 'otherNumber', 'firmware', 'app', 'version', 'code'],
      code.start,
      from,
    );
    if (cue === null || (cue.value !== 'order' && cue.value !== 'claim')) return [];
    if (
      source.gap(cue.end, code.start) > REACH ||
      /[\n;!?]|\. /.test(source.text.slice(cue.end, code.start).trimEnd())
    )
      return [];
    if (source.momentAt(code.start) !== null) return [];
    const named = isNamed(source.text, cue.start, cue.end, code.start);
    if (!named && digits < (cue.value === 'order' ? 5 : 4)) return [];
    const key = cue.value === 'order' ? 'order.number' : 'claim.number';
    const start = source.text[code.start - 1] === '#' ? code.start - 1 : code.start;
    return [candidate(source, key, start, code.end, named ? 0.9 : 0.75)];
  });
}

/** "number", "no.", "#", "n°" or a colon says that a number follows. */
function isNamed(text: string, cueStart: number, cueEnd: number, start: number): boolean {
  return (
    /num|nr|no|n°|nº|n\.º|#|:|番号|id|ref|koodi|tunn|は/.test(text.slice(cueStart, start)) ||
    start - cueEnd <= 2
  );
}

/** Prices, phone numbers, percentages, years. */
function isSomethingElse(source: FactSource, code: Code, digits: number): boolean {
  const { text } = source;
  const before = text.slice(Math.max(0, code.start - 2), code.start);
  const after = text.slice(code.end, code.end + 5).trimStart();
  if (/[+$€£¥]\s?$/.test(before) || /^(?:[€$£¥%円]|eur|usd|mah|mb|kb)/.test(after)) return true;
  if (/^\d+\.\d+(?:\.\d+)*$/.test(code.text)) return true;
  return digits === 4 && /^(?:19|20)\d\d$/.test(code.text);
}
