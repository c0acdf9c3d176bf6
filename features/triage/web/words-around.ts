import type { PlaceOfFact } from '#features/intake/contract.ts';
import type { TicketDetail } from '#features/tickets/contract.ts';

/** Characters of the sentence that are shown on each side. */
const reach = 60;

/**
 * What stands before and after a place, cut at whole words. Nothing when the message is not on the page, or its text is
 * another one now.
 */
export function wordsAround(
  ticket: {
    messages: readonly Pick<
      TicketDetail['messages'][number],
      'id' | 'subject' | 'text' | 'visibleText' | 'quotedText'
    >[];
  },
  { messageId, part, start, end, quote }: PlaceOfFact,
): { before: string; after: string } {
  const message = ticket.messages.find(({ id }) => id === messageId);
  if (!message) return { before: '', after: '' };
  const { subject, text, visibleText, quotedText } = message;
  // As the conversation shows it.
  const body = visibleText || (quotedText === '' ? text : '');
  const whole = part === 'subject' ? subject : body;
  if (whole.slice(start, end) !== quote) return { before: '', after: '' };
  return { before: lead(whole.slice(0, start)), after: tail(whole.slice(end)) };
}

const lineEnd = /\r?\n/;

function lead(text: string): string {
  const line = text.split(lineEnd).at(-1) ?? '';
  if (line.length <= reach) return line;
  const cut = line.slice(-reach);
  return `…${cut.slice(cut.indexOf(' ') + 1)}`;
}

function tail(text: string): string {
  const line = text.split(lineEnd, 1)[0] ?? '';
  if (line.length <= reach) return line;
  const cut = line.slice(0, reach);
  const space = cut.lastIndexOf(' ');
  return `${space > 0 ? cut.slice(0, space) : cut}…`;
}
