/** Hints on a draft in a sentence each. */
import type { DraftHintShown } from '../contract.ts';
import { askedWords } from './asked-words.ts';

/** Longest piece of a question that is repeated. */
const longest = 120;

/** The same hint on a draft that went on keeps its id, and stays dismissed. */
export function hintId({ kind, quote, fact }: DraftHintShown): string {
  return `${kind} ${fact?.key ?? (kind === 'shouting' ? '' : quote)}`;
}

export function hintWords({ kind, quote, fact, asked }: DraftHintShown): string {
  switch (kind) {
    case 'blame':
      return `“${short(quote)}” may sound like blame.`;
    case 'sarcasm':
      return `“${short(quote)}” may sound sarcastic.`;
    case 'shouting':
      return 'So many capital letters or exclamation marks may sound like shouting.';
    case 'unanswered':
      return `They also asked: “${short(quote)}”`;
    case 'known-fact':
      return `The customer already told you: ${fact?.label ?? ''} ${fact?.shown ?? ''}.`;
    case 'asked-before':
      return `${fact?.label ?? 'This'} was asked for already${asked === null ? '' : `, ${askedWords(asked)}`}.`;
  }
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}
