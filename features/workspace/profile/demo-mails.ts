/**
 * From the demo manifest and its .eml files to mail that can be sent: pure functions, no clock, no disk.
 * The placeholders are described in profiles/README.md; an unknown one is an error, never sent as it is.
 */
import type { DemoAnswer, DemoMail, DemoManifest } from './demo-manifest.ts';

/** What the sender learnt when an answer of the script really went out. */
export type SentAnswer = {
  /** With angle brackets, as in the header. */
  readonly messageId: string;
  readonly subject: string;
  /** The address a reply goes to: Reply-To, else From. */
  readonly replyTo: string;
};

/** Everything a placeholder can stand for in one mail. */
export type DemoFilling = {
  /** The moment this mail was written. */
  readonly now: Date;
  /** Message-IDs with angle brackets, by key of the demo mail. */
  readonly messageIds: Readonly<Record<string, string>>;
  /** When the other mails and answers were written, by key. */
  readonly times?: Readonly<Record<string, Date>>;
  /** The answers sent so far, by key. */
  readonly answers?: Readonly<Record<string, SentAnswer>>;
};

/** One round of the demo: first all mails (in any order), then all answers (in order), then the next round. */
export type DemoRound = { readonly mails: readonly DemoMail[]; readonly answers: readonly DemoAnswer[] };

/** A demo mail asks for something the sender does not know. */
export class DemoPlaceholderUnknown extends Error {
  override readonly name = 'DemoPlaceholderUnknown';
  constructor(placeholder: string, why: string) {
    super(`The demo mail has the placeholder {{${placeholder}}}, but ${why}.`);
  }
}

const HOUR = 3_600_000;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const two = (n: number): string => String(n).padStart(2, '0');

/** How mail programs write a moment above a quotation. All in UTC and ASCII, so that any encoding of a mail can hold it. */
const STYLES = {
  header: (d) =>
    `${day(d).slice(0, 3)}, ${two(d.getUTCDate())} ${month(d).slice(0, 3)} ${d.getUTCFullYear()} ${clock(d)}:${two(d.getUTCSeconds())} +0000`,
  gmail: (d) =>
    `${day(d).slice(0, 3)}, ${month(d).slice(0, 3)} ${d.getUTCDate()}, ${d.getUTCFullYear()} at ${clock12(d)}`,
  apple: (d) => `${d.getUTCDate()} ${month(d).slice(0, 3)} ${d.getUTCFullYear()}, at ${clock(d)}`,
  outlook: (d) => `${day(d)}, ${d.getUTCDate()} ${month(d)} ${d.getUTCFullYear()} ${clock(d)}`,
  german: (d) => `${two(d.getUTCDate())}.${two(d.getUTCMonth() + 1)}.${d.getUTCFullYear()} um ${clock(d)}`,
  dots: (d) => `${d.getUTCDate()}.${d.getUTCMonth() + 1}.${d.getUTCFullYear()}`,
  slashes: (d) => `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/${d.getUTCFullYear()}`,
  long: (d) => `${d.getUTCDate()} ${month(d)} ${d.getUTCFullYear()}`,
  iso: (d) => `${isoDay(d)} ${clock(d)}`,
  day: isoDay,
  stamp: (d) => d.toISOString().replace('.000', ''),
  log: (d) => `${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ${clock(d)}:${two(d.getUTCSeconds())}.000`,
  ical: (d) => `${isoDay(d).replaceAll('-', '')}T${two(d.getUTCHours())}${two(d.getUTCMinutes())}00Z`,
} satisfies Record<string, (d: Date) => string>;
type Style = keyof typeof STYLES;
/** The names a placeholder may give after the last colon. */
export const DEMO_DATE_STYLES: readonly string[] = Object.keys(STYLES);

function day(d: Date): string {
  return DAYS[d.getUTCDay()] ?? '';
}
function month(d: Date): string {
  return MONTHS[d.getUTCMonth()] ?? '';
}
function clock(d: Date): string {
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}
function clock12(d: Date): string {
  const hour = d.getUTCHours();
  return `${hour % 12 === 0 ? 12 : hour % 12}:${two(d.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`;
}
function isoDay(d: Date): string {
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
}

/**
 * Fills the placeholders of one demo mail and ends every line with CRLF (RFC 5322 section 2.3).
 * Every other byte stays as it is, whatever its character set. The same input gives the same bytes.
 * @throws DemoPlaceholderUnknown for a placeholder or key that is not known.
 */
export function renderDemoMail(file: Uint8Array, filling: DemoFilling): Uint8Array {
  // latin1 maps each byte to one character and back, so bytes of any character set pass unchanged.
  const source = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1');
  const filled = source
    .replace(/\r\n|\r|\n/g, '\r\n')
    .replace(/\{\{([a-z-]+(?::[^{}\r\n]{1,100})?)\}\}/g, (_all, inside: string) => fill(inside, filling));
  return new Uint8Array(Buffer.from(filled, 'latin1'));
}

function fill(inside: string, filling: DemoFilling): string {
  const [name = '', key = '', style = ''] = inside.split(':');
  const unknown = (why: string): DemoPlaceholderUnknown => new DemoPlaceholderUnknown(inside, why);
  const from = <T>(known: Readonly<Record<string, T>> | undefined, what: string): T => {
    const value = known !== undefined && Object.hasOwn(known, key) ? known[key] : undefined;
    if (value === undefined) throw unknown(`there is no ${what} "${key}"`);
    return value;
  };
  switch (name) {
    case 'date':
      return STYLES.header(filling.now);
    case 'message-id':
      return from(filling.messageIds, 'Message-ID of');
    case 'answer-id':
      return from(filling.answers, 'sent answer').messageId;
    case 'answer-subject':
      return encodeHeaderText(from(filling.answers, 'sent answer').subject);
    case 'answer-address':
      return from(filling.answers, 'sent answer').replyTo;
    case 'when':
      return written(from(filling.times, 'mail or answer'), style, unknown);
    case 'ago': {
      const hours = Number(key);
      if (key === '' || !Number.isFinite(hours)) throw unknown(`"${key}" is not a number of hours`);
      return written(new Date(filling.now.getTime() - hours * HOUR), style, unknown);
    }
    default:
      throw unknown('no placeholder has that name');
  }
}

function written(date: Date, style: string, unknown: (why: string) => DemoPlaceholderUnknown): string {
  if (!isStyle(style)) throw unknown(`there is no way of writing a date called "${style}"`);
  return STYLES[style](date);
}

function isStyle(name: string): name is Style {
  return Object.hasOwn(STYLES, name);
}

/** RFC 2047 section 2: an encoded word has at most 75 characters, so 45 bytes of UTF-8 each. */
function encodeHeaderText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let chunk = '';
  for (const character of text.replace(/[\r\n]+/g, ' ')) {
    if (Buffer.byteLength(chunk + character) > 45) {
      words.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  words.push(chunk);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** The moment a mail or answer of the script was written, when the demo is started at `startedAt`. */
export function demoMoment(entry: { readonly hoursAgo: number }, startedAt: Date): Date {
  return new Date(Math.floor((startedAt.getTime() - entry.hoursAgo * HOUR) / 1000) * 1000);
}

/** What {@link renderDemoMail} needs for one mail of the manifest. `answers`: those sent so far, by key. */
export function demoFilling(
  demo: DemoManifest,
  mail: DemoMail,
  startedAt: Date,
  answers: Readonly<Record<string, SentAnswer>>,
): DemoFilling {
  const messageIds: Record<string, string> = {};
  const times: Record<string, Date> = {};
  for (const other of demo.mails) {
    if (other.messageId !== null) messageIds[other.key] = other.messageId;
    times[other.key] = demoMoment(other, startedAt);
  }
  for (const answer of demo.answers) times[answer.key] = demoMoment(answer, startedAt);
  return { now: demoMoment(mail, startedAt), messageIds, times, answers };
}

/** Who hands the mail over and who gets it, on the SMTP envelope. An empty `from` is the null sender (RFC 5321 section 4.5.5). */
export function demoEnvelope(
  mail: DemoMail,
  answers: Readonly<Record<string, SentAnswer>>,
): { readonly from: string; readonly to: readonly string[] } {
  const to = mail.to.map((address) => {
    const key = /^\{\{answer-address:([a-z0-9-]+)\}\}$/.exec(address)?.[1];
    if (key === undefined) return address;
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
    if (answer === undefined) {
      throw new DemoPlaceholderUnknown(`answer-address:${key}`, `there is no sent answer "${key}"`);
    }
    return answer.replyTo;
  });
  return { from: mail.from, to };
}

/**
 * The script in as few rounds as its dependencies allow, oldest first within a round: mails of a round may be sent at
 * once, answers of a round need those mails to be tickets, mails of the next round reply to those answers.
 */
export function demoRounds(demo: DemoManifest): DemoRound[] {
  const rounds: DemoRound[] = [];
  let mails = [...demo.mails];
  let answers = [...demo.answers];
  const sentMails = new Set<string>();
  const sentAnswers = new Set<string>();
  while (mails.length > 0 || answers.length > 0) {
    const mailsNow = mails.filter(
      (mail) => mail.afterAnswer === undefined || sentAnswers.has(mail.afterAnswer),
    );
    for (const mail of mailsNow) sentMails.add(mail.key);
    const answersNow = answers.filter((answer) => sentMails.has(answer.after));
    for (const answer of answersNow) sentAnswers.add(answer.key);
    // A circle cannot come from loadProfile, which refuses it; without this line it would never end.
    if (mailsNow.length === 0 && answersNow.length === 0) break;
    mails = mails.filter((mail) => !mailsNow.includes(mail));
    answers = answers.filter((answer) => !answersNow.includes(answer));
    const oldestFirst = (a: { hoursAgo: number }, b: { hoursAgo: number }): number => b.hoursAgo - a.hoursAgo;
    rounds.push({ mails: mailsNow.toSorted(oldestFirst), answers: answersNow.toSorted(oldestFirst) });
  }
  return rounds;
}
