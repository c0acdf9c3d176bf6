/** What a preview found, in sentences. Pure. */
import { humanise } from '#ui/words/words.ts';
import type { PreviewRow } from '../contract.ts';

type Rows = readonly PreviewRow[];

const tickets = (count: number): string => (count === 1 ? '1 ticket' : `${count} tickets`);

/** The heading sentences: one for each kind of change that was found. */
export function sumUp(checked: number, rows: Rows): string[] {
  const of = `of ${tickets(checked)}`;
  const moved = rows.filter(({ place }) => place !== null && goesElsewhere(place)).length;
  const pressed = rows.filter(({ place }) => place !== null && !goesElsewhere(place)).length;
  const asked = rows.filter(({ completeness }) => completeness !== null).length;
  const gained = rows.filter(({ errors }) => errors !== null && errors.gained.length > 0).length;
  const lost = rows.filter(({ errors }) => errors !== null && errors.lost.length > 0).length;
  const lines = [
    moved > 0 && `${moved} ${of} would go elsewhere`,
    pressed > 0 && `${pressed} ${of} would get another priority`,
    asked > 0 && `${asked} ${of} would be asked something else`,
    gained > 0 && `${gained} ${of} would be matched with a known error`,
    lost > 0 && `${lost} ${of} would no longer be matched with one`,
  ].filter((line) => line !== false);
  return lines.length > 0 ? lines : [`None ${of} would change`];
}

type Place = NonNullable<PreviewRow['place']>;

function goesElsewhere({ from, to }: Place): boolean {
  return from.topic !== to.topic || from.department !== to.department;
}

/** `Charging (technical) → Battery (technical)` */
export function placeWords({ from, to }: Place): string {
  const words = (place: Place['from']): string =>
    `${place.topic === null ? 'A person chooses' : humanise(place.topic)} (${humanise(place.department)}${
      from.priority === to.priority ? '' : `, ${place.priority}`
    })`;
  return `${words(from)} → ${words(to)}`;
}

/** What is different for one ticket, a line each. */
export function changeLines({ place, completeness, errors }: PreviewRow): string[] {
  const lines: string[] = [];
  if (place) lines.push(placeWords(place));
  if (completeness) {
    const { from, to, asks, asksNoMore } = completeness;
    if (from !== to) lines.push(`Completeness ${from} → ${to}`);
    if (asks.length > 0) lines.push(`Asked for: ${asks.join(', ')}`);
    if (asksNoMore.length > 0) lines.push(`No longer asked for: ${asksNoMore.join(', ')}`);
  }
  if (errors) {
    if (errors.gained.length > 0) lines.push(`Matched with: ${errors.gained.join(', ')}`);
    if (errors.lost.length > 0) lines.push(`No longer matched with: ${errors.lost.join(', ')}`);
  }
  return lines;
}
