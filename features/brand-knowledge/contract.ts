/** What a brand knows, edited over the API. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { knowledgeLimits as limits } from './limits.ts';

export const knowledgeErrors = {
  'knowledge-changed': { status: 409, title: 'Somebody else changed this meanwhile' },
  'knowledge-not-sound': { status: 422, title: 'This cannot be used as it is' },
  'knowledge-unchanged': { status: 409, title: 'This changes nothing' },
  'knowledge-not-found': { status: 404, title: 'The brand does not know this' },
  'preview-busy': { status: 503, title: 'Another preview runs at the moment' },
} as const satisfies ErrorTable;

const id = z.string().min(1).max(60);
const language = z.string().max(10);
const words = z.string().max(400);
const byLanguage = <T extends z.ZodType>(value: T) => z.record(language, value);
const strengths = ['strong', 'fair', 'slight', 'against'] as const;
export type Strength = (typeof strengths)[number];

const phrases = z.array(z.string().max(limits.phraseLength)).max(limits.phrases);
const signals = z.object({ strong: phrases, fair: phrases, slight: phrases, against: phrases });

export const topicSchema = z.object({
  id,
  department: id.nullable().describe('Whose work it is; null for a topic that is retired'),
  retired: z.boolean().describe('No ticket gets it any more; old ones keep it'),
  labels: byLanguage(words),
  titles: byLanguage(words).describe('What happens, as a short headline, by language'),
  signals: byLanguage(signals).describe('Phrases that speak for the topic, and against it, by language'),
  pressure: z.enum(['high', 'usual', 'low']).describe('Priority of a mail in which nothing else presses'),
});
export type TopicKnowledge = z.output<typeof topicSchema>;

const needSchema = z.union([
  id,
  z.object({
    fact: id,
    when: z.record(id, z.union([z.enum(['known', 'unknown']), z.array(words).min(1).max(20)])),
  }),
]);
export type NeedKnowledge = z.output<typeof needSchema>;

export const intakeSchema = z.object({
  topic: id,
  required: z.array(needSchema).max(limits.facts).describe('The most important first'),
  useful: z.array(needSchema).max(limits.facts),
});
export type IntakeKnowledge = z.output<typeof intakeSchema>;

export const questionSchema = z.object({
  fact: id,
  words: byLanguage(
    z.object({
      label: words,
      ask: words,
      where: words,
      choices: z.record(z.string().max(80), words).optional().describe('Words of each value to choose from'),
    }),
  ),
});
export type QuestionKnowledge = z.output<typeof questionSchema>;

export const errorSchema = z.object({
  id,
  platform: id,
  operation: id,
  codes: z.array(z.string().max(60)).max(limits.codes),
  texts: byLanguage(z.array(z.string().max(120)).max(limits.codes)).describe(
    'What the dialog says, by language',
  ),
  meaning: words,
  cause: words,
  remedy: z.array(z.object({ step: id, words })).max(limits.remedySteps),
  article: z.string().max(80).nullable(),
  source: words,
});
export type ErrorKnowledge = z.output<typeof errorSchema>;

const seen = z
  .string()
  .max(64)
  .nullable()
  .describe('As it was told with what is changed; null for something new');

export const editSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('topic'), seen, topic: topicSchema }),
  z.object({ kind: z.literal('intake'), seen, intake: intakeSchema }),
  z.object({ kind: z.literal('question'), seen, question: questionSchema }),
  z.object({ kind: z.literal('error'), seen, error: errorSchema }),
  z.object({ kind: z.literal('error-removed'), seen, id }),
]);
export type Edit = z.output<typeof editSchema>;

const edits = z.array(editSchema).min(1).max(limits.edits);
const tag = 'knowledge';

const changeSchema = z.object({
  number: z.number().int(),
  at: z.iso.datetime(),
  by: z.string(),
  note: z.string(),
  summary: z.array(z.string()),
  restores: z
    .number()
    .int()
    .nullable()
    .describe('The change whose state came back; 0: the profile as it came'),
  files: z.array(z.string()),
});
export type KnowledgeChange = z.output<typeof changeSchema>;

const problemSchema = z.object({ file: z.string(), key: z.string(), message: z.string() });

export const getKnowledge = route({
  method: 'GET',
  path: '/api/v1/knowledge',
  summary: 'Which state of the brand’s knowledge is used, and which files of the profile differ',
  tag,
  access: 'knowledge:read',
  reply: z.object({
    newest: z.number().int().describe('Number of the newest change; 0 before the first'),
    used: z.number().int().describe('Number of the change whose knowledge is used'),
    problems: z.array(problemSchema).describe('Why the newest change is not used'),
    files: z.array(z.string()).describe('Files of the profile that differ from how they came'),
    languages: z.array(language),
    mayChange: z.boolean(),
  }),
  errors: [],
});

const topicRow = z.object({
  id,
  label: z.string(),
  department: id.nullable(),
  departmentLabel: z.string(),
  retired: z.boolean(),
  pressure: topicSchema.shape.pressure,
  phrases: z.number().int().describe('Phrases that speak for or against it, in all languages'),
  examples: z.number().int().describe('Mails by which it was learnt, in all languages'),
  facts: z.number().int().describe('Facts on its intake list'),
});
export type TopicRow = z.output<typeof topicRow>;

export const listTopics = route({
  method: 'GET',
  path: '/api/v1/knowledge/topics',
  summary: 'The topics of the brand, retired ones last',
  tag,
  access: 'knowledge:read',
  reply: z.object({
    topics: z.array(topicRow),
    departments: z.array(z.object({ id, label: z.string() })),
  }),
  errors: [],
});

export const getTopic = route({
  method: 'GET',
  path: '/api/v1/knowledge/topics/:id',
  summary: 'All that the brand knows of a topic',
  tag,
  access: 'knowledge:read',
  params: z.object({ id }),
  reply: z.object({ topic: topicSchema, seen: z.string(), examples: byLanguage(z.number().int()) }),
  errors: ['knowledge-not-found'],
});

export const listIntake = route({
  method: 'GET',
  path: '/api/v1/knowledge/intake',
  summary: 'The facts each topic needs',
  tag,
  access: 'knowledge:read',
  reply: z.object({
    lists: z.array(intakeSchema.extend({ label: z.string(), departmentLabel: z.string(), seen: z.string() })),
    facts: z.array(
      z.object({
        key: id,
        label: z.string(),
        values: z.array(z.object({ value: z.string(), label: z.string() })),
      }),
    ),
  }),
  errors: [],
});

export const getQuestion = route({
  method: 'GET',
  path: '/api/v1/knowledge/questions/:fact',
  summary: 'How customers are asked for a fact, by language',
  tag,
  access: 'knowledge:read',
  params: z.object({ fact: id }),
  reply: z.object({ question: questionSchema, seen: z.string() }),
  errors: ['knowledge-not-found'],
});

const named = z.array(z.object({ id, label: z.string() }));

export const listErrors = route({
  method: 'GET',
  path: '/api/v1/knowledge/errors',
  summary: 'The catalogue of known errors',
  tag,
  access: 'knowledge:read',
  reply: z.object({
    errors: z.array(errorSchema.extend({ seen: z.string() })),
    platforms: named,
    operations: named,
    steps: named,
  }),
  errors: [],
});
export type ErrorRow = z.output<typeof listErrors.reply>['errors'][number];

export const checkPhrases = route({
  method: 'POST',
  path: '/api/v1/knowledge/phrases/check',
  summary: 'Whether phrases can be read, and where they are found in a text',
  tag,
  access: 'knowledge:read',
  body: z.object({ phrases, text: z.string().max(limits.trialLength).default('') }),
  reply: z.object({
    phrases: z.array(
      z.object({
        phrase: z.string(),
        problem: z.string().nullable(),
        hits: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
      }),
    ),
  }),
  errors: [],
});

const place = z.object({ department: z.string(), topic: z.string().nullable(), priority: z.string() });
const previewRow = z.object({
  number: z.number().int(),
  title: z.string(),
  place: z.object({ from: place, to: place, why: z.array(z.string()) }).nullable(),
  completeness: z
    .object({
      from: z.number().int(),
      to: z.number().int(),
      asks: z.array(z.string()).describe('Facts that would be asked for now and were not before'),
      asksNoMore: z.array(z.string()),
    })
    .nullable(),
  errors: z
    .object({ gained: z.array(z.string()), lost: z.array(z.string()) })
    .nullable()
    .describe('Known errors that it would be matched with now, or no longer'),
});
export type PreviewRow = z.output<typeof previewRow>;

export const previewEdits = route({
  method: 'POST',
  path: '/api/v1/knowledge/preview',
  summary: 'What edits would change on the newest tickets: some tickets with each request, nothing is saved',
  tag,
  access: 'knowledge:change',
  body: z.object({
    edits,
    before: z
      .number()
      .int()
      .positive()
      .nullable()
      .default(null)
      .describe('As `next` of the request before said'),
  }),
  reply: z.object({
    checked: z.number().int().describe('Tickets read with this request'),
    changed: z.array(previewRow),
    next: z.number().int().nullable().describe('Ask again with this as `before`; null: those were all'),
  }),
  errors: [
    'knowledge-changed',
    'knowledge-not-sound',
    'knowledge-unchanged',
    'knowledge-not-found',
    'preview-busy',
  ],
});

const note = z.string().trim().min(1, 'Say in a few words why.').max(limits.noteLength);

export const saveEdits = route({
  method: 'POST',
  path: '/api/v1/knowledge/changes',
  summary: 'Save edits together; the desk uses them at once, all or none',
  tag,
  access: 'knowledge:change',
  body: z.object({ edits, note }),
  reply: changeSchema,
  status: 201,
  errors: ['knowledge-changed', 'knowledge-not-sound', 'knowledge-unchanged', 'knowledge-not-found'],
});

export const listKnowledgeChanges = route({
  method: 'GET',
  path: '/api/v1/knowledge/changes',
  summary: 'Who changed what the brand knows, newest first',
  tag,
  access: 'knowledge:read',
  query: z.object({ before: z.coerce.number().int().positive().optional() }),
  reply: z.object({ changes: z.array(changeSchema), next: z.number().int().nullable() }),
  errors: [],
});

export const revertKnowledge = route({
  method: 'POST',
  path: '/api/v1/knowledge/revert',
  summary: 'Go back to how it was after an earlier change, or to the profile as it came',
  tag,
  access: 'knowledge:change',
  body: z.object({
    to: z.number().int().min(0).describe('Number of the change; 0: the profile as it came'),
    newest: z.number().int().positive().describe('The newest change that you saw'),
    note,
  }),
  reply: changeSchema,
  status: 201,
  errors: ['knowledge-changed', 'knowledge-not-sound', 'knowledge-unchanged', 'knowledge-not-found'],
});

export const exportKnowledge = route({
  method: 'GET',
  path: '/api/v1/knowledge/export',
  summary: 'The changed files of the profile, as a ZIP archive',
  tag,
  access: 'knowledge:read',
  raw: { gives: 'application/zip' },
  reply: z.unknown(),
  errors: ['knowledge-unchanged'],
});
