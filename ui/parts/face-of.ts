const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  return [...segmenter.segment(word)][0]?.segment.toUpperCase() ?? '';
}

/** Initials (one or two graphemes, so that emoji and combined letters stay whole) and a stable hue 0..359. */
export function faceOf(name: string): { initials: string; hue: number } {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter((word) => word !== '');
  const first = firstLetter(words[0] ?? '?');
  const last = words.length > 1 ? firstLetter(words.at(-1) ?? '') : '';
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  return { initials: first + last, hue: hash % 360 };
}
