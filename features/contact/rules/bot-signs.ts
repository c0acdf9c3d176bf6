/** What tells a program from a person. Each sign only has the mail held for a person to look at. */
import type { FormSign } from '#features/mail-in/index.ts';
import { contactLimits } from '../limits.ts';

const link = /\b(?:https?:\/\/|www\.)[^\s<>"']{3,300}/giu;
/** One link is how people show what they mean. */
const fewestLinks = 3;
/** Letters beside the links of somebody who has something to say. */
const leastLetters = 60;

export function botSigns(sent: {
  /** Of the field that people do not see. */
  hidden: string;
  openMilliseconds: number;
  text: string;
}): FormSign[] {
  const signs: FormSign[] = [];
  if (sent.hidden.trim() !== '') signs.push('hidden-field');
  if (sent.openMilliseconds < contactLimits.leastMilliseconds) signs.push('too-fast');
  const links = sent.text.match(link)?.length ?? 0;
  const letters = sent.text.replace(link, '').match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (links >= fewestLinks && letters < leastLetters) signs.push('links-only');
  return signs;
}
