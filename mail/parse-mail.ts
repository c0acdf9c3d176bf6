import { addressInName, parseAddressList } from './addresses.ts';
import { buildAttachments } from './attachments.ts';
import { type Automation, detectAutomation } from './automation.ts';
import { type Bodies, collectBodies, joinBodies, type Leaf } from './body.ts';
import { normalizeCharset } from './charset-labels.ts';
import { cleanLine } from './clean-text.ts';
import { parseMailDate } from './dates.ts';
import { emptyMail } from './empty-mail.ts';
import { decodeHeaderAgain, decodeHeaderValue } from './encoded-words.ts';
import { allHeaders, firstHeader, type HeaderField } from './headers.ts';
import { htmlToText } from './html-lines.ts';
import { detectLanguage } from './language.ts';
import { mailLimits } from './limits.ts';
import { capReferences, parseMessageIds } from './message-id.ts';
import { buildMimeTree, type MimePart } from './mime-tree.ts';
import type { MachineReport, MailAddress, ParsedBounce, ParsedMail } from './parsed-mail.ts';
import { unarmour } from './pgp-armour.ts';
import { type FoldedText, foldHtml, foldText } from './quotes.ts';
import { detectMachineReport } from './reports/machine-report.ts';
import { readBounce } from './reports/read-bounce.ts';
import { detectSpamSign, detectVirusSign } from './spam-sign.ts';
import { readStatedAuth } from './stated-auth.ts';
import { baseSubject } from './thread-subject.ts';
import { tellEncrypted, unpackAttachments } from './unpack.ts';
import { createWarningLog, type WarningLog } from './warnings.ts';

/**
 * Reads one mail. Never throws and never rejects: a mail that cannot be read gives a ParsedMail whose warnings say so.
 * `raw` is the mail as received (RFC 5322 bytes); it is not changed and not kept, except that attachment contents may
 * share its memory.
 */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  return parseMailSync(raw);
}

/** The same without a promise, for workers and command lines. `nesting` counts forwarded mails round this one. */
export function parseMailSync(raw: Uint8Array, nesting = 0): ParsedMail {
  const log = createWarningLog();
  try {
    return read(raw, nesting, log);
  } catch (error) {
    // The reader is built not to throw; should it ever, the mail still becomes a ticket with its original attached.
    log.add(
      'unreadable',
      `This mail could not be read (${error instanceof Error ? error.name : 'unknown fault'}); the original is attached.`,
    );
    return { ...emptyMail(), warnings: log.list };
  }
}

function read(raw: Uint8Array, nesting: number, log: WarningLog): ParsedMail {
  const bytes = normalizeLineEnds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  const root = buildMimeTree(bytes, log);
  const charset = bodyCharset(root);
  const bodies = collectBodies(root, bytes, log);
  const { text, html, textIsFromHtml } = joinBodies(bodies.blocks);
  const { declaredLanguage, ...headers } = readHeaderValues(root.fields, charset, log);
  const attachments = buildAttachments(bodies.attachments, html, nesting, log);
  const bounce = detectBounce(root, bodies, headers, text);
  const machineReport = bounce === null ? detectReport(root, bodies, headers.subject) : null;
  const automation: Automation = detectAutomation(root.fields, {
    subject: headers.subject,
    fromAddress: headers.from?.address ?? '',
    isReport: bounce !== null || isReport(root),
    machineReport,
  });
  const unpacked = unpackAttachments(attachments, nesting, log);
  const isEmpty = text.trim() === '' && !isReport(root) && (html === null || textIsFromHtml);
  const finalHtml = html ?? (isEmpty ? unpacked.html : null);
  const body = isEmpty
    ? (unpacked.text ?? (unpacked.html === null ? text : htmlToText(unpacked.html)))
    : text;
  if (body.length >= mailLimits.textLength)
    log.add('text-limit', 'The text of this mail is extremely long; only its beginning is shown.');
  tellPartial(root, log);
  const folded = foldBody(body, finalHtml, textIsFromHtml, headers.subject, log);
  return {
    ...headers,
    text: body,
    html: finalHtml,
    visibleText: folded.visibleText,
    signature: folded.signature,
    quotedText: folded.quotedText,
    attachments: [...attachments, ...unpacked.attachments],
    attachedMail: unpacked.mails.length === 1 ? (unpacked.mails[0] ?? null) : null,
    autoSubmitted: automation.autoSubmitted,
    noAutoReply: automation.noAutoReply,
    autoReply: automation.autoReply,
    automationReason: automation.reason,
    spamSign: detectSpamSign(root.fields),
    virusSign: detectVirusSign(root.fields),
    bounce,
    machineReport,
    // Of a forwarded mail nobody asks it.
    language: nesting === 0 ? detectLanguage(`${baseSubject(headers.subject)}\n${folded.visibleText}`) : null,
    declaredLanguage,
    statedAuth: readStatedAuth(root.fields),
    warnings: log.list,
  };
}

/** Seen in practice: mails of old Macs with bare CR as line end. Only a mail without any LF before its end is changed. */
function normalizeLineEnds(bytes: Buffer): Buffer {
  const feed = bytes.indexOf(0x0a);
  // SMTP ends every mail with CRLF, whatever its own line ends were.
  if (!bytes.includes(0x0d) || (feed >= 0 && feed < bytes.length - 1)) return bytes;
  const copy = Buffer.from(bytes);
  for (let i = 0; i < copy.length; i++) if (copy[i] === 0x0d) copy[i] = 0x0a;
  return copy;
}

/** Charset of the first text part: raw 8-bit headers of the same mail use it, too. */
function bodyCharset(root: MimePart): string | null {
  const queue: MimePart[] = [root];
  for (let i = 0; i < queue.length && i < mailLimits.parts; i++) {
    const part = queue[i];
    if (!part) break;
    if (part.contentType.value.startsWith('text/')) {
      const label = normalizeCharset(part.contentType.params.get('charset'));
      if (label !== null && label !== 'windows-1252') return label;
    }
    queue.push(...part.children);
  }
  return null;
}

type HeaderValues = Pick<
  ParsedMail,
  | 'subject'
  | 'from'
  | 'sender'
  | 'replyTo'
  | 'to'
  | 'cc'
  | 'deliveredTo'
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'date'
> & {
  /** By Content-Language (RFC 3282). */
  declaredLanguage: string | null;
};

function readHeaderValues(fields: HeaderField[], charset: string | null, log: WarningLog): HeaderValues {
  const list = (name: string): MailAddress[] => {
    const addresses = parseAddressList(firstHeader(fields, name), charset);
    if (addresses.length >= mailLimits.addresses)
      log.add(
        'address-limit',
        `The field "${name}" names more than ${mailLimits.addresses} addresses; the first ones are shown.`,
      );
    return addresses;
  };
  const rawSubject = cleanLine(
    decodeHeaderAgain(decodeHeaderValue(firstHeader(fields, 'subject') ?? '', charset)),
    Number.MAX_SAFE_INTEGER,
  );
  if (rawSubject.length > mailLimits.subjectLength)
    log.add('subject-limit', 'The subject is extremely long; only its beginning is shown.');
  const rawDate = firstHeader(fields, 'date');
  const date = parseMailDate(rawDate);
  if (rawDate !== null && date === null)
    log.add('bad-date', 'The date in this mail could not be read; the time of arrival counts.');
  const authors = list('from');
  const from = authors[0] ?? null;
  if (from === null) log.add('no-from', 'This mail names no sender.');
  else tellDoubtfulSender(fields, from, authors, log);
  const references = parseMessageIds(firstHeader(fields, 'references'));
  if (references.length > mailLimits.references)
    log.add('reference-limit', 'This mail refers to very many others; the first and the newest were kept.');
  const language =
    firstHeader(fields, 'content-language')
      ?.split(/[-_,;\s]/)[0]
      ?.toLowerCase() ?? null;
  return {
    subject: cleanLine(rawSubject, mailLimits.subjectLength),
    from,
    sender: list('sender')[0] ?? null,
    replyTo: list('reply-to'),
    to: mergeLists(fields, 'to', list),
    cc: mergeLists(fields, 'cc', list),
    deliveredTo: deliveredTo(fields),
    messageId: parseMessageIds(firstHeader(fields, 'message-id'))[0] ?? null,
    inReplyTo: parseMessageIds(firstHeader(fields, 'in-reply-to'))[0] ?? null,
    references: capReferences(references),
    date,
    declaredLanguage: language !== null && /^[a-z]{2}$/.test(language) ? language : null,
  };
}

/** Mail programs show the name or the first field only; whoever forges counts on that. */
function tellDoubtfulSender(
  fields: readonly HeaderField[],
  from: MailAddress,
  authors: readonly MailAddress[],
  log: WarningLog,
): void {
  // RFC 5322 3.6: one From field at most.
  if (new Set(allHeaders(fields, 'from').map((value) => value.trim())).size > 1)
    log.add(
      'two-senders',
      'This mail has more than one From field; only the first is shown. It may be forged.',
    );
  // RFC 5322 3.6.2 allows several authors; people never write so, and what checks one domain says nothing of the other.
  else if (new Set(authors.map(({ address }) => address.toLowerCase()).filter(Boolean)).size > 1)
    log.add(
      'several-authors',
      'This mail names more than one author; only the first is shown. It may be forged.',
    );
  const claimed = addressInName(from);
  if (claimed !== null)
    log.add(
      'name-is-address',
      `The sender is called ${claimed} but writes from ${from.address}. Do not take the name for an address.`,
    );
}

/** RFC 5322 allows one To; mails with several are seen, and every addressee counts. */
function mergeLists(
  fields: HeaderField[],
  name: string,
  list: (name: string) => MailAddress[],
): MailAddress[] {
  const values = allHeaders(fields, name);
  if (values.length <= 1) return list(name);
  const merged = values.slice(0, 20).flatMap((value) => parseAddressList(value));
  return merged.slice(0, mailLimits.addresses);
}

function deliveredTo(fields: HeaderField[]): string[] {
  const found = new Set<string>();
  for (const name of [
    'delivered-to',
    'x-original-to',
    'x-envelope-to',
    'envelope-to',
    'x-delivered-to',
    'x-forwarded-to',
    'x-rcpt-to',
    'original-recipient',
  ]) {
    for (const value of allHeaders(fields, name).slice(0, 20)) {
      for (const entry of parseAddressList(value.replace(/^rfc822\s*;\s*/i, '')).slice(0, 20))
        if (entry.address !== '') found.add(entry.address);
    }
  }
  return [...found];
}

/** Any report (RFC 6522), read receipts (RFC 8098) and abuse reports (RFC 5965) included, comes from a machine. */
function isReport(root: MimePart): boolean {
  return root.contentType.value === 'multipart/report';
}

function reportTypeOf(root: MimePart): string {
  return root.contentType.params.get('report-type')?.toLowerCase().trim() ?? '';
}

const RETURNED =
  /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/rfc822-headers|message\/global-headers)$/;

function detectBounce(
  root: MimePart,
  bodies: Bodies,
  headers: Omit<HeaderValues, 'declaredLanguage'>,
  text: string,
): ParsedBounce | null {
  const ofType = (pattern: RegExp): Leaf[] => bodies.attachments.filter((leaf) => pattern.test(leaf.type));
  return readBounce({
    fields: root.fields,
    contentType: root.contentType.value,
    reportType: reportTypeOf(root),
    statusParts: ofType(/^message\/(?:global-)?delivery-status$/).map((leaf) => leaf.bytes),
    feedbackPart: isReport(root) ? (ofType(/^message\/feedback-report$/)[0]?.bytes ?? null) : null,
    returned: ofType(RETURNED)[0]?.bytes ?? null,
    text,
    subject: headers.subject,
    from: headers.from?.address || (headers.from?.name ?? ''),
    to: [...headers.to.map(({ address }) => address), ...headers.deliveredTo],
  });
}

function detectReport(root: MimePart, bodies: Bodies, subject: string): MachineReport | null {
  return detectMachineReport({
    fields: root.fields,
    contentType: root.contentType.value,
    reportType: reportTypeOf(root),
    subject,
    parts: bodies.attachments.map(({ type, fileName, part }) => ({
      type,
      fileName,
      method: part.contentType.params.get('method')?.toLowerCase() ?? null,
    })),
  });
}

/** Words inside PGP armour are folded without it; the whole text keeps it. */
function foldBody(
  text: string,
  html: string | null,
  textIsFromHtml: boolean,
  subject: string,
  log: WarningLog,
): FoldedText {
  const bare = unarmour(text);
  if (bare.encrypted) tellEncrypted(log);
  const hasArmour = (bare.signed || bare.encrypted) && bare.text.trim() !== '';
  return hasArmour ? foldText(bare.text, subject) : fold(text, html, textIsFromHtml, subject);
}

/** RFC 2046 5.2.2: a mail cut into several; only the programs that made them put them together again. */
function tellPartial(root: MimePart, log: WarningLog): void {
  if (root.contentType.value !== 'message/partial') return;
  const digits = (name: string): string | null =>
    /^[0-9]{1,4}$/.exec(root.contentType.params.get(name) ?? '')?.[0] ?? null;
  const number = digits('number');
  const total = digits('total');
  const which = number === null ? 'one piece' : `piece ${number}${total === null ? '' : ` of ${total}`}`;
  log.add(
    'partial',
    `This is ${which} of a mail that was sent in pieces. Ask the sender to send it whole, or smaller.`,
  );
}

/** Folds the text part; where it shows no strong mark, the HTML is asked, because programs mark their quotes there. */
function fold(text: string, html: string | null, textIsFromHtml: boolean, subject: string): FoldedText {
  if (html !== null && textIsFromHtml) return foldHtml(html, subject);
  const folded = foldText(text, subject);
  if (
    html === null ||
    folded.evidence === 'strong' ||
    !/blockquote|gmail_quote|RplyFwdMsg|_quote|border-top|zwchr|stopSpelling|OLK_SRC|name="quote"/i.test(html)
  )
    return folded;
  const other = foldHtml(html, subject);
  if (other.evidence !== 'strong' || other.visibleText.length >= folded.visibleText.length) return folded;
  return other;
}
