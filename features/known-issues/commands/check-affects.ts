/** What an issue names exists, and is written in one way. */
import type { Desk } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import { type Affects, wordsProblem } from '../rules/affects.ts';
import { parseRanges, writeRanges } from '../rules/version-ranges.ts';

/** Throws `invalid-request` with a sentence by field. */
export function checkAffects({ profile }: Pick<Desk, 'profile'>, given: Affects): Affects {
  const fields: Record<string, string> = {};
  const names = (field: string, ids: readonly string[], known: readonly string[], what: string): string[] => {
    const stranger = ids.find((id) => !known.includes(id));
    if (stranger !== undefined) fields[`affects.${field}`] = `There is no ${what} “${stranger}”.`;
    return [...new Set(ids)];
  };
  const versions = (field: string, text: string): string => {
    const parsed = parseRanges(text);
    if ('ranges' in parsed) return writeRanges(parsed.ranges);
    fields[`affects.${field}`] = parsed.problem;
    return '';
  };
  const words = [...new Set(given.words.map((phrase) => phrase.trim().replaceAll(/\s+/g, ' ')))];
  const wrong = words.map(wordsProblem).find((problem) => problem !== null);
  if (wrong) fields['affects.words'] = wrong;
  const { device } = profile.reading;
  const checked: Affects = {
    topics: names(
      'topics',
      given.topics,
      profile.departments.flatMap(({ topics }) => topics),
      'topic',
    ),
    generations: names(
      'generations',
      given.generations,
      device.generations.map(({ id }) => id),
      'device',
    ),
    firmware: versions('firmware', given.firmware),
    app: versions('app', given.app),
    systems: given.systems.map(({ name, versions: text }) => ({ name, versions: versions('systems', text) })),
    errors: names(
      'errors',
      given.errors,
      profile.errors.errors.map(({ id }) => id),
      'error',
    ),
    words,
  };
  names(
    'systems',
    given.systems.map(({ name }) => name),
    device.systems.map(({ name }) => name.toLowerCase()),
    'system',
  );
  const [first] = Object.values(fields);
  if (first !== undefined) throw new NamedError('invalid-request', first, fields);
  return checked;
}
