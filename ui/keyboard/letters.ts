/** One key for each of a list of names, so that a choice is one stroke. Pure. */

const spare = 'abcdefghijklmnopqrstuvwxyz1234567890';

/** Letters and digits of a name as keys: first those that begin its words, then the rest. */
function candidates(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const initials = [...plain.matchAll(/(?<![a-z0-9])[a-z0-9]/g)].map(([letter]) => letter);
  return [...initials, ...(plain.match(/[a-z0-9]/g) ?? [])];
}

/**
 * A key for every name in the order given, no two the same: the first letter of its words that is free, else another of its
 * letters, else any that is left. Null from the 37th name on. The same names give the same keys.
 */
export function lettersFor(names: readonly string[]): (string | null)[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const letter = [...candidates(name), ...spare].find((one) => !taken.has(one)) ?? null;
    if (letter !== null) taken.add(letter);
    return letter;
  });
}
