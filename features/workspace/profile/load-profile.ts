/** Reads and checks one profile folder. Reading files is all it does: no database, no network, nothing is written. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
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
  profileFileSchema,
  TEMPLATES,
  type TemplateKey,
  type TrackingWords,
  trackingWordsSchema,
} from './profile.ts';
import { type Overlay, ProfileFolder, ProfileReader } from './profile-folder.ts';
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
export function loadProfile(dir: string): Promise<Profile> {
  return loadFrom(new ProfileFolder(dir));
}

/**
 * The profile of a folder with other texts laid over its files, judged by the same rules as the folder alone.
 * @throws ProfileInvalid as {@link loadProfile}.
 */
export async function loadFrom(folder: ProfileFolder, overlay: Overlay = new Map()): Promise<Profile> {
  const { dir } = folder;
  const reader = new ProfileReader(folder, overlay);
  const file = await reader.json('profile.json', profileFileSchema);
  // Without profile.json nothing else can be judged: languages and ids come from there.
  if (file === null) throw new ProfileInvalid(dir, reader.problems);
  await folder.readAhead();
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
