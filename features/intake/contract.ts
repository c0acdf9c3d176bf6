/** Facts over the API: the shapes other features show. Browser-safe. */
import { z } from 'zod';
import { askedBy } from './rules/asked-by.ts';
import { factKeys } from './rules/fact.ts';
import { factGroups } from './rules/fact-labels.ts';
import type { Outcome } from './rules/read-steps.ts';
import { MOST_VALUE_CHARACTERS } from './rules/value-limits.ts';
import { changeKinds } from './words/change-kinds.ts';

export type { FactKey } from './rules/fact.ts';
export { factLabels } from './rules/fact-labels.ts';

const instant = z.iso.datetime();

export const factKeySchema = z.enum(factKeys);
export const factValueSchema = z.string().min(1).max(MOST_VALUE_CHARACTERS);

/** Where the customer wrote it: characters (UTF-16) of the subject or the newly written text of that message. */
export const placeSchema = z.object({
  messageId: z.uuid(),
  part: z.enum(['subject', 'body']),
  start: z.number().int(),
  end: z.number().int(),
  /** Exactly what stands there. */
  quote: z.string(),
});

const saidSchema = z.object({
  /** As it is compared: an id, digits and dots, an ISO date, or as written. */
  value: z.string(),
  /** As people read it. */
  shown: z.string(),
  /** Null: an agent said so, and no message of the customer. */
  place: placeSchema.nullable(),
  /** 0 to 1; below 0.5 it is a guess and does not count as known. */
  confidence: z.number(),
  known: z.boolean(),
  reader: z.string(),
  saidAt: instant,
});

export const factSchema = saidSchema.extend({
  key: factKeySchema,
  label: z.string(),
  /** `confirmed` and `corrected`: a person decided, and no reading changes it. */
  state: z.enum(['read', 'confirmed', 'corrected']),
  /** Who decided; '' when nobody did. */
  by: z.string(),
  /** Other values the customer gave for the same, newest first. */
  contradictions: z.array(saidSchema),
});

export const factGroupSchema = z.object({
  id: z.enum(factGroups.map((group) => group.id)),
  label: z.string(),
  facts: z.array(factSchema),
});

/** What came of a step; the list that readers use. */
const outcomeIds = [
  'no-change',
  'worked-briefly',
  'worked',
  'worse',
  'could-not-do',
  'unknown',
] as const satisfies readonly Outcome[];

export const triedStepSchema = z.object({
  step: z.string(),
  label: z.string(),
  outcome: z.enum(outcomeIds),
  place: placeSchema,
  saidAt: instant,
});

export const askedSchema = z.object({ how: z.enum(askedBy), at: instant });

export const completenessSchema = z.object({
  /** 0 to 100; 100 when nothing is needed. */
  score: z.number().int(),
  /** The most important first. */
  missing: z.array(
    z.object({
      key: factKeySchema,
      /** As agents read it. */
      label: z.string(),
      /** `required`: without it nobody can help. `useful`: saves a question later. */
      need: z.enum(['required', 'useful']),
      /** The question, in the language of the ticket. */
      ask: z.string(),
      /** Where the customer finds the answer, or how it should look; in the language of the ticket. */
      where: z.string(),
      /** The customer was asked already, by whom and when; null: nobody did. */
      asked: askedSchema.nullable(),
    }),
  ),
  /** The line above several questions, in the language of the ticket. */
  intro: z.string(),
});

/** What a part of the context is: `changed` is another value than in an earlier message, `wrote` the first message. */
export const contextEntrySchema = z.object({
  kind: z.enum([...changeKinds, 'change', 'bought', 'since', 'changed', 'wrote']),
  label: z.string(),
  /** As the customer wrote it, or the value; '' for the first message. */
  text: z.string(),
  /** The value before, where one changed. */
  was: z.string().nullable(),
  /** ISO date or year-month; null when they do not say when. */
  date: z.string().nullable(),
  approximate: z.boolean(),
  /** The trouble began with it. */
  began: z.boolean(),
  place: placeSchema.nullable(),
});

export type TicketFactShown = z.output<typeof factSchema>;
export type PlaceOfFact = z.output<typeof placeSchema>;
