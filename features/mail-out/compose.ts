/** Puts an outbox row together as the bytes that leave (RFC 5322, MIME), signed with DKIM when a key is set. */
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import MailComposer from 'nodemailer/lib/mail-composer';
import { loopHeader } from '#mail/own-headers.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { MailContent, MailKind } from './content.ts';
import type { DkimKey } from './dkim.ts';
import { autoHeaders } from './rules/auto-headers.ts';
import { mailOutLimits } from './rules/limits.ts';
import { oneLine } from './rules/subject.ts';
import { outlookThread } from './rules/thread-index.ts';

export type Composable = {
  /** `canary` is no mail of the outbox: nobody waits for it, and a lost one is sent anew. */
  kind: MailKind | 'canary';
  messageIdHeader: string;
  subject: string;
  content: MailContent;
};

/** The mail cannot be sent as it is, however often one tries; the message says why in plain words. */
export class MailUnsendable extends Error {
  override readonly name = 'MailUnsendable';
}

type Addressee = { name: string; address: string };

/** nodemailer quotes and encodes names; here only what could never be meant is taken out. */
function clean(of: Addressee): Addressee {
  return { name: oneLine(of.name, mailOutLimits.nameLength), address: of.address };
}

async function answeredThread(files: FileStore, sha256: string | null): Promise<Record<string, string>> {
  if (sha256 === null || !(await files.has(sha256))) return {};
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of files.open(sha256)) {
    // A file store's stream gives bytes.
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).byteLength;
    if (size >= mailOutLimits.rawHeaderBytes) break;
  }
  return outlookThread(Buffer.concat(chunks).subarray(0, mailOutLimits.rawHeaderBytes));
}

async function attachmentsOf(files: FileStore, content: MailContent): Promise<object[]> {
  const loaded: object[] = [];
  let total = 0;
  for (const { sha256, filename, contentType, contentId } of content.attachments) {
    if (!(await files.has(sha256))) {
      throw new MailUnsendable(`The file "${filename}" is no longer stored. Attach it again and send anew.`);
    }
    const bytes = await files.get(sha256);
    total += bytes.byteLength;
    if (total > mailOutLimits.mailBytes) throw tooLarge();
    loaded.push({
      filename: oneLine(filename, 200),
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      contentType,
      ...(contentId === null ? {} : { cid: contentId, contentDisposition: 'inline' }),
    });
  }
  return loaded;
}

function tooLarge(): MailUnsendable {
  const megabytes = Math.floor(mailOutLimits.mailBytes / 1024 / 1024);
  return new MailUnsendable(
    `The mail is larger than ${megabytes} MB, which no mail server takes. Send fewer or smaller files.`,
  );
}

/** A signature of another domain than the sender's proves nothing to DMARC (RFC 7489 section 3.1.1). */
function isInDomain(address: string, domain: string): boolean {
  const own = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return own === domain || own.endsWith(`.${domain}`);
}

/** The whole mail as bytes, with CRLF line ends. Bcc is nowhere in it: it lives in the envelope only. */
export async function composeMail(
  mail: Composable,
  at: Date,
  files: FileStore,
  dkim: DkimKey | null,
): Promise<Buffer> {
  const { content } = mail;
  const composer = new MailComposer({
    from: clean(content.from),
    to: content.to.map(clean),
    cc: content.cc.map(clean),
    ...(content.replyTo === null ? {} : { replyTo: content.replyTo }),
    subject: mail.subject,
    messageId: `<${mail.messageIdHeader}>`,
    ...(content.inReplyTo === null ? {} : { inReplyTo: `<${content.inReplyTo}>` }),
    ...(content.references.length === 0
      ? {}
      : { references: content.references.map((id) => `<${id}>`).join(' ') }),
    date: at,
    text: content.text,
    ...(content.html === null ? {} : { html: content.html }),
    headers: {
      ...(content.language === null ? {} : { 'Content-Language': content.language }),
      [loopHeader]: mail.messageIdHeader.slice(mail.messageIdHeader.lastIndexOf('@') + 1),
      ...autoHeaders(mail.kind),
      ...(await answeredThread(files, content.answeredRaw)),
    },
    attachments: await attachmentsOf(files, content),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const plain = await composer.compile().build();
  if (plain.byteLength > mailOutLimits.mailBytes) throw tooLarge();
  if (dkim === null || !isInDomain(content.from.address, dkim.domain)) return plain;
  const signer = new DKIM({
    domainName: dkim.domain,
    keySelector: dkim.selector,
    privateKey: dkim.privateKey,
    // Large mails would be cached on disk outside the data folder.
    cacheDir: false,
  });
  return buffer(signer.sign(plain));
}
