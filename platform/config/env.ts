/** The only place that reads the environment of the process. */

/** A copy of the environment as it is now. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return { ...process.env };
}
