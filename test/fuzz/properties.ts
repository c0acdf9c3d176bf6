/** What holds for every mail that was read, however broken it came. Each check gives sentences; none means it holds. */
import { createHash } from 'node:crypto';
import { isUnreadable } from '#features/mail-in/rules/mail-facts.ts';
import { mailLimits } from '#mail/limits.ts';
import { buildMimeTree, type MimePart } from '#mail/mime-tree.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { createWarningLog } from '#mail/warnings.ts';

/** Paths of strings that PostgreSQL refuses as text or inside jsonb: NUL, and halves of a pair of surrogates. */
export function unstorable(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    if (value.includes('\0')) return [`${path} holds a NUL`];
    return value.isWellFormed() ? [] : [`${path} holds half a surrogate pair`];
  }
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return value.flatMap((one, at) => unstorable(one, `${path}[${at}]`)).slice(0, 5);
  return Object.entries(value).flatMap(([key, one]) => unstorable(one, path === '' ? key : `${path}.${key}`));
}

/** ISO 8601 UTC with four digits of the year: PostgreSQL refuses the longer form of JavaScript. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Measures of the mail that are above their cap in `mail/limits.ts`. */
function aboveCaps(mail: ParsedMail): string[] {
  const { bounce } = mail;
  const people = [mail.from, mail.sender, ...mail.replyTo, ...mail.to, ...mail.cc].filter(
    (one) => one !== null,
  );
  const longest = (texts: readonly (string | null | undefined)[]): number =>
    texts.reduce((most, text) => Math.max(most, text?.length ?? 0), 0);
  const ids = [mail.messageId, mail.inReplyTo, ...mail.references, bounce?.originalMessageId];
  const measures: [what: string, measured: number, most: number][] = [
    ['references', mail.references.length, mailLimits.references],
    ['characters of an id', longest(ids), mailLimits.messageIdLength],
    ['addresses in To', mail.to.length, mailLimits.addresses],
    ['addresses in Cc', mail.cc.length, mailLimits.addresses],
    ['addresses in Reply-To', mail.replyTo.length, mailLimits.addresses],
    ['characters of an address', longest(people.map(({ address }) => address)), mailLimits.addressLength],
    ['characters of a delivered-to', longest(mail.deliveredTo), mailLimits.addressLength],
    ['characters of a name', longest(people.map(({ name }) => name)), mailLimits.nameLength],
    ['characters of the subject', mail.subject.length, mailLimits.subjectLength],
    ['characters of the text', mail.text.length, mailLimits.textLength],
    ['characters of the HTML', mail.html?.length ?? 0, mailLimits.htmlLength],
    ['attachments', mail.attachments.length, mailLimits.attachments],
    [
      'characters of a file name',
      longest(mail.attachments.map(({ filename }) => filename)),
      mailLimits.fileNameLength,
    ],
    ['warnings', mail.warnings.length, mailLimits.warnings],
    ['recipients of a report', bounce?.recipients.length ?? 0, mailLimits.reportedRecipients],
    [
      'characters of a diagnostic',
      longest([bounce?.diagnostic, ...(bounce?.recipients.map((one) => one.diagnostic) ?? [])]),
      mailLimits.diagnosticLength,
    ],
  ];
  return measures
    .filter(([, measured, most]) => measured > most)
    .map(([what, measured, most]) => `${measured} ${what}, and at most ${most} are allowed`);
}

function wrongFiles(mail: ParsedMail): string[] {
  return mail.attachments.flatMap(({ content, size, sha256, filename }, at) => [
    ...(content.byteLength === size ? [] : [`file ${at} says ${size} bytes and has ${content.byteLength}`]),
    ...(createHash('sha256').update(content).digest('hex') === sha256 ? [] : [`file ${at} has another hash`]),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    ...(/[/\\\u0000-\u001f]|^\.{1,2}$/.test(filename ?? '')
      ? [`file ${at} has a path or control characters in its name`]
      : []),
  ]);
}

/** What the reader promises of its result (`mail/README.md`, "What always holds"). */
export function faultsOf(mail: ParsedMail): string[] {
  const dates = [
    mail.date,
    mail.bounce?.arrivedAt,
    mail.attachedMail?.date,
    ...(mail.bounce?.recipients.map((one) => one.retryUntil) ?? []),
  ];
  const words = `${mail.visibleText}${mail.signature}${mail.quotedText}`;
  const unread = mail.warnings.filter((warning) => isUnreadable({ ...mail, warnings: [warning] }));
  return [
    ...unread.map(({ code, note }) => `it was given up: ${code} (${note})`),
    ...unstorable(mail),
    ...aboveCaps(mail),
    ...wrongFiles(mail),
    ...dates
      .filter((date) => typeof date === 'string' && !moment.test(date))
      .map((date) => `the date ${date} cannot be stored`),
    ...(mail.messageId === '' || mail.inReplyTo === '' || mail.references.includes('')
      ? ['an id is empty']
      : []),
    ...(mail.text.trim() !== '' && words.trim() === '' ? ['folding lost all words'] : []),
    ...(/\r/.test(mail.text) ? ['the text has a carriage return'] : []),
  ];
}

/** Parts, depth and fields as the reader cut them, against their caps. */
export function structureFaults(raw: Uint8Array): string[] {
  const root = buildMimeTree(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), createWarningLog());
  const queue: { part: MimePart; depth: number }[] = [{ part: root, depth: 0 }];
  const faults: string[] = [];
  for (let at = 0; at < queue.length; at += 1) {
    const { part, depth } = queue[at] ?? { part: root, depth: 0 };
    const bytes = part.fields.reduce((sum, { value }) => sum + value.length, 0);
    // The last field that still had room may be whole, and the essential ones are read beyond it.
    const mostBytes = mailLimits.headerBlockBytes + 8 * mailLimits.addressFieldBytes;
    if (part.fields.length > mailLimits.headerFields + 16)
      faults.push(`${part.fields.length} fields in one header`);
    if (bytes > mostBytes) faults.push(`${bytes} bytes in one header`);
    if (part.fields.some(({ value }) => value.length > mailLimits.addressFieldBytes))
      faults.push('a field above its cap');
    if (depth > mailLimits.depth) faults.push(`parts nested ${depth} deep`);
    if (part.bodyStart > raw.length || part.bodyEnd > raw.length) faults.push('a part ends behind the mail');
    queue.push(...part.children.map((child) => ({ part: child, depth: depth + 1 })));
  }
  if (queue.length > mailLimits.parts) faults.push(`${queue.length} parts`);
  return faults;
}

/** The whole result as text, to compare two readings; files by their hash. */
export function asText(mail: ParsedMail): string {
  return JSON.stringify(mail, (key, value: unknown) => (key === 'content' ? undefined : value));
}
