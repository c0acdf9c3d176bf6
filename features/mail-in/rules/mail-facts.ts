/** What a parsed mail and its envelope say, in the shape the decisions ask for. */
import { tokenIn } from '#features/tickets/index.ts';
import { addressInName } from '#mail/addresses.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { baseSubject, proposedTicketNumbers } from '#mail/thread-subject.ts';

/** Codes with which the parser says that it could not read the mail as a whole. */
const unreadableCodes = new Set(['unreadable', 'time-limit', 'memory-limit', 'header-unreadable']);

/** Characters of a title made from the text. */
const titleCharacters = 80;

/** True when only header or nothing was read: the original is then attached. */
export function isUnreadable(mail: ParsedMail): boolean {
  return mail.warnings.some((warning) => unreadableCodes.has(warning.code));
}

/** Nothing a person could have meant to say. */
export function isEmpty(mail: ParsedMail): boolean {
  const said = `${mail.subject}${mail.text}${mail.html ?? ''}`.replace(/[\s\u200b\u00a0]+/g, '');
  return said === '' && mail.attachments.length === 0;
}

/** Who wrote it: From, else Sender, Reply-To, return path; address '' when nobody can be told. */
export function authorOf(mail: ParsedMail, envelopeFrom: string | null): { name: string; address: string } {
  const named = [mail.from, mail.sender, mail.replyTo[0]].find((one) => one && one.address !== '');
  // A name that shows somebody else's address is no name; the warning of the mail tells it.
  if (named && addressInName(named) !== null) return { ...named, name: '' };
  // A form that writes the name into From and the address into Reply-To.
  if (named) return { ...named, name: named.name || (mail.from?.address === '' ? mail.from.name : '') };
  return { name: mail.from?.name ?? '', address: envelopeFrom ?? '' };
}

/** Subject without reply marks, or the first words of the text. */
export function titleOf(mail: ParsedMail): string {
  const subject = baseSubject(mail.subject);
  if (subject !== '') return subject;
  const words = (mail.visibleText || mail.text).replace(/\s+/g, ' ').trim();
  if (words === '') return mail.attachments.length > 0 ? 'A file without words' : 'Without subject';
  if (words.length <= titleCharacters) return words;
  const cut = words.slice(0, titleCharacters);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), titleCharacters / 2)).toWellFormed()}…`;
}

/** Where a reply token of ours may be (lesson: it hides in Cc, Delivered-To or the envelope as often as in To). */
export function tokenPlaces(mail: ParsedMail, envelopeTo: readonly string[]): string[] {
  const ids = [mail.inReplyTo, mail.bounce?.originalMessageId, ...mail.references.toReversed()];
  return [
    ...envelopeTo,
    ...mail.deliveredTo,
    ...mail.to.map(({ address }) => address),
    ...mail.cc.map(({ address }) => address),
    ...ids.filter((id): id is string => typeof id === 'string'),
  ].filter((place) => tokenIn(place) !== null);
}

/** Message-IDs the mail refers to, oldest first, with the mail a report is about as the nearest. */
export function referencesOf(mail: ParsedMail): { references: string[]; inReplyTo: string | null } {
  const original = mail.bounce?.originalMessageId ?? null;
  return {
    references: original === null ? mail.references : [...mail.references, original],
    inReplyTo: mail.inReplyTo ?? original,
  };
}

/** Ticket numbers the subject names; they only propose. */
export function numbersIn(mail: ParsedMail): number[] {
  return proposedTicketNumbers(mail.subject);
}

/** When it was written: never after it came. */
export function writtenAt(mail: ParsedMail, receivedAt: Date): Date {
  const date = mail.date === null ? receivedAt : new Date(mail.date);
  // Seen in practice: clocks at the epoch. Nobody wrote mail to a desk before 1990.
  return date > receivedAt || date.getUTCFullYear() < 1990 ? receivedAt : date;
}
