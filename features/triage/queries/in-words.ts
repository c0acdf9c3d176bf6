/** Facts, topics and steps as agents read them. */
import type { FactRow, KnownFact } from '#features/intake/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Understood } from '../contract.ts';

type Place = NonNullable<Understood['context'][number]['place']>;

/** "restart-app" as "Restart app". */
export function inWords(id: string): string {
  return id.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
}

const systems: Readonly<Record<string, string>> = { ios: 'iOS', android: 'Android' };

export function shownValue(
  { profile }: Pick<Desk, 'profile'>,
  { key, value }: Pick<KnownFact, 'key' | 'value'>,
): string {
  if (key === 'device.generation')
    return profile.reading.device.generations.find(({ id }) => id === value)?.name ?? value;
  return key === 'os.name' ? (systems[value] ?? value) : value;
}

/** Where it stands; null for what no message says. */
export function placeIn(fact: Pick<FactRow, 'message' | 'part' | 'start' | 'end' | 'quote'>): Place | null {
  const { message, part, start, end, quote } = fact;
  return message === null ? null : { messageId: message, part, start, end, quote };
}
