/**
 * The facts of one message, calmly, for whoever reads it next: what it is about, since when, what was tried, what is
 * wanted. Made for angry, shouting and very long messages. It moves nothing: no priority, no order asks for it.
 */
import type { Tone } from './tone.ts';

/** A piece of the summary with the place it was read from; null where nothing of the message says it in one place. */
export type SummaryPart<Place> = { readonly text: string; readonly place: Place | null };

export type SummaryLine<Place> = {
  readonly kind: 'harm' | 'about' | 'since' | 'tried' | 'wanted' | 'contact';
  readonly label: string;
  readonly parts: readonly SummaryPart<Place>[];
};

export type CalmSummary<Place> = {
  readonly why: 'angry' | 'shouting' | 'long';
  readonly lines: readonly SummaryLine<Place>[];
};

export type MessageRead<Place> = {
  readonly tone: Tone;
  /** Characters that the customer newly wrote. */
  readonly length: number;
  /** It tells of something that can hurt a person. */
  readonly danger: boolean;
  /** In words; null while nobody knows. */
  readonly topic: string | null;
  /** Device, versions, errors, numbers, in the order they are told. */
  readonly facts: readonly SummaryPart<Place>[];
  readonly since: readonly SummaryPart<Place>[];
  readonly tried: readonly SummaryPart<Place>[];
  readonly wanted: readonly SummaryPart<Place>[];
  /** Which of the customer's messages it is, from 1; how many days after the first; whether anybody answered before. */
  readonly contact: { readonly nth: number; readonly days: number; readonly answered: boolean };
};

/** A message this long is told in short before it is read: about a page and a half. */
export const LONG_MESSAGE = 2_500;
const MOST_FACTS = 6;
const MOST_TRIED = 5;

/** Null for an ordinary message: it speaks for itself. */
export function calmSummary<Place>(message: MessageRead<Place>): CalmSummary<Place> | null {
  const why = reasonFor(message);
  if (why === null) return null;
  const lines: SummaryLine<Place>[] = [];
  if (message.danger)
    lines.push({
      kind: 'harm',
      label: 'Safety',
      parts: [{ text: 'It tells of harm. Read it whole.', place: null }],
    });
  const about = [...(message.topic === null ? [] : [{ text: message.topic, place: null }]), ...message.facts];
  if (about.length > 0) lines.push({ kind: 'about', label: 'About', parts: shorten(about, MOST_FACTS) });
  if (message.since.length > 0)
    lines.push({ kind: 'since', label: 'Since', parts: message.since.slice(0, 2) });
  lines.push({
    kind: 'tried',
    label: 'Tried',
    parts: message.tried.length > 0 ? shorten(message.tried, MOST_TRIED) : [nothing('Nothing they tell of')],
  });
  lines.push({
    kind: 'wanted',
    label: 'Wants',
    parts: message.wanted.length > 0 ? message.wanted : [nothing('They do not say it outright')],
  });
  const contact = contactOf(message.contact);
  if (contact !== null) lines.push({ kind: 'contact', label: 'Contact', parts: [nothing(contact)] });
  return { why, lines };
}

function reasonFor({ tone, length }: { tone: Tone; length: number }): CalmSummary<never>['why'] | null {
  if (tone !== 'neutral') return tone;
  return length >= LONG_MESSAGE ? 'long' : null;
}

const nothing = (text: string): SummaryPart<never> => ({ text, place: null });

function shorten<Place>(parts: readonly SummaryPart<Place>[], most: number): readonly SummaryPart<Place>[] {
  if (parts.length <= most) return parts;
  return [...parts.slice(0, most), { text: `${parts.length - most} more beside`, place: null }];
}

const ORDINALS = [
  'First',
  'Second',
  'Third',
  'Fourth',
  'Fifth',
  'Sixth',
  'Seventh',
  'Eighth',
  'Ninth',
  'Tenth',
];

/** Whoever writes again has a reason that counts, whatever the tone. */
function contactOf({ nth, days, answered }: MessageRead<never>['contact']): string | null {
  if (nth < 2) return null;
  const which = `${ORDINALS[nth - 1] ?? `${nth}th`} message`;
  const when = days < 1 ? 'on the same day' : `${days} ${days === 1 ? 'day' : 'days'} after the first`;
  return `${which}, ${when}; ${answered ? 'answered before' : 'no answer yet'}`;
}
