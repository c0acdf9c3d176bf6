/** Reads and checks one profile folder. Reading files is all it does: no database, no network, nothing is written. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import {
  type AddressWords,
  addressesFileSchema,
  addressWordsSchema,
  checkAddresses,
} from './addresses-file.ts';
import { type ContactWords, contactWordsSchema } from './contact-file.ts';
import { checkDemo, checkLabels, checkPageWords, checkProfileFile, checkTemplates } from './cross-checks.ts';
import { type DemoAnswer, type DemoMail, type DemoManifest, demoManifestSchema } from './demo-manifest.ts';
import { checkErrors, errorsFileSchema, remediesFileSchema } from './errors-file.ts';
import {
  checkIntake,
  checkQuestions,
  intakeFileSchema,
  type Questions,
  questionsSchema,
  type WriteWords,
  writeWordsSchema,
} from './intake-file.ts';
import {
  type AnswersWords,
  answersWordsSchema,
  type Labels,
  labelsSchema,
  PROFILE_LIMITS,
  type Profile,
  type ProfileFile,
  ProfileInvalid,
  type ProfileProblem,
  profileFileSchema,
  TEMPLATES,
  type TemplateKey,
  type TrackingWords,
  trackingWordsSchema,
} from './profile.ts';
import {
  checkSteps,
  deviceFileSchema,
  type ReadingFiles,
  type StepsFile,
  stepsFileSchema,
} from './reading-file.ts';
import {
  checkTriage,
  exampleSchema,
  type TopicExample,
  type TriageWords,
  topicPressureSchema,
  triageFileSchema,
} from './triage-file.ts';

/** All `<name>.<part>` keys of {@link TEMPLATES}. */
export const TEMPLATE_KEYS: readonly TemplateKey[] = Object.entries(TEMPLATES).flatMap(([name, parts]) =>
  // Object.entries widens the name to string; every pair of TEMPLATES is a TemplateKey by its definition.
  parts.map((part) => `${name}.${part}` as TemplateKey),
);

/**
 * Reads the profile in `dir` (such as `profiles/oura`) whole.
 * @throws ProfileInvalid listing every problem with its file and key, when anything is missing or wrong.
 */
export async function loadProfile(dir: string): Promise<Profile> {
  const reader = new ProfileReader(dir);
  const file = await reader.json('profile.json', profileFileSchema);
  // Without profile.json nothing else can be judged: languages and ids come from there.
  if (file === null) throw new ProfileInvalid(dir, reader.problems);
  const words = await readLanguages(reader, file);
  const addresses = await reader.json('addresses.json', addressesFileSchema);
  const intake = await reader.json('intake/topics.json', intakeFileSchema);
  const triage = await readTriage(reader, file);
  const reading = await readReading(reader, file);
  const errors = await reader.json('errors/catalogue.json', errorsFileSchema);
  const remedies = await readRemedies(reader, file);
  const demoMails = await readDemo(reader);
  reader.problems.push(...checkProfileFile(file), ...checkLabels(file, words.labels));
  reader.problems.push(...checkTemplates(words.templates, words.tracking));
  reader.problems.push(...checkPageWords('addresses.json', words.addressWords));
  reader.problems.push(...checkPageWords('write.json', words.writeWords));
  reader.problems.push(...checkPageWords('contact.json', words.contactWords));
  reader.problems.push(...checkPageWords('answers.json', words.answersWords));
  if (intake !== null) reader.problems.push(...checkIntake(file, intake));
  reader.problems.push(...checkQuestions(words.questions));
  if (addresses !== null) reader.problems.push(...checkAddresses(file, addresses));
  if (triage !== null) reader.problems.push(...checkTriage(file, triage));
  if (errors !== null) reader.problems.push(...checkErrors(file, errors, reading?.steps ?? {}));
  if (demoMails !== null) reader.problems.push(...checkDemo(file, demoMails));
  if (reader.problems.length > 0 || !addresses || !intake || !triage || !reading || !errors)
    throw new ProfileInvalid(dir, reader.problems);
  return { ...file, dir, ...words, addresses, intake, triage, reading, errors, remedies, demoMails };
}

/** The bytes of one demo mail, or of a file attached to a demo answer, as they are on disk. */
export async function readDemoFile(
  profile: Pick<Profile, 'dir'>,
  source: Pick<DemoMail, 'file'> | NonNullable<DemoAnswer['attachment']>,
): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path.join(profile.dir, 'demo', source.file)));
}

async function readLanguages(
  reader: ProfileReader,
  file: ProfileFile,
): Promise<
  Pick<
    Profile,
    | 'labels'
    | 'templates'
    | 'tracking'
    | 'addressWords'
    | 'writeWords'
    | 'contactWords'
    | 'questions'
    | 'answersWords'
  >
> {
  const labels: Record<string, Labels> = {};
  const tracking: Record<string, TrackingWords> = {};
  const addressWords: Record<string, AddressWords> = {};
  const writeWords: Record<string, WriteWords> = {};
  const contactWords: Record<string, ContactWords> = {};
  const questions: Record<string, Questions> = {};
  const answersWords: Record<string, AnswersWords> = {};
  const templates: Record<string, Record<TemplateKey, string>> = {};
  for (const language of file.languages.offered) {
    const words = await reader.json(`labels/${language}.json`, labelsSchema);
    if (words !== null) labels[language] = words;
    const page = await reader.json(`templates/${language}/tracking.json`, trackingWordsSchema);
    if (page !== null) tracking[language] = page;
    const about = await reader.json(`templates/${language}/addresses.json`, addressWordsSchema);
    if (about !== null) addressWords[language] = about;
    const write = await reader.json(`templates/${language}/write.json`, writeWordsSchema);
    if (write !== null) writeWords[language] = write;
    const contact = await reader.json(`templates/${language}/contact.json`, contactWordsSchema);
    if (contact !== null) contactWords[language] = contact;
    const asked = await reader.json(`templates/${language}/questions.json`, questionsSchema);
    if (asked !== null) questions[language] = asked;
    const answers = await reader.json(`templates/${language}/answers.json`, answersWordsSchema);
    if (answers !== null) answersWords[language] = answers;
    const sources: Partial<Record<TemplateKey, string>> = {};
    for (const key of TEMPLATE_KEYS) {
      const source = await reader.text(`templates/${language}/${key}.liquid`);
      if (source !== null) sources[key] = source;
    }
    // A missing key was noted as a problem by the reader, so the profile is refused before anyone reads the gap.
    templates[language] = sources as Record<TemplateKey, string>;
  }
  return { labels, tracking, addressWords, writeWords, contactWords, questions, answersWords, templates };
}

async function readTriage(reader: ProfileReader, file: ProfileFile): Promise<Profile['triage'] | null> {
  const words: Record<string, TriageWords> = {};
  const examples: Record<string, readonly TopicExample[]> = {};
  const pressure = await reader.json('triage/topics.json', topicPressureSchema);
  for (const language of file.languages.offered) {
    const said = await reader.json(`triage/${language}.json`, triageFileSchema);
    if (said !== null) words[language] = said;
    examples[language] = (await reader.lines(`examples/${language}.ndjson`, exampleSchema)) ?? [];
  }
  return pressure === null ? null : { words, examples, pressure };
}

async function readReading(reader: ProfileReader, file: ProfileFile): Promise<ReadingFiles | null> {
  const device = await reader.json('reading/device.json', deviceFileSchema);
  const steps: Record<string, StepsFile> = {};
  for (const language of file.languages.offered) {
    const words = await reader.json(`reading/steps.${language}.json`, stepsFileSchema);
    if (words === null) continue;
    steps[language] = words;
    reader.problems.push(...checkSteps(language, words));
  }
  return device === null ? null : { device, steps };
}

/** A language without the file is told the words of the catalogue. */
async function readRemedies(reader: ProfileReader, file: ProfileFile): Promise<Profile['remedies']> {
  const remedies: Record<string, Record<string, string>> = {};
  for (const language of file.languages.offered) {
    const name = `errors/remedies.${language}.json`;
    if (await reader.exists(name)) remedies[language] = (await reader.json(name, remediesFileSchema)) ?? {};
  }
  return remedies;
}

async function readDemo(reader: ProfileReader): Promise<DemoManifest | null> {
  if (!(await reader.exists('demo'))) return null;
  const demo = await reader.json('demo/manifest.json', demoManifestSchema);
  if (demo === null) return null;
  const entries: [string, { file: string }][] = demo.mails.map((mail, i) => [`mails[${i}].file`, mail]);
  demo.answers.forEach((answer, i) => {
    if (answer.attachment !== undefined) entries.push([`answers[${i}].attachment.file`, answer.attachment]);
  });
  for (const [key, { file }] of entries) {
    const size = await reader.size(`demo/${file}`);
    if (size === null) {
      reader.note('demo/manifest.json', key, `names demo/${file}, which is not there`);
    } else if (size > PROFILE_LIMITS.demoMailBytes) {
      const limit = PROFILE_LIMITS.demoMailBytes;
      reader.note(
        'demo/manifest.json',
        key,
        `names demo/${file} of ${size} bytes; at most ${limit} are allowed`,
      );
    }
  }
  return demo;
}

/** Reads files of one folder and collects what is wrong with them. */
class ProfileReader {
  readonly problems: ProfileProblem[] = [];
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  note(file: string, key: string, message: string): void {
    this.problems.push({ file, key, message });
  }

  /** Size in bytes, or null when there is no such file. */
  async size(file: string): Promise<number | null> {
    const found = await stat(path.join(this.#dir, file)).catch(absent);
    return found?.isFile() ? found.size : null;
  }

  async exists(file: string): Promise<boolean> {
    return (await stat(path.join(this.#dir, file)).catch(absent)) !== null;
  }

  async text(file: string): Promise<string | null> {
    const size = await this.size(file);
    if (size === null) {
      this.note(file, '', 'is missing');
      return null;
    }
    if (size > PROFILE_LIMITS.fileBytes) {
      this.note(file, '', `has ${size} bytes; at most ${PROFILE_LIMITS.fileBytes} are allowed`);
      return null;
    }
    const bytes = await readFile(path.join(this.#dir, file));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      this.note(file, '', 'is not UTF-8 text; save it as UTF-8');
      return null;
    }
  }

  async json<T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T> | null> {
    const text = await this.text(file);
    return text === null ? null : this.#parse(file, text, schema);
  }

  /** One JSON value a line (NDJSON); empty lines are passed over. */
  async lines<T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T>[] | null> {
    const text = await this.text(file);
    if (text === null) return null;
    const values: z.infer<T>[] = [];
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const value = this.#parse(`${file}:${index + 1}`, line, schema);
      if (value !== null) values.push(value);
    }
    return values;
  }

  #parse<T extends z.ZodType>(file: string, text: string, schema: T): z.infer<T> | null {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      this.note(file, '', `is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
    const checked = schema.safeParse(value);
    if (checked.success) return checked.data;
    for (const issue of checked.error.issues) this.note(file, keyOf(issue.path), issue.message);
    return null;
  }
}

/** `['aliases', 2, 'address']` -> `aliases[2].address` */
function keyOf(steps: readonly PropertyKey[]): string {
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
