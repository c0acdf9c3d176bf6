/**
 * Facts from the fields of a contact form. The mail that is made of it has a line for each field below the customer's words,
 * `label: what was typed`; these are the most explicit statements there are, and stand where anybody can read them.
 */
import { type Fact, isFactKey } from './fact.ts';

/** A field as it was filled in. */
export type FormLine = {
  readonly key: string;
  /** As facts are compared; null for an answer that says nothing of the kind, such as "no idea". */
  readonly value: string | null;
  readonly label: string;
  /** As it was typed or chosen. */
  readonly quote: string;
};

/** How a field stands in the text. */
export function formLine({ label, quote }: Pick<FormLine, 'label' | 'quote'>): string {
  return `${label}: ${quote}`;
}

type Place = { readonly line: FormLine; readonly from: number; readonly start: number; readonly end: number };

/** From the end, in reverse order: what the customer wrote above may hold the very same lines. */
function placesOf(body: string, lines: readonly FormLine[]): Place[] {
  const places: Place[] = [];
  let before = body.length;
  for (const line of lines.toReversed()) {
    const whole = formLine(line);
    const from = before < whole.length ? -1 : body.lastIndexOf(whole, before - whole.length);
    if (from < 0) continue;
    const end = from + whole.length;
    places.push({ line, from, start: end - line.quote.length, end });
    before = from;
  }
  return places.reverse();
}

/** The text without the labels of its fields, which are our words and none of the customer's; places stay places. */
export function withoutFormLabels(body: string, lines: readonly FormLine[]): string {
  let text = body;
  for (const { from, start } of placesOf(body, lines)) {
    text = text.slice(0, from) + ' '.repeat(start - from) + text.slice(start);
  }
  return text;
}

/**
 * `read`: what readers found in the whole text. A field outweighs them, and of its line only what they found in the answer is
 * the customer's: "iPhone 15, iOS 18.1" tells two things, "Version of iOS or Android" none.
 */
export function withFormFacts(body: string, lines: readonly FormLine[], read: readonly Fact[]): Fact[] {
  const places = placesOf(body, lines);
  const filled = places.flatMap(({ line: { key, value, quote }, start, end }): Fact[] =>
    isFactKey(key) && value !== null
      ? [{ key, value, quote, start, end, part: 'body', confidence: 1, reader: 'form' }]
      : [],
  );
  const answered = new Set<string>(filled.map(({ key }) => key));
  const kept = read.filter((fact) => {
    const place = places.find(({ from, end }) => fact.part === 'body' && fact.start < end && from < fact.end);
    return (
      place === undefined || (fact.start >= place.start && fact.end <= place.end && !answered.has(fact.key))
    );
  });
  return [...kept, ...filled];
}
