/** Which rows are selected, and how a key or click changes that. Pure. */

export type Selection = { chosen: ReadonlySet<number>; anchor: number | null };

export const nothingSelected: Selection = { chosen: new Set(), anchor: null };

/** The API changes at most this many tickets in one call. */
export const mostSelected = 500;

export function toggle(selection: Selection, number: number): Selection {
  const chosen = new Set(selection.chosen);
  if (!chosen.delete(number) && chosen.size < mostSelected) chosen.add(number);
  return { chosen, anchor: number };
}

/** Selects everything between the last touched row and this one, in the order of the list. */
export function extendTo(selection: Selection, number: number, order: readonly number[]): Selection {
  const to = order.indexOf(number);
  const from = selection.anchor === null ? to : order.indexOf(selection.anchor);
  if (to < 0) return selection;
  const [start, end] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  const chosen = new Set(selection.chosen);
  for (const each of order.slice(start, end + 1)) if (chosen.size < mostSelected) chosen.add(each);
  return { chosen, anchor: selection.anchor ?? number };
}

/** All loaded rows, or none when all were selected already. */
export function toggleAll(selection: Selection, order: readonly number[]): Selection {
  const loaded = order.slice(0, mostSelected);
  const all = loaded.length > 0 && loaded.every((number) => selection.chosen.has(number));
  return all ? nothingSelected : { chosen: new Set(loaded), anchor: selection.anchor };
}
