/** Calm summaries of the messages of a ticket that need one, as the API shows them. */
import {
  type FactKey,
  type FactRow,
  factLabels,
  factsOf,
  isKnown,
  type StepRow,
  stepsOf,
} from '#features/intake/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Understood } from '../contract.ts';
import { calmSummary, LONG_MESSAGE, type SummaryPart } from '../rules/calm-summary.ts';
import type { WishTold } from '../rules/find-wishes.ts';
import { type ToneRow, tonesOf } from '../store/told-rows.ts';
import { inWords, placeIn, shownValue } from './in-words.ts';

type ShownSummary = Understood['summaries'][number];
type Part = SummaryPart<ShownSummary['lines'][number]['parts'][number]['place']>;

/** Told under "About", in this order; since when stands apart. */
const ABOUT: readonly FactKey[] = [
  'device.generation',
  'firmware.version',
  'app.version',
  'phone.model',
  'os.version',
  'error.text',
  'error.code',
  'order.number',
  'claim.number',
  'money.amount',
  'deadline',
];
/** A value that says by itself what it is. */
const PLAIN: ReadonlySet<FactKey> = new Set<FactKey>(['device.generation', 'phone.model']);

const outcomes: Readonly<Record<StepRow['outcome'], string>> = {
  'no-change': 'no change',
  'worked-briefly': 'helped for a while',
  worked: 'helped',
  worse: 'made it worse',
  'could-not-do': 'could not do it',
  unknown: 'outcome not said',
};

const wanted: Readonly<Record<WishTold['wish'], string>> = {
  refund: 'A refund',
  replacement: 'A replacement',
  cancellation: 'To cancel',
  deletion: 'Their data deleted',
  delivery: 'Their parcel',
  invoice: 'An invoice or receipt',
  call: 'A call',
  person: 'Somebody in charge',
  answer: 'An answer',
  explanation: 'An explanation',
  help: 'That it works again',
};

export async function showSummaries(
  desk: Pick<Desk, 'db' | 'profile'>,
  ticket: { id: string; topic: string | null },
): Promise<ShownSummary[]> {
  const rows = await tonesOf(desk.db, ticket.id, LONG_MESSAGE);
  if (rows.length === 0) return [];
  const [facts, steps] = await Promise.all([factsOf(desk.db, ticket.id), stepsOf(desk.db, ticket.id)]);
  return rows.flatMap((row) => {
    const summary = calmSummary({
      ...row,
      topic: topicOf(ticket, row),
      facts: factsIn(desk, facts, row.messageId),
      since: partsOf(facts, row.messageId, 'symptom.since'),
      tried: triedIn(steps, row.messageId),
      wanted: row.wishes.map((wish) => ({
        text: wanted[wish.wish],
        place: placeOfWish(row.messageId, wish),
      })),
      contact: row,
    });
    if (summary === null) return [];
    const { messageId, toneReason, danger } = row;
    const lines = summary.lines.map((line) => ({ ...line, parts: [...line.parts] }));
    return [{ messageId, why: summary.why, toneReason, danger, lines }];
  });
}

/** What a person chose counts; nobody is told a topic that the desk is unsure of. */
function topicOf(ticket: { topic: string | null }, { topic, unsure }: ToneRow): string | null {
  const known = ticket.topic ?? (unsure ? null : topic);
  return known === null ? null : inWords(known);
}

function standing(facts: readonly FactRow[], messageId: string, key: FactKey): FactRow[] {
  const removed = facts.filter((fact) => fact.key === key && fact.state === 'removed');
  return facts
    .filter(
      (fact) =>
        fact.key === key &&
        fact.message === messageId &&
        fact.state !== 'removed' &&
        isKnown(fact) &&
        !removed.some(({ value }) => value === fact.value),
    )
    .toSorted((a, b) => a.start - b.start);
}

function factsIn(desk: Pick<Desk, 'profile'>, facts: readonly FactRow[], messageId: string): Part[] {
  return ABOUT.flatMap((key) =>
    standing(facts, messageId, key).map((fact) => {
      const shown = shownValue(desk, fact);
      return { text: PLAIN.has(key) ? shown : `${factLabels[key]} ${shown}`, place: placeIn(fact) };
    }),
  );
}

function partsOf(facts: readonly FactRow[], messageId: string, key: FactKey): Part[] {
  return standing(facts, messageId, key).map((fact) => ({ text: fact.value, place: placeIn(fact) }));
}

function triedIn(steps: readonly StepRow[], messageId: string): Part[] {
  return steps
    .filter(({ message }) => message === messageId)
    .map((step) => ({ text: `${inWords(step.step)}: ${outcomes[step.outcome]}`, place: placeIn(step) }));
}

function placeOfWish(messageId: string, { start, end, quote }: WishTold): Part['place'] {
  return { messageId, part: 'body', start, end, quote };
}
