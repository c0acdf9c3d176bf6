/** A form that was filled in like by a program is held for a person to look at, never thrown away. */
import type { FilledForm, FormSign } from '../filled-form.ts';

const words: Readonly<Record<FormSign, string>> = {
  'hidden-field': 'a field that people do not see was filled in',
  'too-fast': 'it was sent faster than anybody types',
  'links-only': 'there is hardly anything in it but links',
};

/** Why the form looks like a program's, in a sentence; null when a person may well have filled it in. */
export function judgeForm({ signs }: Pick<FilledForm, 'signs'>): string | null {
  if (signs.length === 0) return null;
  return `It came by the contact form, and ${signs.map((sign) => words[sign]).join(', and ')}.`;
}
