/** What watching needs of features above it; the app wires it (`apps/posthaste/features.ts`). */
export type HealthPorts = {
  /** Way -> since when its oldest mail waits: to be read, or to leave. */
  waitingSince(): Promise<ReadonlyMap<string, Date>>;
  /** Seconds from one mail to ourselves to the next; null while none is sent: not set, or automatic mail is stopped. */
  canaryEverySeconds(): Promise<number | null>;
};
