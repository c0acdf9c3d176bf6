/** Nobody hands out more than they have: an API key with a narrow scope cannot make itself a wide one. */

/** Permissions in `wanted` that the giver lacks; empty when the grant is fine. */
export function beyond(own: ReadonlySet<string>, wanted: ReadonlySet<string>): string[] {
  return [...wanted].filter((name) => !own.has(name)).sort();
}
