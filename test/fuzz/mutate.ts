/** One mail made into another: some changes after each other, chosen by chance. */
import { byteMutations } from './mutate-bytes.ts';
import { headerMutations } from './mutate-header.ts';
import { partMutations } from './mutate-parts.ts';
import { textMutations } from './mutate-text.ts';
import { type Random, randomOf } from './random.ts';
import type { Seed } from './seeds.ts';

/** Mails are handled with one character a byte (latin1). */
export type Mutation = {
  name: string;
  /** `another` gives some other mail. */
  change(text: string, random: Random, another: () => string): string;
};

export const mutations: readonly Mutation[] = [
  ...byteMutations,
  ...headerMutations,
  ...partMutations,
  ...textMutations,
];

/** Bytes of one case: caps of single things lie well below it, and 100,000 cases stay affordable. */
const mostBytes = 512 * 1024;

export type Case = { index: number; raw: Buffer; seed: string; changes: string[] };

/** The case of this number: always the same for the same seeds. */
export function makeCase(seeds: readonly Seed[], seed: number, index: number): Case {
  const random = randomOf(seed, index);
  const start = random.pick(seeds);
  const another = (): string => random.pick(seeds).raw.toString('latin1');
  let text = start.raw.toString('latin1');
  const changes: string[] = [];
  for (let left = random.pick([1, 1, 1, 2, 2, 3, 5]); left > 0; left -= 1) {
    const mutation = random.pick(mutations);
    text = mutation.change(text, random, another).slice(0, mostBytes);
    changes.push(mutation.name);
  }
  return { index, raw: Buffer.from(text, 'latin1'), seed: start.name, changes };
}
