/** `intake/topics.json`: the facts a topic needs, and the words of the page on which people choose what to write about. */
import { z } from 'zod';
import { idSchema, label, type ProfileFile, type ProfileProblem, sentence } from './profile.ts';

/** Key of a fact, such as `order.number`. Kept for ever, like every id. */
const factKeySchema = z
  .string()
  .max(60)
  .regex(/^[a-z]+(\.[a-z]+)*$/, 'must be lower-case words joined by dots, such as "order.number"');

/** More facts than this nobody fills in, and they would not fit into one code to scan. */
const mostFacts = 12;

/** By topic, the most important fact first. */
export const intakeFileSchema = z.record(idSchema, z.array(factKeySchema).max(mostFacts));
export type IntakeFile = z.infer<typeof intakeFileSchema>;

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
  facts: z.record(factKeySchema, label),
});
export type WriteWords = z.infer<typeof writeWordsSchema>;

/** Every topic has its list, and every fact of a list has words in every language. */
export function checkIntake(
  file: ProfileFile,
  intake: IntakeFile,
  words: Readonly<Record<string, WriteWords>>,
): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const topics = file.departments.flatMap((department) => department.topics);
  const inFile = 'intake/topics.json';
  for (const topic of topics) {
    if (!Object.hasOwn(intake, topic)) problems.push({ file: inFile, key: topic, message: 'is missing' });
  }
  for (const [topic, facts] of Object.entries(intake)) {
    if (!topics.includes(topic))
      problems.push({ file: inFile, key: topic, message: 'is not a topic in profile.json' });
    if (new Set(facts).size < facts.length)
      problems.push({ file: inFile, key: topic, message: 'names a fact twice' });
  }
  const wanted = new Set(Object.values(intake).flat());
  for (const [language, { facts }] of Object.entries(words)) {
    for (const fact of wanted) {
      if (Object.hasOwn(facts, fact)) continue;
      problems.push({
        file: `templates/${language}/write.json`,
        key: `facts.${fact}`,
        message: 'is missing',
      });
    }
  }
  return problems;
}
