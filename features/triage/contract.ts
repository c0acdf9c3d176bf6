/** What the desk understood of a ticket, over the API. Browser-safe. */
import { z } from 'zod';
import {
  askedSchema,
  completenessSchema,
  contextEntrySchema,
  factGroupSchema,
  factKeySchema,
  factValueSchema,
  placeSchema,
  triedStepSchema,
} from '#features/intake/contract.ts';
import { prioritySchema } from '#features/tickets/contract.ts';
import { route } from '#platform/http/contract.ts';

export const verdictSchema = z.object({
  /** The message it was made from. */
  messageId: z.uuid(),
  topic: z.string(),
  department: z.string(),
  priority: prioritySchema,
  /** 0 to 1: how likely the topic is the right one. */
  confidence: z.number(),
  /** A person should choose; the guesses are what the desk would try first. */
  unsure: z.boolean(),
  /** The message tells of something that can hurt a person. */
  danger: z.boolean(),
  guesses: z.array(z.object({ topic: z.string(), chance: z.number() })),
  /** For people, the weightiest first. */
  reasons: z.array(z.string()),
  /** Whether the subject says what the mail is about. */
  clarity: z.enum(['clear', 'vague', 'empty', 'shouting']),
  title: z.string(),
  language: z.string(),
  /** How the customer sounds; it moves nothing. */
  tone: z.enum(['angry', 'shouting', 'neutral']),
  /** By which words; null for a neutral mail. */
  toneReason: z.string().nullable(),
  /** Which model judged. */
  model: z.string(),
  at: z.iso.datetime(),
});

/** The facts of an angry, shouting or very long message, calmly, to be read before its words. */
export const summarySchema = z.object({
  messageId: z.uuid(),
  why: z.enum(['angry', 'shouting', 'long']),
  toneReason: z.string().nullable(),
  /** It tells of something that can hurt a person: its words are never folded away. */
  danger: z.boolean(),
  lines: z.array(
    z.object({
      kind: z.enum(['harm', 'about', 'since', 'tried', 'wanted', 'contact']),
      label: z.string(),
      parts: z.array(z.object({ text: z.string(), place: placeSchema.nullable() })),
    }),
  ),
});

export const understoodSchema = z.object({
  number: z.number().int(),
  /** Messages of the customer that are not read yet. */
  pending: z.number().int(),
  /** Groups that hold a fact, in the order of the panel. */
  groups: z.array(factGroupSchema),
  stepsTried: z.array(triedStepSchema),
  /** Against the intake list of the ticket's topic; null while it has none. */
  completeness: completenessSchema.nullable(),
  /** What changed when, the earliest first; empty when they tell of nothing. */
  context: z.array(contextEntrySchema),
  summaries: z.array(summarySchema),
  /** Null when no message of the ticket was understood. */
  verdict: verdictSchema.nullable(),
});

export type Understood = z.output<typeof understoodSchema>;

const numberParam = z.object({ number: z.coerce.number().int().positive() });
const factParam = numberParam.extend({ key: factKeySchema });

export const getFacts = route({
  method: 'GET',
  path: '/api/v1/tickets/:number/facts',
  summary:
    'What the customer told us on a ticket, each with its words and their place; steps tried, what is missing, and why the ticket is where it is',
  tag: 'understanding',
  access: 'ticket:read',
  params: numberParam,
  reply: understoodSchema,
  errors: ['ticket-not-found'],
});

export const decideFact = route({
  method: 'PUT',
  path: '/api/v1/tickets/:number/facts/:key',
  summary: 'Confirm a fact, or correct it; no later reading changes that',
  tag: 'understanding',
  access: 'fact:change',
  params: factParam,
  body: z.object({
    value: factValueSchema,
    /** The value it stands for, where a fact may have several. */
    insteadOf: factValueSchema.optional(),
  }),
  reply: understoodSchema,
  errors: ['ticket-not-found'],
});

export const draftHintSchema = z.object({
  kind: z.enum(['blame', 'sarcasm', 'shouting', 'unanswered', 'known-fact', 'asked-before']),
  /** The words of the draft; the customer's question where one is not taken up. */
  quote: z.string(),
  /** The fact it is about, as agents read it; null for words and questions. */
  fact: z.object({ key: factKeySchema, label: z.string(), shown: z.string().nullable() }).nullable(),
  /** Where the customer asked or told it. */
  place: placeSchema.nullable(),
  /** By whom and when it was asked for already. */
  asked: askedSchema.nullable(),
});

export type DraftHintShown = z.output<typeof draftHintSchema>;

export const hintDraft = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/draft-hints',
  summary:
    'Quiet hints on an unfinished answer: words that blame or mock, shouting, a question it does not take up, a fact it asks for that is known or was asked for. Nothing of it is kept',
  tag: 'understanding',
  access: 'ticket:reply',
  params: numberParam,
  body: z.object({
    text: z.string().max(200_000),
    /** The message it answers; without it all that nobody answered yet. */
    answering: z.uuid().nullable().default(null),
  }),
  reply: z.object({ hints: z.array(draftHintSchema) }),
  errors: ['ticket-not-found', 'message-not-found'],
});

export const removeFact = route({
  method: 'DELETE',
  path: '/api/v1/tickets/:number/facts/:key',
  summary: 'Say that a fact is wrong: all its values, or one; only a new message can bring it back',
  tag: 'understanding',
  access: 'fact:change',
  params: factParam,
  query: z.object({ value: factValueSchema.optional() }),
  reply: understoodSchema,
  errors: ['ticket-not-found'],
});
