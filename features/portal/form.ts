/** Reads the form of the page: one text, some files, everything capped while it streams in. */
import type { FastifyRequest } from 'fastify';
import { sniffType } from '#mail/sniff.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { WrittenFile } from './commands/write-back.ts';
import { portalLimits } from './limits.ts';

export type FormProblem = 'emptyMessage' | 'messageTooLong' | 'fileTooLarge' | 'notSent';

export type Form = {
  text: string;
  once: string;
  files: WrittenFile[];
  /** What was typed into fields for facts, by key; of a key sent twice the last. */
  fields: Map<string, string>;
  problem: FormProblem | null;
};

/** A field for a fact has this name, with the key behind it. */
export const factField = 'fact.';

/** Bytes looked at to tell what a file is. */
const sniffBytes = 4100;
/** UTF-8 takes up to four bytes a character; a little more, so that a long text is told as such and not cut. */
const fieldBytes = portalLimits.messageLength * 4 + 1000;

/**
 * Stores the files as they come; `files` null drops them. `has.facts`: the form has fields for facts. A problem keeps the text, so that nothing typed is lost.
 */
export async function readForm(
  request: FastifyRequest,
  files: FileStore | null,
  has: { facts: boolean } = { facts: false },
): Promise<Form> {
  const form: Form = { text: '', once: '', files: [], fields: new Map(), problem: null };
  if (!request.isMultipart()) return { ...form, problem: 'notSent' };
  try {
    await readParts(request, files, form, has.facts);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // The form reader's own limits: too many parts or files.
    if (!code.startsWith('FST_')) throw error;
    return { ...form, problem: code === 'FST_FIELDS_LIMIT' ? 'notSent' : 'fileTooLarge' };
  }
  return { ...form, problem: form.problem ?? problemOf(form) };
}

async function readParts(
  request: FastifyRequest,
  files: FileStore | null,
  form: Form,
  facts: boolean,
): Promise<void> {
  const limits = {
    files: portalLimits.files,
    fileSize: portalLimits.fileBytes,
    fields: portalLimits.fields,
    fieldSize: fieldBytes,
    parts: portalLimits.files + portalLimits.fields,
  };
  // Known at run time, missing in the plugin's types: a file that is too large must not end the reading of the text.
  const options = { limits, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === 'field') {
      const value = typeof part.value === 'string' ? part.value : '';
      if (part.fieldname === 'message') form.text = value.replace(/\r\n?/g, '\n').trim();
      if (facts && part.fieldname.startsWith(factField))
        form.fields.set(part.fieldname.slice(factField.length), value);
      if (part.fieldname === 'once' && /^[a-z0-9-]{8,64}$/.test(value)) form.once = value;
      continue;
    }
    if (files === null) {
      part.file.resume();
      continue;
    }
    const head: Buffer[] = [];
    let seen = 0;
    const stored = await files.put(
      (async function* () {
        for await (const chunk of part.file) {
          // Streams of uploads give buffers.
          const bytes = chunk as Buffer;
          if (seen < sniffBytes) head.push(bytes);
          seen += bytes.byteLength;
          yield bytes;
        }
      })(),
    );
    if (part.file.truncated) form.problem = 'fileTooLarge';
    // A browser sends an empty part for a file field nobody used.
    else if (stored.size > 0 && part.fieldname === 'files') {
      form.files.push({
        ...stored,
        filename: part.filename,
        contentType: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(part.mimetype)
          ? part.mimetype
          : 'application/octet-stream',
        sniffedType: sniffType(Buffer.concat(head).subarray(0, sniffBytes)),
      });
    }
  }
}

function problemOf(form: Form): FormProblem | null {
  const isEmpty = [form.text, ...form.fields.values()].every((text) => text.trim() === '');
  if (isEmpty && form.files.length === 0) return 'emptyMessage';
  if (form.text.length > portalLimits.messageLength) return 'messageTooLong';
  return form.once === '' ? 'notSent' : null;
}
