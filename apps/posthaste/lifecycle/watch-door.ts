/** A door of this process is asked from outside, as its callers would, and what it answers is noted for mail health. */
import { healthLimits, noteFailure, noteSuccess } from '#features/mail-health/index.ts';
import type { Desk } from '#features/workspace/index.ts';

/** `ask` gives null when the door answers, otherwise what is wrong. Returns how to stop. */
export function watchDoor(desk: Desk, way: 'smtp' | 'http', ask: () => Promise<string | null>): () => void {
  const look = async (): Promise<void> => {
    const words = await ask();
    const now = desk.clock.now();
    if (words === null) await noteSuccess(desk.db, way, now);
    else await noteFailure(desk.db, way, { words, refused: false }, now);
  };
  return repeat(desk, healthLimits.doorEvery, 'could not note how a door fares', look);
}

/** Runs it now and then again and again; what fails is logged, and the next time comes. Returns how to stop. */
export function repeat(
  desk: Desk,
  everyMs: number,
  complaint: string,
  work: () => Promise<void>,
): () => void {
  const run = (): void => {
    work().catch((err: unknown) => desk.log.warn({ err }, complaint));
  };
  run();
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}
