/** What changed when, as the API shows it. */
import {
  type ContextEntry,
  type ContextKind,
  contextTimeline,
  type FactKey,
  factLabels,
  type MessageText,
  type TicketFact,
} from '#features/intake/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Understood } from '../contract.ts';
import { firstWrittenAt, textsOf } from '../store/told-rows.ts';
import { placeIn, shownValue } from './in-words.ts';

type ShownEntry = Understood['context'][number];

/** A number alone does not say of what. */
const versions: ReadonlySet<FactKey> = new Set<FactKey>(['firmware.version', 'app.version', 'os.version']);

const labels: Readonly<Record<ContextKind, string>> = {
  water: 'Water',
  drop: 'Drop or knock',
  travel: 'Travel',
  phone: 'New phone',
  power: 'New charger',
  reset: 'Reset',
  update: 'Update',
  change: 'Change',
  bought: 'Bought',
  since: 'Trouble began',
  changed: 'Changed',
  wrote: 'Wrote to us first',
};

export async function showContext(
  desk: Pick<Desk, 'db' | 'profile'>,
  ticket: { id: string; language: string | null },
  facts: readonly TicketFact[],
): Promise<ShownEntry[]> {
  const messages = new Set(facts.flatMap(({ message }) => (message === null ? [] : [message])));
  if (messages.size === 0) return [];
  const [rows, first] = await Promise.all([
    textsOf(desk.db, [...messages]),
    firstWrittenAt(desk.db, ticket.id),
  ]);
  const texts = new Map<string, MessageText>(rows.map(({ id, subject, body }) => [id, { subject, body }]));
  const firstAt = first?.toISOString() ?? null;
  return contextTimeline({ facts, texts, language: ticket.language, firstAt }).map((entry) =>
    toEntry(desk, entry),
  );
}

function toEntry(
  desk: Pick<Desk, 'profile'>,
  { kind, text, was, date, approximate, began, fact }: ContextEntry,
): ShownEntry {
  const common = { kind, date, approximate, began, place: fact === null ? null : placeIn(fact) };
  if (fact === null || !(kind === 'changed' || versions.has(fact.key)))
    return { ...common, label: labels[kind], text, was: null };
  const shown = shownValue(desk, fact);
  if (kind !== 'changed')
    return { ...common, label: labels[kind], text: `${factLabels[fact.key]} ${shown}`, was: null };
  return {
    ...common,
    label: factLabels[fact.key],
    text: shown,
    was: was === null ? null : shownValue(desk, was),
  };
}
