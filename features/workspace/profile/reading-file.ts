/** `reading/device.json` and `reading/steps.<language>.json`: how customers name the device, its numbers and what they try. */
import { z } from 'zod';
import { idSchema, label, languageSchema } from './profile.ts';

/** Words and phrases as `platform/text/lexicon.ts` explains them: `restart*` is a stem, `*gerät*` may stand inside a word. */
const form = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/[\p{L}\p{N}+]/u, 'must have a letter or a digit');
const someForms = z.array(form).max(1000);

/** `#` is a digit, `@` a letter, `*` either; everything else stands for itself, whatever its case. */
const shape = z.string().min(3).max(40).regex(/[#*]/, 'must have a place for a digit, written #');
const range = z.strictObject({ from: z.number(), to: z.number() }).refine((one) => one.from <= one.to, {
  message: '"from" must not be above "to"',
});

export const deviceFileSchema = z.strictObject({
  /** What the device is called. */
  words: someForms.min(1),
  /** Names of its lines or styles. */
  lines: someForms,
  /** `name`: as people of the brand write it, for titles. */
  generations: z.array(z.strictObject({ id: idSchema, name: label, forms: someForms.min(1) })).max(50),
  /** `named` colours mean the device wherever they stand; `plain` ones, by language, only beside it. */
  colors: z.strictObject({ named: someForms, plain: z.record(languageSchema, someForms) }),
  sizes: range,
  shapes: z.strictObject({
    order: z.array(shape).max(50),
    claim: z.array(shape).max(50),
    serial: z.array(shape).max(50),
    error: z.array(shape).max(100),
  }),
  /** First number of a version that stands alone. */
  versions: z.strictObject({ firmware: range, app: range }),
  systems: z.array(z.strictObject({ name: form, forms: someForms.min(1) })).max(20),
  phones: z.strictObject({ makers: someForms, names: someForms.min(1), parts: someForms }),
});
export type DeviceFile = z.infer<typeof deviceFileSchema>;

/** What verbs and objects are called; `done` "restarted", `bare` "restart", `noun` "a restart". */
const verb = z.strictObject({
  done: someForms.optional(),
  bare: someForms.optional(),
  noun: someForms.optional(),
  /** The forms of this object are the verb's nouns as well: "another cable" alone says that it was tried. */
  of: idSchema.optional(),
});
function formsOf({ done = [], bare = [], noun = [] }: z.infer<typeof verb>): string[] {
  return [...done, ...bare, ...noun];
}
const stepId = idSchema;

export const stepsFileSchema = z
  .strictObject({
    /** Words that come together in many ways: "{another} {cables}" in a form stands for each with each. */
    lists: z.record(idSchema, someForms.min(1)).default({}),
    objects: z.record(idSchema, someForms.min(1)),
    verbs: z.record(idSchema, verb),
    /** A verb with an object is a step; `alone` is what the verb means when nothing is named. */
    pairs: z
      .array(
        z.strictObject({
          step: stepId,
          verb: idSchema,
          objects: z.array(idSchema).max(40),
          alone: z.boolean().optional(),
          /** Also when the object stands behind "in" or "from". */
          loose: z.boolean().optional(),
          /** That it cannot be done is the trouble itself, no step. */
          symptom: z.boolean().optional(),
          /** May as well be what changed before the trouble began: "since I updated the app". */
          change: z.boolean().optional(),
          /** Not with one of these objects in the clause. */
          unless: z.array(idSchema).max(40).optional(),
        }),
      )
      .min(1)
      .max(400),
  })
  .superRefine(({ lists, objects, verbs }, context) => {
    const forms = [...Object.values(objects), ...Object.values(verbs).map(formsOf)].flat();
    for (const form of forms) {
      for (const [, name = ''] of form.matchAll(/\{([^}]*)\}/g))
        if (lists[name] === undefined)
          context.addIssue({
            code: 'custom',
            message: `"${form}" asks for a list "${name}" that is not there`,
          });
    }
    for (const { of } of Object.values(verbs))
      if (of !== undefined && objects[of] === undefined)
        context.addIssue({ code: 'custom', message: `"of" names an object "${of}" that is not there` });
  });
export type StepsFile = z.infer<typeof stepsFileSchema>;

export type ReadingFiles = {
  readonly device: DeviceFile;
  /** By language. */
  readonly steps: Readonly<Record<string, StepsFile>>;
};

/** Verbs and objects that a pair names exist in the same file. */
export function checkSteps(
  language: string,
  file: StepsFile,
): { file: string; key: string; message: string }[] {
  const inFile = `reading/steps.${language}.json`;
  return file.pairs.flatMap((pair, at) => [
    ...(Object.hasOwn(file.verbs, pair.verb)
      ? []
      : [{ file: inFile, key: `pairs[${at}].verb`, message: `"${pair.verb}" is not a verb of this file` }]),
    ...[...pair.objects, ...(pair.unless ?? [])]
      .filter((object) => !Object.hasOwn(file.objects, object))
      .map((object) => ({
        file: inFile,
        key: `pairs[${at}].objects`,
        message: `"${object}" is not an object of this file`,
      })),
  ]);
}
