/** A text cut where places in it begin and end; places may overlap. Pure. */
export function markedParts(
  text: string,
  places: readonly { start: number; end: number }[],
): { words: string; marked: boolean; at: number }[] {
  const edges = new Set([0, text.length, ...places.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...edges].filter((edge) => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
  return sorted.slice(0, -1).map((at, index) => ({
    words: text.slice(at, sorted[index + 1]),
    marked: places.some(({ start, end }) => start <= at && at < end),
    at,
  }));
}
