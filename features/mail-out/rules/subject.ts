/** The subject of an answer: stable over the whole conversation, so that mail programs keep it in one thread. */
import { mailOutLimits } from './limits.ts';

/**
 * Reply marks of mail programs in several languages, with counters as in `Re[2]:`. Forward marks stay: they are part of
 * what the customer wrote about. Full-width colons are used by Chinese and Japanese programs.
 */
const replyMark =
  /^(?:re|aw|antw|antwort|sv|vs|vast|rv|rif|ris|res|ref|odp|ynt|atb|vá|回复|回覆|答复|返信)(?:\s*[[(]\d{1,3}[\])]|\^\d{1,3})?\s*[:：]\s*/iu;

/** A subject in one clean line: no control characters (nothing that could start another header), one space at a time. */
export function oneLine(text: string, maxLength: number): string {
  const clean = text
    .slice(0, maxLength * 20)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const letters = [...clean];
  return letters.length <= maxLength
    ? clean
    : `${letters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
}

/** The customer's subject without reply marks and without our own number mark, however often they were repeated. */
export function bareSubject(subject: string, ticketNumber: number): string {
  let bare = oneLine(subject, mailOutLimits.subjectLength);
  const ownMark = `[#${ticketNumber}]`;
  for (;;) {
    const next = bare.replaceAll(ownMark, ' ').replace(/\s+/gu, ' ').trim().replace(replyMark, '');
    if (next === bare) return bare;
    bare = next;
  }
}

/** `Re: <original> [#number]`, the same for every answer of the ticket; `Re: [#number]` when there was no subject. */
export function replySubject(original: string, ticketNumber: number): string {
  const bare = bareSubject(original, ticketNumber);
  return bare === '' ? `Re: [#${ticketNumber}]` : `Re: ${bare} [#${ticketNumber}]`;
}

/** The subject of the first mail of a ticket we opened ourselves: not a reply yet. */
export function openingSubject(subject: string, ticketNumber: number): string {
  return `${bareSubject(subject, ticketNumber)} [#${ticketNumber}]`.trim();
}
