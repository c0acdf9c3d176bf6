/** Percentiles and round numbers for reports. */

/** The value below which `share` (0..1) of the values lie; the nearest-rank method. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  const found = sorted[at];
  if (found === undefined) throw new Error('no values to take a percentile of');
  return found;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error('no values to take the median of');
  return (low + high) / 2;
}

/** Rounded to two decimals, which is more than a noisy machine deserves. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export type Latency = { p50Ms: number; p95Ms: number; worstMs: number; samples: number };

/** p50, p95 and worst of times in milliseconds. */
export function latencyOf(times: readonly number[]): Latency {
  return {
    p50Ms: round(percentile(times, 0.5)),
    p95Ms: round(percentile(times, 0.95)),
    worstMs: round(percentile(times, 1)),
    samples: times.length,
  };
}
