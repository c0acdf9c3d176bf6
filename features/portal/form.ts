/** Reads the form of the page: one text and some files. */
import type { FastifyRequest } from 'fastify';
import { sniffType } from '#mail/sniff.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { readMultipartForm } from '#platform/http/multipart-form.ts';
import type { WrittenFile } from './commands/write-back.ts';
import { portalLimits } from './limits.ts';

export type FormProblem = 'emptyMessage' | 'messageTooLong' | 'fileTooLarge' | 'notSent';

export type Form = { text: string; once: string; files: WrittenFile[]; problem: FormProblem | null };

const caps = {
  fields: 5,
  /** UTF-8 takes up to four bytes a character; a little more, so that a long text is told as such and not cut. */
  fieldBytes: portalLimits.messageLength * 4 + 1000,
  files: portalLimits.files,
  fileBytes: portalLimits.fileBytes,
  allFileBytes: portalLimits.files * portalLimits.fileBytes,
};

/** Stores the files as they come; `files` null drops them. A problem keeps the text, so that nothing typed is lost. */
export async function readForm(request: FastifyRequest, files: FileStore | null): Promise<Form> {
  const sent = await readMultipartForm(request, files, caps);
  const once = sent.fields.get('once') ?? '';
  const form: Form = {
    text: (sent.fields.get('message') ?? '').replace(/\r\n?/g, '\n').trim(),
    once: /^[a-z0-9-]{8,64}$/.test(once) ? once : '',
    files: sent.files
      .filter(({ field }) => field === 'files')
      .map(({ field: _, head, ...file }) => ({ ...file, sniffedType: sniffType(head) })),
    problem: null,
  };
  if (sent.problem === 'no-form') return { ...form, problem: 'notSent' };
  if (sent.problem !== null) return { ...form, files: [], problem: 'fileTooLarge' };
  return { ...form, problem: problemOf(form) };
}

function problemOf(form: Form): FormProblem | null {
  if (form.text === '' && form.files.length === 0) return 'emptyMessage';
  if (form.text.length > portalLimits.messageLength) return 'messageTooLong';
  return form.once === '' ? 'notSent' : null;
}
