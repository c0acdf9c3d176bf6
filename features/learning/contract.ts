/** The triage model: how right it is, what it was taught, its versions. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';

export const learningErrors = {
  'version-not-kept': { status: 409, title: 'This version cannot be taken into use' },
  'correction-not-found': { status: 404, title: 'Nothing was learnt from this ticket' },
} as const satisfies ErrorTable;

const count = z.number().int();

const rightOf = z.object({ mails: count, right: count });

export const measuredSchema = z.object({
  mails: count,
  /** Right topic; of mails whose topic nobody named, right department. */
  right: count,
  departmentRight: count,
  byTopic: z.array(rightOf.extend({ topic: z.string() })),
  byLanguage: z.array(rightOf.extend({ language: z.string() })),
  /** How often mails of a topic were judged to be of which. */
  judged: z.array(z.object({ topic: z.string(), as: z.string(), mails: count })),
});

export type Measured = z.output<typeof measuredSchema>;

/** On tickets that no version was trained on, and on examples of the profile that none was. */
const evaluationSchema = z.object({ tickets: measuredSchema, profile: measuredSchema });

const partsSchema = z.object({ tickets: rightOf, profile: rightOf });

export const versionSchema = z.object({
  number: count,
  /** `kept` versions can be taken into use; of `refused` ones the figures are kept. */
  state: z.enum(['kept', 'refused']),
  /** False: made by another release of the desk. */
  usable: z.boolean(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  corrections: count,
  examples: count,
  seconds: z.number(),
  /** How right it was, and the version it was compared with on the same mails. */
  measured: partsSchema,
  against: partsSchema.extend({ number: count }),
  /** Why it was adopted or refused. */
  reasons: z.array(z.string()),
});

export type Version = z.output<typeof versionSchema>;

export const triageModelSchema = z.object({
  /** Number 0 is the model that the profile's examples give. */
  inUse: z.object({ number: count, since: z.iso.datetime().nullable(), by: z.string() }),
  /** How right the version in use is; null while nothing was measured. */
  measured: evaluationSchema.nullable(),
  training: z
    .object({
      stage: z.enum(['waiting', 'reading', 'training', 'measuring']),
      /** 0 to 1. */
      share: z.number(),
    })
    .nullable(),
  /** When training comes by itself next; null: when somebody corrects a ticket. */
  next: z.iso.datetime().nullable(),
  /** After a roll-back nothing is trained by itself until somebody asks. */
  rests: z.boolean(),
  trainedAt: z.iso.datetime().nullable(),
  /** Why the last training gave no version; empty: it did. */
  failure: z.string(),
  taught: z.object({ corrections: count, confirmations: count, ignored: count }),
  versions: z.array(versionSchema),
  /** Corrections with a topic by language, to be exported. */
  exportable: z.array(z.object({ language: z.string(), mails: count })),
});

export type TriageModel = z.output<typeof triageModelSchema>;

export const getTriageModel = route({
  method: 'GET',
  path: '/api/v1/triage-model',
  summary:
    'The triage model in use: how right it is by topic and language, its versions, and how far training is',
  tag: 'learning',
  access: 'triage-model:read',
  reply: triageModelSchema,
  errors: [],
});

export const getMisroutes = route({
  method: 'GET',
  path: '/api/v1/triage-model/misroutes',
  summary: 'Tickets by the week they came: placed by the desk, put elsewhere by people, and left to people',
  tag: 'learning',
  access: 'triage-model:read',
  reply: z.object({
    weeks: z.array(
      z.object({
        /** Its Monday. */
        week: z.iso.date(),
        /** The desk put them somewhere. */
        placed: count,
        /** Of these, people put elsewhere. */
        changed: count,
        /** The desk was unsure, and people were to choose. */
        left: count,
      }),
    ),
  }),
  errors: [],
});

export const correctionSchema = z.object({
  number: count,
  title: z.string(),
  placed: z.object({ topic: z.string().nullable(), department: z.string().nullable() }),
  /** What people made of it; without a topic they chose no more than the team or department. */
  topic: z.string().nullable(),
  departments: z.array(z.string()),
  by: z.string(),
  at: z.iso.datetime(),
  /** Kept to measure by, never trained on. */
  heldBack: z.boolean(),
  /** Who said that nothing is to be learnt from it; null: it is learnt from. */
  ignoredBy: z.string().nullable(),
});

export type Correction = z.output<typeof correctionSchema>;

export const listCorrections = route({
  method: 'GET',
  path: '/api/v1/triage-model/corrections',
  summary: 'What people corrected, the newest first: where the desk had put a ticket, and where it belongs',
  tag: 'learning',
  access: 'triage-model:read',
  query: z.object({
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  reply: z.object({ corrections: z.array(correctionSchema), nextCursor: z.string().nullable() }),
  errors: [],
});

export const setCorrection = route({
  method: 'PUT',
  path: '/api/v1/triage-model/corrections/:number',
  summary: 'Say whether a corrected ticket is learnt from; the ticket itself stays as it is',
  tag: 'learning',
  access: 'triage-model:manage',
  params: z.object({ number: z.coerce.number().int().positive() }),
  body: z.strictObject({ learn: z.boolean() }),
  reply: z.object({ number: count, learn: z.boolean() }),
  errors: ['correction-not-found'],
});

export const retrainModel = route({
  method: 'POST',
  path: '/api/v1/triage-model/training',
  summary: 'Train a new version now; it is taken into use only when it is no worse on mails held back',
  tag: 'learning',
  access: 'triage-model:manage',
  body: z.strictObject({}),
  reply: triageModelSchema,
  status: 202,
  errors: [],
});

export const chooseVersion = route({
  method: 'PUT',
  path: '/api/v1/triage-model/in-use',
  summary: 'Go back to a kept version, or by 0 to the model that the profile’s examples give',
  tag: 'learning',
  access: 'triage-model:manage',
  body: z.strictObject({ number: z.number().int().min(0).max(1_000_000_000) }),
  reply: triageModelSchema,
  errors: ['version-not-kept'],
});

export const exportCorrections = route({
  method: 'GET',
  path: '/api/v1/triage-model/examples/:language',
  summary:
    'Corrected mails of one language, a line each, as a profile keeps them in examples/<language>.ndjson',
  tag: 'learning',
  access: 'triage-model:manage',
  params: z.object({ language: z.string().regex(/^[a-z]{2,3}$/, 'Write a language such as en.') }),
  raw: { gives: 'application/x-ndjson' },
  reply: z.string(),
  errors: [],
});
