/** Telephone numbers people write below their mails: another way to reach them when mail does not arrive. */

/** A number with its country, or one behind a word that says what it is. */
const international = /(?<![\p{L}\d])(?:\+|00)[1-9]\d{0,2}(?:[ ()./-]{0,3}\d){6,12}(?!\d)/gu;
const labelled =
  /(?<!\p{L})(?:tel(?:e(?:f[oó]no|fon[eo]?|phone|foon))?|phone|mobile?|mob|cell|handy|m[oó]vil|port(?:able)?|cellulare|puh(?:elin)?|gsm|telem[oó]vel|電話|携帯)[.:\s：]{1,4}(\(?\d(?:[ ()./-]{0,3}\d){5,13})(?!\d)/giu;

/** Longer texts are no signature. */
const longest = 2_000;
const mostNumbers = 5;

/** Numbers as they are written, each once. */
export function phoneNumbersIn(texts: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const text of texts) {
    const part = text.slice(0, longest);
    const numbers = [
      ...[...part.matchAll(international)].map(([number]) => number),
      ...[...part.matchAll(labelled)].map(([, number = '']) => number),
    ];
    for (const number of numbers) {
      const digits = number.replace(/\D/g, '').replace(/^00/, '');
      if (!found.has(digits)) found.set(digits, number.trim());
    }
  }
  return [...found.values()].slice(0, mostNumbers);
}
