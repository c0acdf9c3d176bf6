/** Subjects as threads use them: reply and forward marks taken off, ticket numbers found as proposals. */

// Reply and forward marks of mail programs, by language. Longest forms first does not matter: the colon ends them.
const REPLY =
  're|aw|antw|antwort|sv|vs|rv|ref|ynt|yan|cevap|rif|r|res|resp|odp|odpowiedź|на|отв|ответ|vá|válasz|bls|balas|atb|ats|at|ad|hl|reply|回复|回覆|答复|答覆|返信|返|回信|답장|답변|회신|Απ|ΑΠ|ΣΧΕΤ|השב|תגובה|رد|ตอบ|trả lời|re-|הועבר';
const FORWARD =
  'fwd|fw|wg|wtr|weiterleitung|tr|rv|enc|i|vb|vl|vs|doorst|pd|lanjut|továbbítás|fs|trs|videresendt|vidarebefordrat|转发|轉寄|轉發|転送|전달|İlt|ilt|пересл|fw-|пер|Πρθ|ΠΡΘ|הועבר|إعادة توجيه|chuyển tiếp|přeposláno|przekazane';
const MARK = new RegExp(
  `^(?:(?:${REPLY}|${FORWARD})\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\^\\d{1,3}|\\*\\d{1,3})?\\s?[:：]|\\[(?:fwd|fw|re):?\\]?:?)\\s*`,
  'iu',
);
const FORWARD_MARK =
  /^(?:(?:fwd?|wg|tr|rv|enc|doorst|vb|vl|pd|i|vidarebefordrat|videresendt|转发|轉寄|轉發|転送|전달|ilt|пересл|fw-)\s?(?:\[\d{1,3}\])?\s?[:：]|\[fwd?:)/iu;

/** The subject without reply and forward marks: "AW: Re: [2] Fwd: Hello" is "Hello". */
export function baseSubject(subject: string): string {
  let rest = subject.trim();
  for (let i = 0; i < 50; i++) {
    const next = rest.replace(MARK, '').trim();
    if (next === rest) break;
    rest = next;
  }
  // "[Fwd: Hello]" leaves its bracket behind.
  if (rest !== subject.trim() && rest.endsWith(']') && !rest.includes('[')) rest = rest.slice(0, -1).trim();
  return rest;
}

/** True when the outermost mark says that the mail was forwarded. */
export function isForwardSubject(subject: string): boolean {
  return FORWARD_MARK.test(subject.trim());
}

/** True when the subject carries a reply mark on the outside. */
export function isReplySubject(subject: string): boolean {
  return baseSubject(subject) !== subject.trim() && !isForwardSubject(subject);
}

/**
 * Ticket numbers a subject names (`[#12345]`, `#12345`), in order, bracketed ones first, at most five.
 * They are proposals only: a number in a subject proves nothing about who wrote the mail.
 */
export function proposedTicketNumbers(subject: string): number[] {
  const found: number[] = [];
  const keep = (text: string | undefined): void => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value > 0 && !found.includes(value) && found.length < 5)
      found.push(value);
  };
  const text = subject.slice(0, 2_000);
  for (const match of text.matchAll(/\[[^\][#]{0,40}#\s?(\d{1,12})\]/g)) keep(match[1]);
  for (const match of text.matchAll(/(?<![\p{L}\d&/#])#(\d{3,12})(?![\p{L}\d])/gu)) keep(match[1]);
  return found;
}
