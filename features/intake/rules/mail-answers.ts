/**
 * Short answers in a customer's mail, read in the light of what they were asked: "Gen3", "2.10.4", "1. Gen3 2. Pixel 8", or
 * what stands below a question of ours that the mail quotes. Pure, linear in the length of the mail.
 */
import { fold } from '#platform/text/fold.ts';
import { saysNothing, valueOfAnswer } from './answer-value.ts';
import type { ReadContext } from './context.ts';
import { type Fact, type FactKey, manyValued } from './fact.ts';
import { sameValue } from './settle.ts';
import { MOST_VALUE_CHARACTERS } from './value-limits.ts';

export type AskedQuestion = {
  readonly key: FactKey;
  /** Its number in the list that was sent last; null when it stood in another one, or in no list. */
  readonly number: number | null;
  readonly label: string;
  readonly ask: string;
  readonly where: string;
};

const READER = 'answer';
/** It was asked for, and is read as the answer: surer than a word that merely stands there. */
const SURE = 0.95;
/** Answers stand at the beginning; a mail of a thousand lines is no list of answers. */
const MOST_LINES = 400;
const MOST_TRIES = 3;
/** A line that is longer tells a story, and readers read it as one. */
const SHORT_LINE = 80;
/** Other values of a key that was answered outright are how it was before. */
const BEFORE = 0.45;

type Piece = { readonly text: string; readonly start: number };
/** What is said to the question for one key. */
type Said = Piece & { readonly key: FactKey };
type Line = Piece & { readonly quoted: boolean; readonly folded: string };

/**
 * The facts of a mail by somebody who was asked: what its answers say, and of what was read elsewhere (`read`) all that does
 * not contradict them or stand in our own words. Places are those of `body`.
 */
export function withAnswers(
  read: readonly Fact[],
  body: string,
  asked: readonly AskedQuestion[],
  context: ReadContext,
): Fact[] {
  if (asked.length === 0) return [...read];
  const { said, loose, ours } = sortLines(linesOf(body), asked);
  const answers = firstAnswers(said, context);
  const open = asked.filter(({ key }) => !answers.some((answer) => answer.key === key));
  answers.push(...looseAnswers(loose, open, context));
  const kept = read.flatMap((fact): Fact[] => {
    if (fact.part === 'body' && [...ours, ...answers].some((span) => overlap(span, fact))) return [];
    const answer = manyValued.has(fact.key) ? undefined : answers.find(({ key }) => key === fact.key);
    if (answer === undefined) return [fact];
    return sameValue(answer.value, fact.value)
      ? []
      : [{ ...fact, confidence: Math.min(fact.confidence, BEFORE) }];
  });
  return [...kept, ...answers].sort((a, b) =>
    a.part === b.part ? a.start - b.start : a.part === 'subject' ? -1 : 1,
  );
}

/** The first thing said to a question that is an answer; whoever says ten things to it has not answered. */
function firstAnswers(said: readonly Said[], context: ReadContext): Fact[] {
  const answers = new Map<FactKey, Fact>();
  const tries = new Map<FactKey, number>();
  for (const one of said) {
    const tried = tries.get(one.key) ?? 0;
    if (answers.has(one.key) || tried >= MOST_TRIES) continue;
    tries.set(one.key, tried + 1);
    for (const fact of factOf(one, context)) answers.set(one.key, fact);
  }
  return [...answers.values()];
}

function linesOf(body: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (from <= body.length && lines.length < MOST_LINES) {
    const found = body.indexOf('\n', from);
    const end = found < 0 ? body.length : found;
    const whole = body.slice(from, Math.min(end, from + 2_000));
    const mark = /^[\s>＞|]*/.exec(whole)?.[0] ?? '';
    const text = whole.slice(mark.length).trimEnd();
    lines.push({ text, start: from + mark.length, quoted: /[>＞|]/.test(mark), folded: plain(text) });
    from = end + 1;
  }
  return lines;
}

const plain = (text: string): string => fold(text).text.replaceAll(/\s+/g, ' ').trim();

type Sorted = {
  said: Said[];
  /** Lines that answer no question by themselves. */
  loose: Piece[];
  /** Where our own words stand. */
  ours: { start: number; end: number }[];
};

function sortLines(lines: readonly Line[], asked: readonly AskedQuestion[]): Sorted {
  const sorted: Sorted = { said: [], loose: [], ours: [] };
  const words = asked.map(({ key, label, ask, where }) => ({
    key,
    label: plain(label),
    ask: plain(ask),
    where: plain(where),
  }));
  const isNumbered = usesNumbers(lines, asked);
  let current: FactKey | null = null;
  for (const line of lines) {
    if (line.folded === '') continue;
    const question = words.find((one) => isQuestion(line, one));
    if (question !== undefined) {
      const rest = restOf(
        line,
        asked.find(({ key }) => key === question.key),
      );
      sorted.ours.push({ start: line.start, end: rest?.start ?? line.start + line.text.length });
      current = question.key;
      if (rest === null) continue;
      sorted.said.push({ ...rest, key: question.key });
      current = null;
      continue;
    }
    const isOurs = line.quoted || words.some(({ where }) => isPartOf(line.folded, where));
    if (isOurs) {
      sorted.ours.push({ start: line.start, end: line.start + line.text.length });
      continue;
    }
    const numbered = isNumbered ? numberedIn(line, asked) : [];
    if (numbered.length > 0) sorted.said.push(...numbered);
    else if (current !== null) sorted.said.push({ ...trimmed(line), key: current });
    else sorted.loose.push(trimmed(line));
    current = null;
  }
  return sorted;
}

const leadingNumber = /^\(?\d{1,2}\s?[.):．）、:]\s*/;

/** A line that asks what we asked: with its number or without, whole or, where the mail program broke it, its beginning. */
function isQuestion(line: Line, { label, ask }: { label: string; ask: string }): boolean {
  const said = line.folded.replace(leadingNumber, '').replace(/^[-*•·]\s*/, '');
  if (said.startsWith(ask)) return true;
  if (line.quoted && said.length >= 12 && ask.startsWith(said)) return true;
  return said.startsWith(label) && /^\s*[:：?？=]/.test(said.slice(label.length));
}

/**
 * A line of our mail that a mail program broke in two is still ours. Short words of it are not: "iPhone 15" stands in our
 * example, and is a good answer.
 */
function isPartOf(said: string, sentence: string): boolean {
  if (said.startsWith(sentence)) return true;
  return said.length >= 24 && (sentence.startsWith(said) || sentence.endsWith(said));
}

/** What stands behind the question in the same line. */
function restOf(line: Line, question: AskedQuestion | undefined): Piece | null {
  if (question === undefined) return null;
  for (const ours of [question.ask, question.label]) {
    // Our words begin the line; only a number or a mark stands before them.
    const at = indexBehind(line.text.slice(0, 1_000), ours);
    if (at < 0) continue;
    const lead = /^[\s:：?？=>-]*/.exec(line.text.slice(at))?.[0].length ?? 0;
    const rest = trimmed({ text: line.text.slice(at + lead), start: line.start + at + lead });
    return rest.text === '' ? null : rest;
  }
  return null;
}

/** The place behind `words` at the beginning of `text`, however they are written there; -1 when it begins otherwise. */
function indexBehind(text: string, words: string): number {
  const folded = fold(text);
  const wanted = fold(words).text;
  const at = folded.text.indexOf(wanted);
  if (at < 0 || /\p{L}/u.test(folded.text.slice(0, at))) return -1;
  const end = at + wanted.length;
  return folded.places?.[end] ?? end;
}

/** "2. March" is a date: numbers count when the first question is answered by number, or two of them, or only one was asked. */
function usesNumbers(lines: readonly Line[], asked: readonly AskedQuestion[]): boolean {
  const numbers = new Set<number>();
  for (const line of lines)
    if (!line.quoted) for (const { number } of numberMarks(line.text, asked)) numbers.add(number);
  return numbers.size > 1 || numbers.has(1);
}

/** A dot or bracket, and no digit behind it: "2.10.4" is no answer to the second question. */
const numberMark = /(?:^|[\s,;])(?:\(?([1-9１-９])(?:[.):．）](?=[\s\p{L}])|[、：])|([①-⑨]))\s*/gu;

function numberMarks(
  text: string,
  asked: readonly AskedQuestion[],
): { number: number; key: FactKey; at: number; end: number }[] {
  const marks: { number: number; key: FactKey; at: number; end: number }[] = [];
  for (const found of text.slice(0, 1_000).matchAll(numberMark)) {
    const number = Number(plain(found[1] ?? found[2] ?? ''));
    const question = asked.find((one) => one.number === number);
    // In order, from the beginning of the line: numbers in the middle of a sentence are no marks.
    if (question === undefined || (marks.length === 0 && found.index > 0)) continue;
    if (number <= (marks.at(-1)?.number ?? 0)) continue;
    marks.push({ number, key: question.key, at: found.index, end: found.index + found[0].length });
  }
  return marks;
}

function numberedIn(line: Line, asked: readonly AskedQuestion[]): Said[] {
  const marks = numberMarks(line.text, asked);
  return marks
    .map(({ key, end }, index) => {
      const text = line.text.slice(end, marks[index + 1]?.at ?? line.text.length);
      return { ...trimmed({ text, start: line.start + end }), key };
    })
    .filter(({ text }) => text !== '');
}

/** Without blanks, quotes around it and marks behind it. */
function trimmed({ text, start }: Piece): Piece {
  const lead = /^[\s*•·–—"„“«»-]*/u.exec(text)?.[0].length ?? 0;
  const rest = text.slice(lead).replace(/[\s,;."“”»。、]+$/u, '');
  return { text: rest, start: start + lead };
}

function factOf({ key, text, start }: Said, context: ReadContext): Fact[] {
  if (text.length > MOST_VALUE_CHARACTERS) return [];
  const value = valueOfAnswer(key, text, context);
  if (value === null) return [];
  const end = start + text.length;
  return [{ key, value, quote: text, start, end, part: 'body', confidence: SURE, reader: READER }];
}

/** Answers without a mark: each says something that only one of the open questions can mean. */
function looseAnswers(loose: readonly Piece[], open: readonly AskedQuestion[], context: ReadContext): Fact[] {
  const short = loose.filter(({ text }) => text !== '' && text.length <= SHORT_LINE);
  const pieces = short.length === 1 ? short.flatMap(splitPieces) : short;
  const waiting = [...open];
  const facts: Fact[] = [];
  for (const piece of pieces.slice(0, MOST_LINES)) {
    if (saysNothing(piece.text)) continue;
    const fitting = waiting.filter(({ key }) => isNarrow(key, piece.text));
    const [question] = fitting;
    if (question === undefined || fitting.length > 1) continue;
    const found = factOf({ ...piece, key: question.key }, context);
    if (found.length === 0) continue;
    facts.push(...found);
    waiting.splice(waiting.indexOf(question), 1);
  }
  return facts;
}

/** "Gen3, Pixel 8, 2.10.4" */
function splitPieces({ text, start }: Piece): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const part of text.split(/[,;、/]/)) {
    pieces.push(trimmed({ text: part, start: start + from }));
    from += part.length + 1;
  }
  return pieces.filter((piece) => piece.text !== '');
}

/** The bare thing that was asked for and nothing beside it; whatever needs words around it, readers find by these. */
function isNarrow(key: FactKey, text: string): boolean {
  const said = plain(text);
  switch (key) {
    case 'firmware.version':
    case 'app.version':
      return /^v?\d{1,3}(?:\.\d{1,5}){1,4}$/.test(said);
    case 'os.version':
      return /^v?\d{1,2}(?:\.\d{1,3}){0,2}$/.test(said);
    case 'device.size':
      return /^(?:1[0-5]|[4-9])$/.test(said);
    case 'device.serial':
      return /^[a-z0-9-]{8,24}$/.test(said) && /[a-z]/.test(said) && said.replaceAll(/\D/g, '').length >= 4;
    case 'claim.number':
      return /^[a-z]{2,5}[- ]?\d{4,10}$/.test(said);
    default:
      return false;
  }
}

function overlap(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}
