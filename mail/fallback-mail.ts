import { parseAddressList } from './addresses.ts';
import { cleanLine } from './clean-text.ts';
import { parseMailDate } from './dates.ts';
import { emptyMail } from './empty-mail.ts';
import { decodeHeaderValue } from './encoded-words.ts';
import { firstHeader, readHeaders } from './headers.ts';
import { mailLimits } from './limits.ts';
import { capReferences, parseMessageIds } from './message-id.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { createWarningLog } from './warnings.ts';

const SCANNED_BYTES = 64 * 1024;
const FIELD_CHARACTERS = 2_000;

/** Why the whole mail was not read. */
export type FallbackReason = 'time-limit' | 'memory-limit' | 'unreadable';

const NOTES: Record<FallbackReason, string> = {
  'time-limit':
    'Reading this mail took too long and was stopped. Only its header is shown; the original is attached.',
  'memory-limit':
    'Reading this mail needed too much memory and was stopped. Only its header is shown; the original is attached.',
  unreadable: 'This mail could not be read. Only its header is shown; the original is attached.',
};

/**
 * What can be said of a mail whose reading was stopped: who, what about, when, from the first 64 KiB of its header.
 * Small bounded work on purpose, because it runs in the main thread. Never throws; no automatic mail answers it.
 */
export function fallbackMail(raw: Uint8Array, reason: FallbackReason): ParsedMail {
  const mail: ParsedMail = {
    ...emptyMail(),
    noAutoReply: true,
    automationReason: reason,
    warnings: [{ code: reason, note: NOTES[reason] }],
  };
  try {
    const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, SCANNED_BYTES));
    const { fields } = readHeaders(head, 0, head.length, createWarningLog());
    const value = (name: string): string | null =>
      firstHeader(fields, name)?.slice(0, FIELD_CHARACTERS) ?? null;
    return {
      ...mail,
      subject: cleanLine(decodeHeaderValue(value('subject') ?? ''), mailLimits.subjectLength),
      from: parseAddressList(value('from'))[0] ?? null,
      replyTo: parseAddressList(value('reply-to')),
      to: parseAddressList(value('to')),
      cc: parseAddressList(value('cc')),
      messageId: parseMessageIds(value('message-id'))[0] ?? null,
      inReplyTo: parseMessageIds(value('in-reply-to'))[0] ?? null,
      references: capReferences(parseMessageIds(value('references'))),
      date: parseMailDate(value('date')),
    };
  } catch (error) {
    const note = `Not even its header could be read (${error instanceof Error ? error.name : 'unknown fault'}).`;
    return { ...mail, warnings: [...mail.warnings, { code: 'header-unreadable', note }] };
  }
}
