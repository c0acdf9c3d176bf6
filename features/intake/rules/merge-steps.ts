/** Steps tried over several messages: what was said last of a step stands. */

type Said = { readonly step: string; readonly saidAt: string };

/** Each step once, in the order in which they were first told. */
export function mergeSteps<S extends Said>(said: readonly S[]): S[] {
  const byStep = new Map<string, S>();
  for (const one of said.toSorted((a, b) => (a.saidAt < b.saidAt ? -1 : a.saidAt > b.saidAt ? 1 : 0))) {
    byStep.set(one.step, one);
  }
  return [...byStep.values()];
}
