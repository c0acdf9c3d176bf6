import { duration } from '#ui/time/words.ts';

/** "0.8 s", "12 s", "6 min": short times matter here in tenths. */
export function seconds(value: number): string {
  if (value >= 60) return duration(value);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}
