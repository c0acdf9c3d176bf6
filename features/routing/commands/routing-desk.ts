/** What the commands of routing share. */
import type { Desk } from '#features/workspace/index.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { type Words, wordsOf } from '../rules/words.ts';

/** As the timeline names whoever gives tickets. */
export const routingActor = systemActor('Routing');

const known = new WeakMap<Desk['profile'], Words>();

/** Names of the profile's topics and departments, in the desk's own language. */
export function wordsFor({ profile }: Pick<Desk, 'profile'>): Words {
  const words = known.get(profile) ?? makeWords(profile);
  known.set(profile, words);
  return words;
}

function makeWords(profile: Desk['profile']): Words {
  const labels = profile.labels[profile.languages.default];
  return wordsOf(
    new Map([...Object.entries(labels?.departments ?? {}), ...Object.entries(labels?.topics ?? {})]),
  );
}
