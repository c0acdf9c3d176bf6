/** Reads the contact form as it was sent: everything cleaned and capped, nothing decided yet. */
import type { FastifyRequest } from 'fastify';
import { type FactKey, isFactKey } from '#features/intake/index.ts';
import { noteStrayUpload } from '#features/tickets/index.ts';
import { type Desk, languageForAny } from '#features/workspace/index.ts';
import { cleanFileName } from '#mail/file-name.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import {
  type FormCaps,
  readMultipartForm,
  type SentFile,
  type SentForm,
} from '#platform/http/multipart-form.ts';
import { contactLimits } from './limits.ts';
import { lines, oneLine, typedAddress } from './rules/clean-typed.ts';
import { type KeptFile, readProof } from './rules/kept-file.ts';
import { type OnceKey, readOnceKey } from './rules/once-key.ts';

/** Which button was pressed: to send it, to see the questions of another topic, or (`as-typed`, `suggested`) the answer to "Did you mean …?". */
export type Step = 'send' | 'questions' | 'as-typed' | 'suggested';

export type Filled = {
  language: string;
  /** Null: absent, forged, or of a key that ended. */
  once: OnceKey | null;
  onceToken: string;
  /** Null: none chosen, "something else", or one that does not exist. */
  topic: string | null;
  name: string;
  email: string;
  subject: string;
  description: string;
  answers: ReadonlyMap<FactKey, string>;
  files: KeptFile[];
  /** Of the field that people do not see. */
  hidden: string;
  step: Step;
  /** The address that was asked about: it is not asked about again. */
  asked: string;
  /** What came was too much, or no form. */
  problem: SentForm['problem'];
};

const caps: FormCaps = {
  fields: contactLimits.fields,
  // UTF-8 takes up to four bytes a character; more, so that a long text is told as such and not cut.
  fieldBytes: contactLimits.descriptionCharacters * 4 + 4_000,
  files: contactLimits.files,
  fileBytes: contactLimits.fileBytes,
  allFileBytes: contactLimits.allFileBytes,
};

/** Stores files as they come; `keep` false drops them. What was typed is there whatever else is wrong. */
export async function readContactForm(desk: Desk, request: FastifyRequest, keep: boolean): Promise<Filled> {
  const sent = await readMultipartForm(request, keep ? desk.files : null, caps);
  const of = (name: string): string => sent.fields.get(name) ?? '';
  const now = desk.clock.now();
  const arrived = sent.problem === null ? await noteArrived(desk, sent.files) : [];
  const files = [...keptFiles(desk, sent.fields), ...arrived];
  const switched = /^topic:([a-z0-9-]{1,60})$/.exec(of('step'))?.[1];
  const tooMany = files.length > contactLimits.files;
  const tooLarge = files.reduce((sum, { size }) => sum + size, 0) > contactLimits.allFileBytes;
  return {
    language: languageForAny(desk.profile, [of('lang').slice(0, 20)]),
    once: readOnceKey(desk.keys, of('once'), now),
    onceToken: of('once'),
    topic: topicOf(desk, switched ?? of('topic')),
    name: oneLine(of('name'), contactLimits.nameCharacters),
    email: typedAddress(of('email')),
    subject: oneLine(of('subject'), contactLimits.subjectCharacters),
    description: lines(of('description')),
    answers: answersOf(sent.fields),
    files: tooMany || tooLarge ? keptFiles(desk, sent.fields) : files,
    hidden: of('website'),
    step: switched === undefined ? stepOf(of('step')) : 'questions',
    asked: of('asked'),
    problem: sent.problem ?? (tooMany ? 'too-many-files' : tooLarge ? 'file-too-large' : null),
  };
}

/** What a browser may name is checked here; null for everything the brand does not have. */
export function topicOf(desk: Pick<Desk, 'profile'>, typed: string): string | null {
  return desk.profile.departments.some(({ topics }) => topics.includes(typed)) ? typed : null;
}

function stepOf(typed: string): Step {
  return typed === 'questions' || typed === 'as-typed' || typed === 'suggested' ? typed : 'send';
}

/** Also those of another topic: whoever changes the topic without script has filled in both. Made-up names are passed over. */
export function answersOf(fields: Iterable<readonly [string, string]>): Map<FactKey, string> {
  const answers = new Map<FactKey, string>();
  for (const [name, typed] of fields) {
    const key = name.startsWith('fact.') ? name.slice('fact.'.length) : '';
    if (!isFactKey(key)) continue;
    const answer = oneLine(typed, contactLimits.answerCharacters);
    if (answer !== '') answers.set(key, answer);
  }
  return answers;
}

function keptFiles(desk: Pick<Desk, 'keys' | 'clock'>, fields: ReadonlyMap<string, string>): KeptFile[] {
  const kept: KeptFile[] = [];
  for (let index = 0; index < contactLimits.files; index++) {
    const file = readProof(desk.keys, fields.get(`kept.${index}`) ?? '', desk.clock.now());
    if (file !== null && !kept.some(({ sha256 }) => sha256 === file.sha256)) kept.push(file);
  }
  return kept;
}

/** From now on the sweep of uploads knows the files: a form that is never sent leaves nothing behind. */
async function noteArrived(desk: Desk, sent: readonly SentFile[]): Promise<KeptFile[]> {
  const files = sent
    .filter(({ field }) => field === 'files')
    .map(({ filename, contentType, size, sha256 }) => ({
      filename: cleanFileName(filename) ?? 'file',
      contentType,
      size,
      sha256,
      at: desk.clock.now().getTime(),
    }));
  if (files.length === 0) return [];
  await inTransaction(desk, async (tx) => {
    for (const { at: _, ...file } of files) await noteStrayUpload(tx, desk, file);
  });
  return files;
}
