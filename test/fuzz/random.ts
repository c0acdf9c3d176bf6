/** Chance that can be repeated: the same seed and case give the same mail on every machine. */

export type Random = {
  /** From 0 to below `count`. */
  below(count: number): number;
  /** Both ends included. */
  between(least: number, most: number): number;
  /** Throws for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** True once in `times`. */
  oneIn(times: number): boolean;
  /** Mostly small, rarely up to `most`: sizes as hostile mail has them. */
  size(most: number): number;
};

/** A stream of its own for every case (sfc32, public domain), so that one case can be run alone. */
export function randomOf(seed: number, index: number): Random {
  let [a, b, c, counter] = [seed | 0, index | 0, 0x9e3779b9 | 0, 1];
  const next = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + mixed;
    return (mixed >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round += 1) next();
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick(list) {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error('There is nothing to pick from');
      return picked;
    },
    oneIn: (times) => below(times) === 0,
    size: (most) => Math.floor(most ** next()),
  };
}
