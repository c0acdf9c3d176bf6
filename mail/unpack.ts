import { createHash } from 'node:crypto';
import { signedContent } from './cms.ts';
import { cleanFileName } from './file-name.ts';
import { mailLimits } from './limits.ts';
import { parseMailSync } from './parse-mail.ts';
import type { AttachedMail, ParsedAttachment, ParsedMail } from './parsed-mail.ts';
import { sniffType } from './sniff.ts';
import { readTnef, type TnefFile } from './tnef.ts';
import type { WarningLog } from './warnings.ts';

/** What was found inside attachments. `text` and `html` stand in when the mail itself has nothing to read. */
export type Unpacked = {
  attachments: ParsedAttachment[];
  text: string | null;
  html: string | null;
  /** Mails attached as a whole. */
  mails: AttachedMail[];
};

/**
 * Unpacks forwarded mails (message/rfc822), winmail.dat and opaque signed mails in addition to the original attachments.
 * `nesting` is the number of forwarded mails round this one.
 */
export function unpackAttachments(
  attachments: readonly ParsedAttachment[],
  nesting: number,
  log: WarningLog,
): Unpacked {
  const out: Unpacked = { attachments: [], text: null, html: null, mails: [] };
  const room = { bytes: mailLimits.unpackedBytes, files: mailLimits.attachments - attachments.length };
  for (const attachment of attachments) {
    if (attachment.size === 0) continue;
    if (attachment.contentType === 'message/rfc822' || attachment.contentType === 'message/global')
      unpackMail(attachment, nesting, out, room, log);
    else if (/^application\/(?:x-)?pkcs7-mime$/.test(attachment.contentType))
      unpackSigned(attachment, nesting, out, room, log);
    else if (attachment.contentType === 'application/pgp-encrypted') tellEncrypted(log);
    else if (isTnef(attachment)) unpackTnef(attachment, out, room, log);
  }
  return out;
}

function isTnef(attachment: ParsedAttachment): boolean {
  return (
    attachment.sniffedType === 'application/vnd.ms-tnef' &&
    (/tnef/.test(attachment.contentType) ||
      attachment.filename?.toLowerCase() === 'winmail.dat' ||
      attachment.contentType === 'application/octet-stream')
  );
}

/** What may still be unpacked; the attachments of the mail itself count among its files. */
type Room = { bytes: number; files: number };

function unpackMail(
  attachment: ParsedAttachment,
  nesting: number,
  out: Unpacked,
  room: Room,
  log: WarningLog,
): void {
  const inner = parseInside(attachment.content, nesting, log);
  if (inner === null) return;
  const { from, subject, date, text } = inner;
  out.mails.push({ from, subject, date, text });
  out.text ??= forwardedText(inner);
  for (const found of inner.attachments) keep({ ...found, inline: false, origin: 'rfc822' }, out, room, log);
}

/** Stands in for the text of a mail that holds nothing but a forwarded one, in the form Gmail made common. */
function forwardedText(inner: ParsedMail): string | null {
  if (inner.text.trim() === '') return null;
  const lines = ['---------- Forwarded message ---------'];
  if (inner.from)
    lines.push(
      `From: ${inner.from.name === '' ? inner.from.address : `${inner.from.name} <${inner.from.address}>`}`,
    );
  if (inner.date !== null) lines.push(`Date: ${inner.date}`);
  lines.push(`Subject: ${inner.subject}`, '', inner.text);
  return lines.join('\n');
}

/** RFC 8551 3.5: the same type stands for signed content, which can be read, and for encrypted content, which cannot. */
function unpackSigned(
  attachment: ParsedAttachment,
  nesting: number,
  out: Unpacked,
  room: Room,
  log: WarningLog,
): void {
  const content = signedContent(Buffer.from(attachment.content));
  if (content === null) {
    tellEncrypted(log);
    return;
  }
  const inner = parseInside(content, nesting, log);
  if (inner === null) return;
  out.text ??= inner.text;
  out.html ??= inner.html;
  for (const found of inner.attachments) keep({ ...found, origin: 'rfc822' }, out, room, log);
}

/** Reads a mail inside a mail and passes on what its limits cut; null, and said so, beyond the depth we go to. */
function parseInside(content: Uint8Array, nesting: number, log: WarningLog): ParsedMail | null {
  if (nesting >= mailLimits.rfc822Depth) {
    log.add(
      'rfc822-depth',
      'Mails forwarded inside forwarded mails were unpacked only to a certain depth; the rest is in the attachment.',
    );
    return null;
  }
  const inner = parseMailSync(content, nesting + 1);
  for (const warning of inner.warnings) {
    if (warning.code.endsWith('-limit') || warning.code === 'rfc822-depth')
      log.add(warning.code, warning.note);
  }
  return inner;
}

/** Says once that a key is missing which nobody here has. */
export function tellEncrypted(log: WarningLog): void {
  log.add(
    'encrypted',
    'This mail is encrypted and cannot be read here. Ask the sender to send it unencrypted.',
  );
}

function unpackTnef(attachment: ParsedAttachment, out: Unpacked, room: Room, log: WarningLog): void {
  const content = readTnef(attachment.content);
  if (content === null) return;
  if (!content.complete)
    log.add('tnef-damaged', 'The attachment winmail.dat is damaged; what could be read of it is shown.');
  out.text ??= content.text;
  out.html ??= content.html;
  for (const file of content.files) keep(describeFile(file), out, room, log);
}

function describeFile(file: TnefFile): ParsedAttachment {
  const sniffed = sniffType(file.content);
  return {
    filename: cleanFileName(file.fileName),
    contentType: file.contentType ?? sniffed ?? 'application/octet-stream',
    sniffedType: sniffed,
    size: file.content.length,
    sha256: createHash('sha256').update(file.content).digest('hex'),
    contentId: file.contentId,
    inline: false,
    origin: 'tnef',
    content: file.content,
  };
}

function keep(attachment: ParsedAttachment, out: Unpacked, room: Room, log: WarningLog): void {
  room.bytes -= attachment.size;
  if (room.bytes < 0 || out.attachments.length >= room.files) {
    log.add('unpack-limit', 'Not everything inside attached mails was unpacked; the attached mails hold it.');
    return;
  }
  out.attachments.push(attachment);
}
