/** Generation, size, colour and serial number of the device, and the model of the phone. */
import { isBlank, isDigit, isWordPart } from '#platform/text/characters.ts';
import { lastBefore } from '#platform/text/claims.ts';
import type { Candidate } from './fact.ts';
import type { FactSource } from './fact-source.ts';
import { hasAnyShape } from './shapes.ts';

const READER = 'device';
/** Words that may stand between a colour and what it is the colour of. */
const COLOR_REACH = 4;

export function readDevice(source: FactSource): Candidate[] {
  return [...readGenerations(source), ...readSizes(source), ...readColors(source), ...readSerials(source)];
}

function readGenerations(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  for (const { value, start, end } of source.words) {
    if (value.kind !== 'generation' || isCount(source, start, end)) continue;
    const wanted = source.before(['wanted'], start, source.clause(start).start) !== null;
    found.push({
      key: 'device.generation',
      value: value.id,
      start,
      end,
      confidence: wanted ? 0.6 : 0.93,
      reader: READER,
    });
  }
  return found;
}

/** "reset the ring 4 times", "ring 3.0.2", "ring 4 %": the number is not its generation. */
function isCount(source: FactSource, start: number, end: number): boolean {
  const { text } = source;
  if (!isDigit(text, end - 1)) return false;
  if ('.,:/-'.includes(text[end] ?? ' ') && isDigit(text, end + 1)) return true;
  if (text[end] === '%' || text[end + 1] === '%') return true;
  // The name of the maker before it, or a word such as "gen", leaves no doubt.
  if (/gen|sukupol|世代/.test(text.slice(start, end))) return false;
  const count = source.after(['count'], end, end + 2);
  return count !== null && !/^(?:to|or|a|o|à|ou|oder|tai|bis|of)$/.test(text.slice(count.start, count.end));
}

/** "size 9", "Größe: 10.5", "サイズ7", "9号". */
function readSizes(source: FactSource): Candidate[] {
  const { from, to } = source.device.sizes;
  const { text } = source;
  const found: Candidate[] = [];
  const add = (start: number, end: number, confidence: number): void => {
    const value = source.written(start, end);
    const size = Number(value.replace(',', '.').replace(/^us/i, ''));
    if (size < from || size > to || !Number.isInteger(size * 2)) return;
    found.push({
      key: 'device.size',
      value: value.replace(/^us/i, ''),
      start,
      end,
      confidence,
      reader: READER,
    });
  };
  for (const hit of source.tagged('size')) {
    const number = numberBehind(text, hit.end);
    if (number === null) continue;
    const wanted = isWanted(source, hit.start);
    const short = hit.end - hit.start <= 2;
    if (short && !nearDevice(source, hit.start, number.end)) continue;
    add(number.start, number.end, wanted ? 0.6 : 0.92);
    // "size 9 instead of 8"
  }
  for (const code of source.codes) {
    if (/^us\d{1,2}$/.test(code.text)) add(code.start + 2, code.end, 0.8);
    else if (/^\d{1,2}$/.test(code.text) && text[code.end] === '号') add(code.start, code.end, 0.9);
  }
  return found;
}

/** A small number behind a word: blanks, a sign, or a verb of one word stand between at most. */
function numberBehind(text: string, from: number): { start: number; end: number } | null {
  let at = from;
  let letters = 0;
  while (at < text.length && at - from <= 12 && !isDigit(text, at)) {
    if (
      (text[at] === '\n' && !isDigit(text, at + 1)) ||
      ('.;!?'.includes(text[at] ?? ' ') && text[at + 1] !== ' ' && !isDigit(text, at + 1))
    )
      return null;
    if (isWordPart(text, at)) letters += 1;
    at += 1;
  }
  if (!isDigit(text, at) || letters > 6) return null;
  if (
    letters > 0 &&
    !/^[\s:(=]*(?:us|is|ist|est|on|es|de|nro|nr|no|number|was|size|は|war|oli|era|tamaño)[\s:.(=]*$/.test(
      text.slice(from, at),
    )
  )
    return null;
  let end = at;
  while (isDigit(text, end)) end += 1;
  if ((text[end] === '.' || text[end] === ',') && text[end + 1] === '5' && !isDigit(text, end + 2)) end += 2;
  return end - at > 4 || isWordPart(text, end) ? null : { start: at, end };
}

function isWanted(source: FactSource, start: number): boolean {
  const clause = source.clause(start);
  return source.before(['wanted'], start, clause.start) !== null;
}

function nearDevice(source: FactSource, start: number, end: number): boolean {
  const sentence = source.sentence(start);
  const first = lastBefore(source.words, start);
  // Only the nearest words can be beside it.
  return source.words
    .slice(Math.max(0, first - 2), first + 4)
    .some(
      ({ value, start: from, end: to }) =>
        ['word', 'line', 'generation', 'color'].includes(value.kind) &&
        from >= sentence.start &&
        to <= sentence.end + 1 &&
        (to <= start ? source.gap(to, start) <= COLOR_REACH : source.gap(end, from) <= COLOR_REACH),
    );
}

/** Colours: clear ones anywhere, plain ones beside the device, its size, its line or the word "colour". */
function readColors(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  const anchors = [
    ...source.words.filter(
      ({ value }) => value.kind === 'word' || value.kind === 'line' || value.kind === 'generation',
    ),
    ...source.tagged('size'),
    ...source.tagged('color'),
  ].sort((a, b) => a.start - b.start);
  for (const { value, start, end } of source.words) {
    if (value.kind !== 'color') continue;
    const sentence = source.sentence(start);
    if (source.has(['light'], end, Math.min(end + 14, sentence.end))) continue;
    const light = source.before(['light'], start, Math.max(sentence.start, start - 24));
    if (light !== null && !value.named) continue;
    if (!value.named && !isBesideAnchor(source, anchors, start, end)) continue;
    const confidence = value.named ? 0.9 : 0.85;
    found.push({
      key: 'device.color',
      value: source.written(start, end).toLowerCase(),
      start,
      end,
      confidence,
      reader: READER,
    });
  }
  return found;
}

function isBesideAnchor(
  source: FactSource,
  anchors: readonly { start: number; end: number }[],
  start: number,
  end: number,
): boolean {
  const sentence = source.sentence(start);
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((anchors[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return [anchors[low - 1], anchors[low]].some((anchor) => {
    if (anchor === undefined || anchor.start < sentence.start || anchor.end > sentence.end) return false;
    const between = anchor.end <= start ? [anchor.end, start] : [end, anchor.start];
    return source.gap(between[0] ?? 0, between[1] ?? 0) <= (anchor.end <= start ? COLOR_REACH : 2);
  });
}

/** By the profile's shapes anywhere, else a code behind the word "serial". */
function readSerials(source: FactSource): Candidate[] {
  const { shapes } = source.device;
  return source.codes.flatMap((code): Candidate[] => {
    const isShaped = hasAnyShape(code.text, shapes.serial);
    const cue = source.before(['serial'], code.start, Math.max(0, code.start - 30));
    const isNamed =
      cue !== null &&
      source.gap(cue.end, code.start) <= 3 &&
      code.text.length >= 6 &&
      !source.has(['order', 'otherNumber', 'claim'], cue.end, code.start);
    if (!isShaped && !isNamed) return [];
    const value = source.written(code.start, code.end);
    return [
      {
        key: 'device.serial',
        value,
        start: code.start,
        end: code.end,
        confidence: isNamed ? 0.95 : 0.85,
        reader: READER,
      },
    ];
  });
}

/** "Samsung Galaxy S23 Ultra", "iPhone 15 Pro Max", "Pixel 8a": the name and the parts that follow it. */
export function readPhones(source: FactSource): Candidate[] {
  const parts = new Set(source.device.phones.parts);
  const found: Candidate[] = [];
  let taken = -1;
  source.words.forEach(({ value, start, end }, index) => {
    if (value.kind !== 'phone' || start < taken) return;
    const model = modelEnd(source, end, parts);
    if (model === null) return;
    const maker = source.words[index - 1];
    const isMade = maker?.value.kind === 'maker' && source.text.slice(maker.end, start).trim() === '';
    const from = isMade ? maker.start : start;
    taken = model;
    found.push({
      key: 'phone.model',
      value: source.written(from, model),
      start: from,
      end: model,
      confidence: 0.9,
      reader: 'phone',
    });
  });
  return [...found, ...gluedPhones(source, parts)];
}

/** Where the model ends: tokens that have a digit or are known parts; null when no model follows. */
function modelEnd(source: FactSource, from: number, parts: ReadonlySet<string>): number | null {
  const { text } = source;
  let end = from;
  let isModel = false;
  let numbers = 0;
  for (let n = 0; n < 5; n += 1) {
    let at = end;
    while (at < text.length && at - end < 3 && (isBlank(text, at) || text[at] === '-') && text[at] !== '\n')
      at += 1;
    let stop = at;
    while (
      stop < text.length &&
      stop - at < 12 &&
      ((isWordPart(text, stop) && !source.isIdeograph(stop)) || text[stop] === '+')
    )
      stop += 1;
    const token = text.slice(at, stop);
    if (token === '') break;
    const hasDigit = /\d/.test(token);
    const isNumber = /^\d+$/.test(token);
    const isPart =
      parts.has(token) && !(token.length === 1 && token !== '+' && token !== 'x' && !isModel && numbers > 0);
    // "my iPhone 4) Placed the ring …" goes on with a list.
    if (isNumber && text[stop] === ')' && !text.slice(Math.max(0, from - 40), from).includes('(')) break;
    if (isNumber && (numbers > 0 || token.length > 4 || isSpan(source, at, stop))) break;
    if (hasDigit ? token.length > 7 : !isPart) break;
    if (!hasDigit && token.length === 1 && token !== '+' && !/^[x]$/.test(token) && isModel) break;
    if (isNumber) numbers += 1;
    if (hasDigit || /^(?:se|xr|xs|x|fold|flip|ultra|mini|pro|air|nord|razr)$/.test(token)) isModel = true;
    end = stop;
  }
  return isModel ? end : null;
}

/** "iPhone 2 weeks ago" */
function isSpan(source: FactSource, start: number, end: number): boolean {
  const moment = source.momentAt(start);
  return moment !== null && moment.start === start && moment.end > end && moment.kind !== 'weekday';
}

/** "iPhone14", "iPhone14Pro" in one piece. */
function gluedPhones(source: FactSource, parts: ReadonlySet<string>): Candidate[] {
  const names = source.device.phones.names.filter((name) => /^[a-z]{4,}$/.test(name));
  return source.codes.flatMap((code): Candidate[] => {
    const name = names.find((one) => code.text.startsWith(one));
    if (name === undefined || !/^\d{1,2}[a-z]{0,6}$/.test(code.text.slice(name.length))) return [];
    const end = modelEnd(source, code.end, parts) ?? code.end;
    const value = source.written(code.start, end);
    return [{ key: 'phone.model', value, start: code.start, end, confidence: 0.85, reader: 'phone' }];
  });
}
