/** Reads a form of a public page: fields and files, everything capped while it streams in. */
import type { FastifyRequest } from 'fastify';
import type { FileStore } from '#platform/files/file-store.ts';

export type FormCaps = {
  /** Fields in one form; more are no form of ours. */
  fields: number;
  /** Bytes of one field; what is longer arrives cut, so a cap in characters is checked by the caller below this. */
  fieldBytes: number;
  files: number;
  fileBytes: number;
  /** Bytes of all files together. */
  allFileBytes: number;
};

export type SentFile = {
  /** Name of the field it was chosen in. */
  field: string;
  /** As the browser says; metadata only. */
  filename: string;
  contentType: string;
  size: number;
  sha256: string;
  /** The first bytes, to tell what it really is. */
  head: Uint8Array;
};

export type SentForm = {
  /** Of a field sent more than once the first counts, so that nothing behind it can overrule what was shown. */
  fields: ReadonlyMap<string, string>;
  files: SentFile[];
  /**
   * `no-form`: what came is no multipart form. `too-many-fields`, `too-many-files`: beyond the caps. `file-too-large`: a file, or
   * all together. What was read so far is there.
   */
  problem: 'no-form' | 'too-many-fields' | 'too-many-files' | 'file-too-large' | null;
};

/** Bytes that tell what a file is. */
const headBytes = 4100;

/** Stores the files as they come; `store` null drops them. A problem keeps the fields, so that nothing typed is lost. */
export async function readMultipartForm(
  request: FastifyRequest,
  store: FileStore | null,
  caps: FormCaps,
): Promise<SentForm> {
  const fields = new Map<string, string>();
  const form: SentForm = { fields, files: [], problem: null };
  if (!request.isMultipart()) return { ...form, problem: 'no-form' };
  try {
    await readParts(request, store, caps, form, fields);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // The form reader's own limits: too many parts or files, or a name that would reach into JavaScript itself.
    if (!code.startsWith('FST_')) throw error;
    return { ...form, problem: code === 'FST_FILES_LIMIT' ? 'too-many-files' : 'too-many-fields' };
  }
  return form;
}

async function readParts(
  request: FastifyRequest,
  store: FileStore | null,
  caps: FormCaps,
  form: SentForm,
  fields: Map<string, string>,
): Promise<void> {
  const limits = {
    files: caps.files,
    fileSize: caps.fileBytes,
    fields: caps.fields,
    fieldSize: caps.fieldBytes,
    parts: caps.files + caps.fields,
  };
  // Known at run time, missing in the plugin's types: a file that is too large must not end the reading of the text.
  const options = { limits, throwFileSizeLimit: false };
  let room = caps.allFileBytes;
  for await (const part of request.parts(options)) {
    if (part.type === 'field') {
      const value = typeof part.value === 'string' ? part.value : '';
      if (!fields.has(part.fieldname)) fields.set(part.fieldname, value);
      continue;
    }
    if (store === null || room < 0) {
      part.file.resume();
      continue;
    }
    const { head, ...stored } = await keep(store, part.file);
    room -= stored.size;
    if (part.file.truncated || room < 0) form.problem = 'file-too-large';
    // A browser sends an empty part for a file field nobody used.
    else if (stored.size > 0) {
      const { fieldname: field, filename } = part;
      form.files.push({ ...stored, head, field, filename, contentType: typeOf(part.mimetype) });
    }
  }
}

async function keep(
  store: FileStore,
  file: AsyncIterable<unknown>,
): Promise<{ sha256: string; size: number; head: Uint8Array }> {
  const head: Buffer[] = [];
  let seen = 0;
  const stored = await store.put(
    (async function* () {
      for await (const chunk of file) {
        // Streams of uploads give buffers.
        const bytes = chunk as Buffer;
        if (seen < headBytes) head.push(bytes);
        seen += bytes.byteLength;
        yield bytes;
      }
    })(),
  );
  return { ...stored, head: Buffer.concat(head).subarray(0, headBytes) };
}

/** What the browser declares, where it can be a type at all. */
function typeOf(declared: string): string {
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(declared) ? declared : 'application/octet-stream';
}
