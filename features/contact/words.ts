/** The contact form's words in one language, with the brand filled in. */
import { type ContactWords, type Desk, fillWords } from '#features/workspace/index.ts';

/** All words of the form. */
export function contactWords(desk: Pick<Desk, 'brand' | 'profile'>, language: string): Promise<ContactWords> {
  const source = desk.profile.contactWords[language];
  if (!source) throw new Error(`The profile has no words of the contact form in ${language}`);
  return fillWords(source, { brand: { name: desk.brand.name, address: desk.profile.support.address } });
}

/** Puts what is only known while somebody types into a sentence. */
export function put(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\[([a-z]+)\]/g, (whole, name: string) => values[name] ?? whole);
}

/** As a reader of that language writes it. */
export function readableSize(bytes: number, language: string): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const value = unit === 'kilobyte' ? Math.max(1, Math.round(bytes / 1_000)) : bytes / 1_000_000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
