/** `triage/<language>.json` and `examples/<language>.ndjson`: by which words a mail of this brand is understood. */
import { z } from 'zod';
import {
  idSchema,
  label,
  PROFILE_LIMITS,
  type ProfileFile,
  type ProfileProblem,
  topicsOf,
} from './profile.ts';

/** A row of words in the language of phrases: `features/triage/rules/phrases.ts` describes it. */
const phrase = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(300)
  .regex(/[\p{L}\p{N}]/u, 'must have a word in it');
const phrases = z.array(phrase).max(PROFILE_LIMITS.listLength).default([]);

/** How much a phrase says about a topic; `against` speaks for another one. */
export type SignalStrength = 'strong' | 'fair' | 'slight' | 'against';

export const triageFileSchema = z.strictObject({
  /** By topic: phrases that speak for it, and `against` it. */
  signals: z.record(
    idSchema,
    z.strictObject({ strong: phrases, fair: phrases, slight: phrases, against: phrases }),
  ),
  /** What hurts people. It wins over every topic, so it is judged apart. */
  danger: z.strictObject({
    /** Harm that leaves no doubt: "burnt my finger". */
    alone: phrases,
    /** Heat, smoke and swelling: harm when the device or a part of the body is near. */
    heat: phrases,
    /** What hurts a body: harm when a part of the body is near. */
    hurt: phrases,
    /** The device, its charger, the battery. */
    device: phrases,
    /** Parts of the body where the device is worn. */
    body: phrases,
    /** Where the same words mean no harm: "burns calories", "burning question". */
    harmless: phrases,
    /** Words that take a harm back when they stand right before it: "no", "never". */
    denied: phrases,
    /** Words that take a harm back when they follow it: "tut nicht weh", "ne brûle pas". */
    deniedAfter: phrases,
  }),
  /** What makes a matter press, by the definitions of the priorities. */
  pressing: z.strictObject({
    /** Somebody else has the account, the data or the money. Urgent. */
    takenOver: phrases,
    /** The device cannot be used at all. High. */
    unusable: phrases,
    /** Wrong money was taken. High. */
    moneyTaken: phrases,
    /** The third or a later contact about the matter. High. */
    again: phrases,
    /** Must be done within three days. High. */
    soon: phrases,
  }),
  /** Words of a subject that tell nothing by themselves. */
  vagueWords: z.array(phrase).max(PROFILE_LIMITS.listLength),
  titles: z.strictObject({
    /** By topic: what happens, as a short headline. */
    topics: z.record(idSchema, label),
    /** `{{ title }} after firmware {{ version }}` */
    afterFirmware: label,
    /** `{{ title }} – {{ device }}` */
    withDevice: label,
  }),
});
export type TriageWords = z.infer<typeof triageFileSchema>;

export const exampleSchema = z.strictObject({
  topic: idSchema,
  subject: z.string().max(300),
  body: z.string().trim().min(1).max(5_000),
});
export type TopicExample = z.infer<typeof exampleSchema>;

/** `triage/topics.json`: topics that press, or can wait, by what they are. */
export const topicPressureSchema = z.strictObject({ high: z.array(idSchema), low: z.array(idSchema) });
export type TopicPressure = z.infer<typeof topicPressureSchema>;

/** All of a profile by which mail is understood; words and examples by language. */
export type ProfileTriage = {
  words: Readonly<Record<string, TriageWords>>;
  examples: Readonly<Record<string, readonly TopicExample[]>>;
  pressure: TopicPressure;
};

/** Every topic has its title in every language, and only topics of the brand are named. */
export function checkTriage(
  file: ProfileFile,
  { words, examples, pressure }: ProfileTriage,
): ProfileProblem[] {
  const { active, known } = topicsOf(file);
  const topics = new Set(known);
  const problems: ProfileProblem[] = [];
  const unknown = (inFile: string, key: string): void => {
    problems.push({ file: inFile, key, message: 'is not a topic in profile.json' });
  };
  for (const [language, { signals, titles }] of Object.entries(words)) {
    const inFile = `triage/${language}.json`;
    for (const topic of Object.keys(signals)) if (!topics.has(topic)) unknown(inFile, `signals.${topic}`);
    for (const topic of Object.keys(titles.topics))
      if (!topics.has(topic)) unknown(inFile, `titles.topics.${topic}`);
    for (const topic of active) {
      if (Object.hasOwn(titles.topics, topic)) continue;
      problems.push({ file: inFile, key: `titles.topics.${topic}`, message: 'is missing' });
    }
  }
  for (const topic of [...pressure.high, ...pressure.low])
    if (!topics.has(topic)) unknown('triage/topics.json', topic);
  for (const [language, list] of Object.entries(examples)) {
    for (const [index, { topic }] of list.entries())
      if (!topics.has(topic)) unknown(`examples/${language}.ndjson`, `line ${index + 1}`);
  }
  return problems;
}
