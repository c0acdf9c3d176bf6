/** How traits are called where people read them. */
import { type Desk, languageFor } from '#features/workspace/index.ts';
import type { TraitNames } from '../rules/match-issue.ts';

type Named = Pick<Desk, 'profile'>;

/** Names from the brand's profile; an id that it does not know any more is shown as it is. */
export function traitNames({ profile }: Named): TraitNames {
  const labels = profile.labels[languageFor(profile, 'en')];
  return {
    topic: (id) => labels?.topics[id] ?? id.replaceAll('-', ' '),
    generation: (id) => profile.reading.device.generations.find((one) => one.id === id)?.name ?? id,
    error: (id) => {
      const meaning = profile.errors.errors.find((one) => one.id === id)?.meaning ?? id.replaceAll('-', ' ');
      return meaning.replace(/\.$/, '');
    },
  };
}
