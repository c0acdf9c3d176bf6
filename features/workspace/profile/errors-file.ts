/** `errors/catalogue.json`: the known errors of a brand, by code and by the words of their dialogs. */
import { z } from 'zod';
import {
  idSchema,
  label,
  languageSchema,
  list,
  type ProfileFile,
  type ProfileProblem,
  sentence,
} from './profile.ts';
import type { StepsFile } from './reading-file.ts';

const IN_FILE = 'errors/catalogue.json';

/** A word or phrase as `platform/text/lexicon.ts` explains it. */
const word = z.string().trim().min(2).max(60).regex(/\p{L}/u, 'must have a letter');
/** What stands around a code and tells which list of codes it is from. */
const context = z.strictObject({ name: label, words: z.array(word).min(1).max(100) });
const platform = context.extend({
  /** Of the exclusive platforms a customer's phone is only one. */
  exclusive: z.boolean().optional(),
  /** Nothing to read off a dialog: people tell in their own words what they see, such as a light. */
  spoken: z.boolean().optional(),
});

/** A number ("133", "0x85", "-1009") or a name ("GATT_ERROR", "FW-1107"). */
const code = z
  .string()
  .max(60)
  .regex(
    /^(?:-?\d{1,5}|0x[0-9A-Fa-f]{1,4}|(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 _-]{4,59})$/,
    'must be a number, a hexadecimal number or a name of at least five characters',
  );
/** Words of a dialog; shorter ones would be found in ordinary talk. */
const text = z.string().trim().min(5).max(120);

const errorEntry = z.strictObject({
  id: idSchema,
  /** The same number means different things on another platform or in another operation. */
  platform: idSchema,
  operation: idSchema,
  codes: z.array(code).max(20),
  /** By language: what the dialog says. */
  texts: z.record(languageSchema, z.array(text).min(1).max(20)),
  meaning: sentence,
  cause: sentence,
  /** What to try first, in order; `step` is an id of the profile's steps, or `other`. */
  remedy: list(z.strictObject({ step: idSchema, words: sentence })),
  /** Number or name of the help article; null while there is none. */
  article: label.nullable(),
  /** Where the facts are from. */
  source: sentence,
});

export const errorsFileSchema = z.strictObject({
  platforms: z.record(idSchema, platform),
  operations: z.record(idSchema, context),
  errors: list(errorEntry),
});
/** `errors/remedies.<language>.json`: the words of remedies as a customer of that language is told them. */
export const remediesFileSchema = z.record(sentence, sentence);
export type ErrorsFile = z.infer<typeof errorsFileSchema>;
export type ErrorEntry = ErrorsFile['errors'][number];

/** Every entry can be found, and what it names exists; no code or text stands for two errors of one place. */
export function checkErrors(
  file: ProfileFile,
  { platforms, operations, errors }: ErrorsFile,
  steps: Readonly<Record<string, StepsFile>>,
): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const known = new Set(['other', ...Object.values(steps).flatMap(({ pairs }) => pairs.map((p) => p.step))]);
  const seen = new Map<string, string>();
  const claim = (what: string, key: string, id: string): void => {
    const other = seen.get(what);
    if (other !== undefined && other !== id)
      problems.push({ file: IN_FILE, key, message: `says the same as the entry "${other}"` });
    seen.set(what, id);
  };
  const ids = new Set<string>();
  for (const [index, entry] of errors.entries()) {
    const note = (key: string, message: string): void => {
      problems.push({ file: IN_FILE, key: `errors[${index}].${key}`, message });
    };
    if (ids.has(entry.id)) note('id', `"${entry.id}" is there twice`);
    ids.add(entry.id);
    if (!Object.hasOwn(platforms, entry.platform)) note('platform', `"${entry.platform}" is not described`);
    if (!Object.hasOwn(operations, entry.operation))
      note('operation', `"${entry.operation}" is not described`);
    if (entry.codes.length === 0 && Object.keys(entry.texts).length === 0)
      note('codes', 'an entry without codes and texts can never be found');
    for (const [at, { step }] of entry.remedy.entries())
      if (!known.has(step)) note(`remedy[${at}].step`, `"${step}" is not a step of this profile`);
    for (const language of Object.keys(entry.texts))
      if (!file.languages.offered.includes(language)) note(`texts.${language}`, 'is not an offered language');
    const place = `${entry.platform} ${entry.operation}`;
    for (const one of entry.codes)
      claim(`${place} ${numberOf(one) ?? one.toLowerCase()}`, `errors[${index}].codes`, entry.id);
    for (const one of Object.values(entry.texts).flat())
      claim(one.toLowerCase(), `errors[${index}].texts`, entry.id);
  }
  return problems;
}

/** "133", "0x85" and "0X085" are one number; null for a name. */
function numberOf(written: string): string | null {
  return /^(?:-?\d+|0x[0-9a-f]+)$/i.test(written) ? String(Number(written)) : null;
}
