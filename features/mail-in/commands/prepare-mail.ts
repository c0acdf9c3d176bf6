/** The part of reading that needs no transaction: parse in the pool, store the files. */
import { agentAddresses } from '#features/access/index.ts';
import type { IncomingFile } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { fallbackMail } from '#mail/fallback-mail.ts';
import { parseInPool } from '#mail/parse-pool.ts';
import type { ParsedAttachment, ParsedMail } from '#mail/parsed-mail.ts';
import type { SenderAuth } from '#mail/sender-auth.ts';
import { type FilledForm, filledForm } from '../filled-form.ts';
import { mailInLimits } from '../limits.ts';
import { fileWarning } from '../rules/file-warning.ts';
import { authorOf, isUnreadable } from '../rules/mail-facts.ts';
import { bodyHash, type MailMark, syntheticMessageId } from '../rules/same-mail.ts';
import type { LedgerRow } from '../store/ledger-rows.ts';
import { checkArrival } from './check-arrival.ts';
import { type Guided, guideRecipients } from './guide-recipients.ts';
import { notWeighed, type Weighed } from './weigh-arrival.ts';

export type PreparedMail = Guided & {
  mail: ParsedMail;
  files: IncomingFile[];
  mark: MailMark;
  /** The mail's own, or one made from its content. */
  messageIdHeader: string;
  /** What we found out about the sender ourselves; null when we did not look. */
  checked: SenderAuth | null;
  /** Addresses of agents, lower case. */
  agents: ReadonlySet<string>;
  weighed: Weighed;
  /** What the contact form held that it was made of; null for every other mail. */
  form: FilledForm | null;
};

/**
 * Reads the mail of a ledger row. `plain` skips everything but the header, for a mail that broke what came after;
 * `received`: its bytes, where they are still at hand.
 */
export async function prepareMail(
  desk: Desk,
  row: LedgerRow,
  plain: boolean,
  received: Uint8Array | null = null,
): Promise<PreparedMail> {
  const raw = received ?? (await desk.files.get(row.rawSha256));
  const form = filledForm(row.form);
  const [parsed, checked, agents] = await Promise.all([
    plain ? fallbackMail(raw, 'unreadable') : parseInPool(raw),
    checkArrival(desk, row, raw),
    agentAddresses(desk),
  ]);
  const mail = form === null ? parsed : asTyped(parsed, form);
  const files = await Promise.all(
    mail.attachments.map((attachment, index) => storeFile(desk, attachment, index)),
  );
  if (isUnreadable(mail)) files.push(originalFile(row));
  const mark: MailMark = {
    from: authorOf(mail, row.envelopeFrom).address.toLowerCase().slice(0, mailInLimits.listCharacters),
    bodySha256: bodyHash(raw),
    subject: mail.subject.slice(0, mailInLimits.listCharacters).toWellFormed(),
    date: mail.date,
  };
  return {
    mail,
    files,
    mark,
    messageIdHeader: mail.messageId ?? syntheticMessageId(mark),
    checked,
    agents,
    weighed: notWeighed,
    form,
    ...(await guideRecipients(desk, row, mail)),
  };
}

/**
 * Somebody typed it into fields: nothing in it is history or a signature, however it looks, and no machine sent it, whatever
 * words it has.
 */
function asTyped(mail: ParsedMail, form: FilledForm): ParsedMail {
  return {
    ...mail,
    visibleText: mail.text,
    quotedText: '',
    signature: '',
    language: mail.language ?? form.language,
    autoSubmitted: false,
    autoReply: false,
    noAutoReply: false,
    automationReason: null,
    bounce: null,
    machineReport: null,
  };
}

async function storeFile(desk: Desk, attachment: ParsedAttachment, index: number): Promise<IncomingFile> {
  await desk.files.put(attachment.content);
  const filename = attachment.filename ?? `file-${index + 1}${endingFor(attachment)}`;
  const { contentType, sniffedType, size, sha256, contentId, inline, origin } = attachment;
  const warning = fileWarning({ filename, contentType, sniffedType });
  return { filename, contentType, sniffedType, size, sha256, contentId, inline, origin, warning };
}

/** An ending for the few types people open, so that a file without name opens at all. */
function endingFor({ contentType, sniffedType }: ParsedAttachment): string {
  const endings: Record<string, string> = {
    'image/png': '.png',
    'image/jpeg': '.jpg',
    'image/gif': '.gif',
    'image/webp': '.webp',
    'image/heic': '.heic',
    'application/pdf': '.pdf',
    'text/plain': '.txt',
    'message/rfc822': '.eml',
    'text/calendar': '.ics',
    'text/csv': '.csv',
    'text/vcard': '.vcf',
    'video/mp4': '.mp4',
    'video/quicktime': '.mov',
  };
  return endings[sniffedType ?? contentType] ?? endings[contentType] ?? '';
}

function originalFile(row: LedgerRow): IncomingFile {
  return {
    filename: 'original.eml',
    contentType: 'message/rfc822',
    sniffedType: null,
    size: row.rawSize,
    sha256: row.rawSha256,
    contentId: null,
    inline: false,
    origin: 'part',
    warning: null,
  };
}
