/** What a fact is, and what readers are given. */
import type { FactKey } from '#features/workspace/contract.ts';

export { type FactKey, factKeys, isFactKey } from '#features/workspace/contract.ts';

/** Keys of which one mail can say several that are all true. */
export const manyValued: ReadonlySet<FactKey> = new Set<FactKey>([
  'error.text',
  'error.code',
  'order.number',
  'claim.number',
  'money.amount',
  'change.recent',
  'symptom.frequency',
  'device.serial',
]);

/** Below this a fact is a guess: shown to agents, not counted as known. */
export const KNOWN_FROM = 0.5;

export type Fact = {
  readonly key: FactKey;
  /** As the vocabulary wants it: an id, digits and dots, an ISO date, or as written. */
  readonly value: string;
  /** Exactly what the customer wrote: `text.slice(start, end)` of the part. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly part: 'subject' | 'body';
  /** 0 to 1. */
  readonly confidence: number;
  /** Which reader found it; for the people who wonder why. */
  readonly reader: string;
};

/** What a reader hands on: places are those of the folded text. */
export type Candidate = {
  readonly key: FactKey;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly reader: string;
};

/** The newly written text of one mail. */
export type MailText = { readonly subject: string; readonly body: string };
