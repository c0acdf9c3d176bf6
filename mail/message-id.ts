import { isUtf8 } from 'node:buffer';
import { mailLimits } from './limits.ts';

/** The domain of ids that were made for mails which came without one: nobody else ever saw such an id. */
export const madeUpIdDomain = 'no-message-id.invalid';

/**
 * Reads message ids (RFC 5322 3.6.4) without their angle brackets, in order, without doubles. Never throws.
 * Seen in practice: ids without brackets, ids folded in the middle, commas between ids, quoted text between ids.
 */
export function parseMessageIds(value: string | null): string[] {
  if (value === null) return [];
  const ids: string[] = [];
  const seen = new Set<string>();
  const keep = (raw: string): void => {
    const id = normalizeMessageId(raw);
    if (id !== null && !seen.has(id)) {
      seen.add(id);
      ids.push(id);
    }
  };
  if (value.includes('<')) {
    let at = 0;
    for (;;) {
      const open = value.indexOf('<', at);
      if (open < 0) break;
      let close = value.indexOf('>', open);
      const nextOpen = value.indexOf('<', open + 1);
      if (close < 0 || (nextOpen >= 0 && nextOpen < close)) close = nextOpen < 0 ? value.length : nextOpen;
      keep(value.slice(open + 1, close));
      at = Math.max(close, open + 1);
    }
  } else {
    for (const token of value.split(/[\s,;]+/)) if (token.includes('@')) keep(token);
    if (ids.length === 0 && !/\s/.test(value.trim())) keep(value);
  }
  return ids;
}

/** One id without brackets and white space, or null when it is empty or too long to be one. */
export function normalizeMessageId(raw: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what this removes
  const id = fromUtf8(raw).replace(/[\s<>\u0000]+/g, '');
  return id === '' || id.length > mailLimits.messageIdLength ? null : id;
}

/** Ids may be UTF-8 (RFC 6532 section 3.3); header values come with one byte a character. Other bytes stay as they are. */
function fromUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value) || /[\u0100-\uffff]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

/** Keeps the root and the newest ids when a thread is longer than `mailLimits.references`. */
export function capReferences(ids: string[]): string[] {
  if (ids.length <= mailLimits.references) return ids;
  return [...ids.slice(0, 1), ...ids.slice(ids.length - mailLimits.references + 1)];
}
