/** For tests of readers: the demo brand's words, and tables of one line a fact. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ErrorsFile, loadProfile, type Profile, type ReadingFiles } from '#features/workspace/index.ts';
import { errorsFileSchema } from '#features/workspace/profile/errors-file.ts';
import { deviceFileSchema, stepsFileSchema } from '#features/workspace/profile/reading-file.ts';
import type { ReadContext } from './rules/context.ts';
import { type KnownError, matchErrors } from './rules/match-errors.ts';
import { readFacts } from './rules/read-facts.ts';
import { readSteps } from './rules/read-steps.ts';
import { isKnown } from './rules/settle.ts';

const folder = fileURLToPath(new URL('../../profiles/oura/', import.meta.url));
const json = (file: string): unknown => JSON.parse(readFileSync(`${folder}${file}`, 'utf8'));

export const readingLanguages = ['en', 'de', 'fr', 'fi', 'es', 'ja'] as const;

/** The reading files of the demo brand. */
export const demoReading: ReadingFiles = {
  device: deviceFileSchema.parse(json('reading/device.json')),
  steps: Object.fromEntries(
    readingLanguages.map((tag) => [tag, stepsFileSchema.parse(json(`reading/steps.${tag}.json`))]),
  ),
};

/** The whole demo brand. */
export function loadDemoProfile(): Promise<Profile> {
  return loadProfile(folder);
}

/** The known errors of the demo brand. */
export const demoErrors: ErrorsFile = errorsFileSchema.parse(json('errors/catalogue.json'));

/** The known errors that a text tells of. */
export function errorsIn(body: string, language: string | null = null, subject = ''): KnownError[] {
  const text = { subject, body };
  return matchErrors(demoErrors, text, readFacts(text, contextOf(language)));
}

/** The day that tests call today: a Monday. */
export const readOn = '2026-11-23';

export function contextOf(language: string | null): ReadContext {
  return { language, receivedAt: readOn, profile: demoReading };
}

/** Rows of "text => what is read"; `\n` in a text is a line end, an empty right side means nothing. */
export function rowsOf(table: string): [text: string, wanted: string[]][] {
  return table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [text = '', wanted = ''] = line.split('=>').map((part) => part.trim());
      return [
        text.replaceAll('\\n', '\n'),
        wanted
          .split(';')
          .map((one) => one.trim())
          .filter((one) => one !== '')
          .sort(),
      ];
    });
}

/** "restart-app" stands for no change, "restart-app worked" for what came of it. */
export function stepsIn(text: string, language: string): string[] {
  return readSteps({ subject: '', body: text }, contextOf(language))
    .map(({ step, outcome }) => (outcome === 'no-change' ? step : `${step} ${outcome}`))
    .sort();
}

/** "os.version 18.2" for every fact that counts as known. */
export function factsIn(text: string, language: string): string[] {
  return readFacts({ subject: '', body: text }, contextOf(language))
    .filter(isKnown)
    .map(({ key, value }) => `${key} ${value}`)
    .sort();
}
