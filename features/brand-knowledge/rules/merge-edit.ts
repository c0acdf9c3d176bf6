/**
 * An edit outlives an upgrade of the profile: what the brand changed stays as the brand has it, everything else follows the
 * profile's own file.
 */

type Json = unknown;
type Named = { id: string };

/** `base`: the profile's own value when it was edited; `edited`: what it became; `own`: the profile's own value now. */
export function mergeEdit(base: Json, edited: Json, own: Json): Json {
  if (same(edited, base)) return own;
  if (same(own, base) || same(own, edited)) return edited;
  if (isRecord(base) && isRecord(edited) && isRecord(own))
    return Object.fromEntries(
      mergeEntries(Object.entries(base), Object.entries(edited), Object.entries(own)),
    );
  if (areNamed(base) && areNamed(edited) && areNamed(own))
    return mergeEntries(byId(base), byId(edited), byId(own)).map(([, value]) => value);
  if (areWords(base) && areWords(edited) && areWords(own)) return mergeWords(base, edited, own);
  return edited;
}

/** True when two JSON values say the same; the order of keys is none of it. */
export function same(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => same(value, other[index]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}

type Entries = [string, Json][];

/** In the order of the edit; what the profile added since stands behind it. */
function mergeEntries(base: Entries, edited: Entries, own: Entries): Entries {
  const before = new Map(base);
  const now = new Map(own);
  const mine = new Map(edited);
  const kept = edited.flatMap(([key, value]): Entries => {
    if (now.has(key)) return [[key, mergeEdit(before.get(key), value, now.get(key))]];
    return before.has(key) && same(before.get(key), value) ? [] : [[key, value]];
  });
  return [...kept, ...own.filter(([key]) => !mine.has(key) && !before.has(key))];
}

function mergeWords(base: readonly string[], edited: readonly string[], own: readonly string[]): string[] {
  const gone = new Set(base.filter((word) => !own.includes(word)));
  const added = own.filter((word) => !base.includes(word) && !edited.includes(word));
  return [...edited.filter((word) => !gone.has(word)), ...added];
}

function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areNamed(value: Json): value is Named[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => isRecord(one) && typeof one.id === 'string')
  );
}

function byId(list: readonly Named[]): Entries {
  return list.map((one) => [one.id, one]);
}

function areWords(value: Json): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
