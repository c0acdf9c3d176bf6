/** Reads the form of the page: one text and some files. */
import type { FastifyRequest } from 'fastify';
import { sniffType } from '#mail/sniff.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { readMultipartForm } from '#platform/http/multipart-form.ts';
import type { WrittenFile } from './commands/write-back.ts';
import { portalLimits } from './limits.ts';

export type FormProblem = 'emptyMessage' | 'messageTooLong' | 'fileTooLarge' | 'notSent';

export type Form = {
  text: string;
  once: string;
  files: WrittenFile[];
  /** What was typed into fields for facts, by key; of a key sent twice the first. */
  fields: Map<string, string>;
  problem: FormProblem | null;
};

/** A field for a fact has this name, with the key behind it. */
export const factField = 'fact.';

const caps = {
  fields: portalLimits.fields,
  /** UTF-8 takes up to four bytes a character; a little more, so that a long text is told as such and not cut. */
  fieldBytes: portalLimits.messageLength * 4 + 1000,
  files: portalLimits.files,
  fileBytes: portalLimits.fileBytes,
  allFileBytes: portalLimits.files * portalLimits.fileBytes,
};

/**
 * Stores the files as they come; `files` null drops them. `has.facts`: the form has fields for facts. A problem keeps the text,
 * so that nothing typed is lost.
 */
export async function readForm(
  request: FastifyRequest,
  files: FileStore | null,
  has: { facts: boolean } = { facts: false },
): Promise<Form> {
  const sent = await readMultipartForm(request, files, caps);
  const once = sent.fields.get('once') ?? '';
  const facts = [...sent.fields].filter(([name]) => has.facts && name.startsWith(factField));
  const form: Form = {
    text: (sent.fields.get('message') ?? '').replace(/\r\n?/g, '\n').trim(),
    once: /^[a-z0-9-]{8,64}$/.test(once) ? once : '',
    files: sent.files
      .filter(({ field }) => field === 'files')
      .map(({ field: _, head, ...file }) => ({ ...file, sniffedType: sniffType(head) })),
    fields: new Map(facts.map(([name, value]) => [name.slice(factField.length), value])),
    problem: null,
  };
  if (sent.problem === 'no-form' || sent.problem === 'too-many-fields')
    return { ...form, problem: 'notSent' };
  if (sent.problem !== null) return { ...form, files: [], problem: 'fileTooLarge' };
  return { ...form, problem: problemOf(form) };
}

function problemOf(form: Form): FormProblem | null {
  const isEmpty = [form.text, ...form.fields.values()].every((text) => text.trim() === '');
  if (isEmpty && form.files.length === 0) return 'emptyMessage';
  if (form.text.length > portalLimits.messageLength) return 'messageTooLong';
  return form.once === '' ? 'notSent' : null;
}
