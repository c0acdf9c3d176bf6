/** What an issue may name, from the brand's profile. */
import { type Desk, languageFor } from '#features/workspace/index.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import type { getIssueChoices } from '../contract.ts';
import { systemLabel } from '../rules/affects.ts';
import { traitNames } from './trait-names.ts';

/** In the order of the profile; the brand's own language of answers first. */
export function issueChoices({ profile }: Pick<Desk, 'profile'>): RouteReply<typeof getIssueChoices> {
  const names = traitNames({ profile });
  const first = languageFor(profile, null);
  return {
    topics: profile.departments.flatMap(({ topics }) => topics.map((id) => ({ id, label: names.topic(id) }))),
    generations: profile.reading.device.generations.map(({ id, name }) => ({ id, label: name })),
    systems: profile.reading.device.systems.map(({ name }) => {
      const id = name.toLowerCase();
      return { id, label: systemLabel(id) };
    }),
    errors: profile.errors.errors.map(({ id, platform, meaning }) => ({
      id,
      label: `${meaning.replace(/\.$/, '')} (${profile.errors.platforms[platform]?.name ?? platform})`,
    })),
    languages: [first, ...profile.languages.offered.filter((language) => language !== first)],
  };
}
