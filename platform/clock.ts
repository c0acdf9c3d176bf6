/** The time, as something that is handed in: rules and commands never look at the wall clock themselves. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests: stands still until it is moved. */
export type FixedClock = Clock & {
  set(to: Date): void;
  /** Moves the clock by so many milliseconds. */
  advance(milliseconds: number): void;
};

export function fixedClock(start: Date | string): FixedClock {
  let at = new Date(start).getTime();
  if (Number.isNaN(at)) throw new RangeError(`Not a time: ${String(start)}`);
  return {
    now: () => new Date(at),
    set: (to) => {
      at = to.getTime();
    },
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}
