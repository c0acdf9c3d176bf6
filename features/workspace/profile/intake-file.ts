/** `intake/topics.json`: the facts a topic needs; `questions.json`: how they are asked for; `write.json`: the page around them. */
import { z } from 'zod';
import { factKeys, factOf } from './fact-keys.ts';
import { idSchema, label, type ProfileFile, type ProfileProblem, sentence } from './profile.ts';

const factKeySchema = z.enum(factKeys, `must be one of ${factKeys.join(', ')}`);

/** More facts than this nobody fills in, and they would not fit into one code to scan. */
const mostFacts = 12;

/** Needed at all times, or only when other facts are known, unknown, or have one of some values. */
const needSchema = z.union([
  factKeySchema,
  z.strictObject({
    fact: factKeySchema,
    when: z.partialRecord(
      factKeySchema,
      z.union([z.enum(['known', 'unknown']), z.array(label).min(1, 'must have at least one value')]),
    ),
  }),
]);
export type FactNeed = z.infer<typeof needSchema>;

/** `required`: without it nobody can help. `useful`: saves a question later. The most important first. */
const topicIntakeSchema = z.strictObject({ required: z.array(needSchema), useful: z.array(needSchema) });
export type TopicIntake = z.infer<typeof topicIntakeSchema>;

/** By topic. */
export const intakeFileSchema = z.record(idSchema, topicIntakeSchema);
export type IntakeFile = z.infer<typeof intakeFileSchema>;

const questionSchema = z.strictObject({
  /** The fact's name on a form, and in a mail that is filled in. */
  label,
  /** The question, as a whole sentence. */
  ask: sentence,
  /** Where the customer finds the answer, or how it should look. */
  where: sentence,
  /** Values to choose from, where there are only a few; their words by value. */
  choices: z
    .record(label, label)
    .refine((choices) => Object.keys(choices).length > 1, 'must have two or more choices')
    .optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** `templates/<language>/questions.json`, by fact. Every fact has its question, so that any may stand on a list. */
export const questionsSchema = z.record(factKeySchema, questionSchema);
export type Questions = z.infer<typeof questionsSchema>;

/** `templates/<language>/write.json`; sentences may use `{{ brand.name }}` and `{{ brand.address }}`. */
export const writeWordsSchema = z.strictObject({
  title: sentence,
  intro: sentence,
  factsHeading: sentence,
  open: label,
  address: label,
  scan: sentence,
  qrAlt: sentence,
  download: label,
  fill: sentence,
  describe: sentence,
});
export type WriteWords = z.infer<typeof writeWordsSchema>;

/** Every topic has its list, names no fact twice, and waits for no answer about the very fact it asks for. */
export function checkIntake(file: ProfileFile, intake: IntakeFile): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const note = (key: string, message: string): void => {
    problems.push({ file: 'intake/topics.json', key, message });
  };
  const topics = file.departments.flatMap((department) => department.topics);
  for (const topic of topics) if (!Object.hasOwn(intake, topic)) note(topic, 'is missing');
  for (const [topic, { required, useful }] of Object.entries(intake)) {
    if (!topics.includes(topic)) note(topic, 'is not a topic in profile.json');
    const needs = [...required, ...useful];
    const facts = needs.map(factOf);
    if (new Set(facts).size < facts.length) note(topic, 'names a fact twice');
    if (facts.length > mostFacts) note(topic, `has ${facts.length} facts; at most ${mostFacts} are allowed`);
    for (const need of needs) {
      if (typeof need === 'string') continue;
      if (Object.keys(need.when).length === 0)
        note(topic, `"${need.fact}" has a condition that says nothing`);
      if (Object.hasOwn(need.when, need.fact)) note(topic, `"${need.fact}" depends on itself`);
    }
  }
  return problems;
}

/** A choice that one language lacks could not be made there. */
export function checkQuestions(questions: Readonly<Record<string, Questions>>): ProfileProblem[] {
  const [first, ...others] = Object.entries(questions);
  if (first === undefined) return [];
  const [firstLanguage, told] = first;
  const valuesOf = (question: Question): string =>
    Object.keys(question.choices ?? {})
      .sort()
      .join(', ');
  return others.flatMap(([language, asked]) =>
    factKeys
      .filter((key) => valuesOf(asked[key]) !== valuesOf(told[key]))
      .map((key) => ({
        file: `templates/${language}/questions.json`,
        key: `${key}.choices`,
        message: `offers other values than templates/${firstLanguage}/questions.json`,
      })),
  );
}
