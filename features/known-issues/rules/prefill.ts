/** A new issue from what one ticket tells. Pure. */
import type { Profile } from '#features/workspace/index.ts';
import { type Affects, everyTicket } from './affects.ts';
import type { TicketTraits } from './match-issue.ts';
import { tidyRanges } from './version-ranges.ts';

type Known = Pick<Profile, 'departments' | 'reading' | 'errors'>;

/** Only what the profile knows, so that it can be saved as it stands. */
export function prefilledAffects({ departments, reading, errors }: Known, traits: TicketTraits): Affects {
  const topics = departments.flatMap((department) => department.topics);
  const among = (ids: readonly string[], known: readonly string[]): string[] =>
    ids.filter((id) => known.includes(id));
  return {
    ...everyTicket,
    topics: traits.topic === null ? [] : among([traits.topic], topics),
    generations: among(
      traits.generations,
      reading.device.generations.map(({ id }) => id),
    ),
    firmware: traits.firmware
      .map(tidyRanges)
      .filter((text) => text !== '')
      .join(', '),
    app: traits.app
      .map(tidyRanges)
      .filter((text) => text !== '')
      .join(', '),
    // The system of one phone says little of others; its version next to nothing.
    systems: [],
    errors: among(
      traits.errors,
      errors.errors.map(({ id }) => id),
    ),
  };
}
