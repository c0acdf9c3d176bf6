/** Routes for bytes: uploads, attachments, the HTML of a mail, the raw mail. */
import type { FastifyReply } from 'fastify';
import type { Desk } from '#features/workspace/index.ts';
import { sniffType } from '#mail/sniff.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { httpLimits } from '#platform/http/limits.ts';
import { NamedError } from '#platform/named-error.ts';
import { recordUpload } from './commands/record-upload.ts';
import * as contract from './contract-files.ts';
import { agentIdOf } from './queries/draft.ts';
import { attachmentUrl, messageNotFound } from './queries/ticket-detail.ts';
import { messageDocument } from './rules/message-document.ts';
import { findAttachment, findHtml, findRaw } from './store/file-rows.ts';
import { findUploads } from './store/write-message.ts';

/** The only types a browser shows: their parsers are hardened, and none can carry script. SVG can. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function fileRoutes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.uploadFile, async (_input, { actor, request }) => {
      const part = request.isMultipart() ? await request.file() : undefined;
      if (!part) throw new NamedError('invalid-request', 'Send one file as multipart/form-data.');
      const { head, content } = keepHead(part.file);
      const stored = await desk.files.put(content);
      if (part.file.truncated) {
        const most = httpLimits.uploadBytes / 1024 / 1024;
        throw new NamedError('too-large', `A file may have ${most} MB; larger ones no mail server takes.`);
      }
      const contentType = sniffType(head()) ?? 'application/octet-stream';
      const { sha256: _sha256, ...upload } = await inTransaction(desk, (tx) =>
        recordUpload(tx, desk, actor, { ...stored, filename: part.filename, contentType }),
      );
      return upload;
    }),
    mount(contract.getUpload, async ({ params }, { actor, reply }) => {
      const [file] = await findUploads(desk.db, [params.id], agentIdOf(actor));
      if (!file) throw fileNotFound();
      return sendFile(desk, reply, { ...file, ...shownAs(file.contentType) });
    }),
    mount(contract.getAttachment, async ({ params }, { reply }) => {
      const file = await findAttachment(desk.db, desk.brand.id, params.id);
      if (!file) throw fileNotFound();
      return sendFile(desk, reply, { ...file, ...shownAs(file.sniffedType) });
    }),
    mount(contract.getMessageHtml, async ({ params, query }, { reply }) => {
      const row = await findHtml(desk.db, desk.brand.id, params.id);
      if (!row || row.html === null) throw messageNotFound();
      const pictures = new Map(
        [...row.pictures].reverse().map((one) => [one.contentId.toLowerCase(), attachmentUrl(one)]),
      );
      reply
        .header('content-security-policy', documentPolicy(query.images))
        .header('cache-control', 'private, no-store');
      reply.header('referrer-policy', 'no-referrer').type('text/html; charset=utf-8');
      return messageDocument(row.html, {
        ...query,
        text: row.text,
        pictureUrl: (id) => pictures.get(id) ?? null,
      });
    }),
    mount(contract.getRawMail, async ({ params }, { reply }) => {
      const raw = await findRaw(desk.db, desk.brand.id, params.id);
      if (!raw) throw messageNotFound();
      if (raw.sha256 === null) throw fileNotFound();
      return sendFile(desk, reply, {
        filename: `${params.id}.eml`,
        sha256: raw.sha256,
        size: null,
        type: 'message/rfc822',
        disposition: 'attachment',
      });
    }),
  ];
}

/** A picture of a safe type is shown; everything else is bytes to be saved. */
function shownAs(sniffed: string | null): { type: string; disposition: 'inline' | 'attachment' } {
  return sniffed !== null && shownTypes.has(sniffed)
    ? { type: sniffed, disposition: 'inline' }
    : { type: 'application/octet-stream', disposition: 'attachment' };
}

/** Nothing may run or load but styles in the text and pictures of this desk; links open outside the frame. */
function documentPolicy(images: 'blocked' | 'shown'): string {
  const from = images === 'shown' ? "'self' https: http:" : "'self'";
  return `default-src 'none'; img-src ${from}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-same-origin`;
}

function fileNotFound(): NamedError {
  return new NamedError('file-not-found', 'There is no such file.');
}

async function sendFile(
  desk: Desk,
  reply: FastifyReply,
  file: {
    filename: string;
    sha256: string;
    size: number | null;
    type: string;
    disposition: 'inline' | 'attachment';
  },
): Promise<unknown> {
  if (!(await desk.files.has(file.sha256))) throw fileNotFound();
  // The content of an address never changes, but who may see it does: only the person's own browser keeps it.
  reply.header('cache-control', 'private, max-age=3600');
  reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  reply.header('cross-origin-resource-policy', 'same-origin');
  reply.header('content-disposition', dispositionOf(file.disposition, file.filename));
  if (file.size !== null) reply.header('content-length', file.size);
  reply.type(file.type);
  return desk.files.open(file.sha256);
}

/** RFC 6266 with the extended form of RFC 8187; the plain form is for old clients. */
export function dispositionOf(kind: 'inline' | 'attachment', filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const extended = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended}`;
}

/** Enough for every signature we know. */
const headBytes = 4_096;

/** Passes the content on and keeps its first bytes, to see what it really is. */
function keepHead(source: AsyncIterable<Uint8Array>): {
  head: () => Uint8Array;
  content: AsyncIterable<Uint8Array>;
} {
  const kept: Uint8Array[] = [];
  let size = 0;
  async function* content(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      if (size < headBytes) {
        kept.push(chunk.subarray(0, headBytes - size));
        size += chunk.byteLength;
      }
      yield chunk;
    }
  }
  return { head: () => Buffer.concat(kept), content: content() };
}
