/** Which tickets are held back from training, to measure by. */
import { learningLimits } from '../limits.ts';

/** Tickets that teach the same are a stratum: each gives its share to the part that is held back. */
export function stratumOf(lesson: {
  kind: string;
  topic: string | null;
  departments: readonly string[];
}): string {
  return `${lesson.kind}:${lesson.topic ?? [...lesson.departments].sort().join('+')}`;
}

/**
 * Every fifth of a stratum is held back, the first four teach: one correction is learnt from. Decided once and
 * written down, so that no model was ever trained on what a later one is measured by.
 */
export function isHeldBack(before: number): boolean {
  return (before + 1) % learningLimits.heldBackOneIn === 0;
}
