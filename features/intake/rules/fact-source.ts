/** One text made ready for the readers of facts: words around facts, device words, codes and moments, each found once. */
import type { DeviceFile } from '#features/workspace/index.ts';
import { isIdeograph } from '#platform/text/characters.ts';
import { lastBefore, placeOf, type Reading, type Span } from '#platform/text/claims.ts';
import { placeInSource } from '#platform/text/fold.ts';
import type { Language } from '#platform/text/language.ts';
import { findAll, type Hit, type Lexicon, lexicon } from '#platform/text/lexicon.ts';
import { type Moment, momentsOf } from '#platform/text/moments.ts';
import { countWords } from '#platform/text/words.ts';
import { tagsOf } from '../words/tags-of.ts';
import type { Tag } from '../words/words.ts';

export type DeviceWord =
  | { kind: 'word' }
  | { kind: 'line' }
  | { kind: 'generation'; id: string }
  | { kind: 'color'; named: boolean }
  | { kind: 'system'; name: string }
  | { kind: 'phone' }
  | { kind: 'maker' };

/** More codes are no mail of a person; readers look at the first ones. */
const MOST_CODES = 3_000;
const LONGEST_CODE = 64;

const deviceForms = new WeakMap<DeviceFile, Map<string, Lexicon<DeviceWord>>>();

function deviceLexicon(device: DeviceFile, language: string): Lexicon<DeviceWord> {
  const byLanguage = deviceForms.get(device) ?? new Map<string, Lexicon<DeviceWord>>();
  deviceForms.set(device, byLanguage);
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  const entries: [string, DeviceWord][] = [];
  const add = (forms: Iterable<string>, word: DeviceWord): void => {
    for (const form of forms) entries.push([form, word]);
  };
  add(device.words, { kind: 'word' });
  add(device.lines, { kind: 'line' });
  for (const { id, forms } of device.generations) add(forms, { kind: 'generation', id });
  add(device.colors.named, { kind: 'color', named: true });
  const plain = [...(device.colors.plain[language] ?? []), ...(device.colors.plain.en ?? [])];
  add(new Set(plain), { kind: 'color', named: false });
  for (const { name, forms } of device.systems) add(forms, { kind: 'system', name });
  add(device.phones.names, { kind: 'phone' });
  const names = new Set(device.phones.names);
  add(
    device.phones.makers.filter((maker) => !names.has(maker)),
    { kind: 'maker' },
  );
  const made = lexicon(entries, language === 'de');
  byLanguage.set(language, made);
  return made;
}

/** Digits and letters in one piece with at least one digit: "6.4.1", "SO-12345678", "FW-1107". */
export type Code = Span & { readonly text: string };

const isAscii = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a);
};

function codesOf(text: string): Code[] {
  const codes: Code[] = [];
  let at = 0;
  while (at < text.length && codes.length < MOST_CODES) {
    if (!isAscii(text, at)) {
      at += 1;
      continue;
    }
    let end = at;
    let digits = 0;
    while (end < text.length) {
      if (isAscii(text, end)) {
        if (text.charCodeAt(end) <= 0x39) digits += 1;
        end += 1;
      } else if ('._/-'.includes(text[end] ?? ' ') && isAscii(text, end + 1)) end += 1;
      else break;
    }
    if (digits > 0 && end - at <= LONGEST_CODE) codes.push({ start: at, end, text: text.slice(at, end) });
    at = end;
  }
  return codes;
}

/** A text with everything readers ask for. */
export class FactSource {
  readonly reading: Reading;
  readonly text: string;
  readonly device: DeviceFile;
  readonly language: Language;
  readonly words: readonly Hit<DeviceWord>[];
  readonly codes: readonly Code[];
  readonly moments: readonly Moment[];
  readonly #tags = new Map<Tag, Hit<Tag>[]>();
  #dates: readonly Moment[] | null = null;

  constructor(reading: Reading, received: string, device: DeviceFile) {
    const { language } = reading;
    this.reading = reading;
    this.text = reading.folded.text;
    this.device = device;
    this.language = language;
    for (const forms of tagsOf(language.tag)) {
      for (const hit of findAll(forms, this.text)) {
        const same = this.#tags.get(hit.value);
        if (same === undefined) this.#tags.set(hit.value, [hit]);
        else same.push(hit);
      }
    }
    this.words = findAll(deviceLexicon(device, language.tag), this.text);
    this.codes = codesOf(this.text);
    this.moments = momentsOf(this.text, language.tag, received);
  }

  tagged(tag: Tag): readonly Hit<Tag>[] {
    return this.#tags.get(tag) ?? [];
  }

  /** The last of these words that ends at or before `at` and starts at `from` or later. */
  before(tags: readonly Tag[], at: number, from: number): Hit<Tag> | null {
    let best: Hit<Tag> | null = null;
    for (const tag of tags) {
      const hits = this.tagged(tag);
      let index = lastBefore(hits, at);
      while (index >= 0 && (hits[index]?.end ?? 0) > at) index -= 1;
      const hit = hits[index];
      if (hit !== undefined && hit.start >= from && (best === null || hit.end > best.end)) best = hit;
    }
    return best;
  }

  /** The first of these words that starts at `at` or later and before `to`. */
  after(tags: readonly Tag[], at: number, to: number): Hit<Tag> | null {
    let best: Hit<Tag> | null = null;
    for (const tag of tags) {
      const hits = this.tagged(tag);
      const hit = hits[lastBefore(hits, at - 1) + 1];
      if (hit !== undefined && hit.start < to && (best === null || hit.start < best.start)) best = hit;
    }
    return best;
  }

  has(tags: readonly Tag[], from: number, to: number): boolean {
    return this.after(tags, from, to) !== null;
  }

  /** Words between two places. */
  gap(from: number, to: number): number {
    return countWords(this.text, from, to);
  }

  sentence(at: number): Span {
    return placeOf(this.reading, at)?.sentence ?? { start: 0, end: this.text.length };
  }

  clause(at: number): Span {
    const place = placeOf(this.reading, at);
    return place?.sentence.clauses[place.clause] ?? this.sentence(at);
  }

  /** Is the place inside of a date? */
  inDate(start: number, end: number): boolean {
    this.#dates ??= this.moments.filter((moment) => moment.kind === 'date');
    const before = this.#dates[lastBefore(this.#dates, end - 1)];
    return before !== undefined && before.start < end && before.end > start;
  }

  /** As the customer wrote it, blanks put together. */
  written(start: number, end: number): string {
    const { folded } = this.reading;
    const from = placeInSource(folded, start);
    return folded.source.slice(from, placeInSource(folded, end)).replaceAll(/\s+/g, ' ').trim();
  }

  /** Denied right where it stands: "not the Gen3", "kein Gen3", "Gen3ではなく". */
  isDenied(start: number, end: number): boolean {
    const reversal = this.after(['reversal'], end, end + 4);
    if (reversal !== null) return true;
    const { cues } = this.reading;
    for (let index = lastBefore(cues, start - 1); index >= 0; index -= 1) {
      const cue = cues[index];
      if (cue === undefined || start - cue.end > 16) break;
      if (cue.value === 'negated' && cue.end <= start && !this.language.unspaced) {
        return this.gap(cue.end, start) <= 2 && !/[,.;:!?\n]/.test(this.text.slice(cue.end, start));
      }
    }
    return false;
  }

  /** About somebody else's thing, in the same clause. */
  isOthers(start: number): boolean {
    const clause = this.clause(start);
    const { cues } = this.reading;
    for (let index = lastBefore(cues, start); index >= 0; index -= 1) {
      const cue = cues[index];
      if (cue === undefined || cue.start < clause.start) return false;
      if (cue.value === 'other' && cue.end <= start) return true;
    }
    return false;
  }

  /** The moment that covers a place, or null. */
  momentAt(at: number): Moment | null {
    const moment = this.moments[lastBefore(this.moments, at)];
    return moment !== undefined && moment.end > at ? moment : null;
  }

  /** Moments that start in a span. */
  momentsIn(from: number, to: number): Moment[] {
    const found: Moment[] = [];
    for (let at = lastBefore(this.moments, from - 1) + 1; at < this.moments.length; at += 1) {
      const moment = this.moments[at];
      if (moment === undefined || moment.start >= to) break;
      found.push(moment);
    }
    return found;
  }

  isIdeograph(at: number): boolean {
    return isIdeograph(this.text, at);
  }
}
