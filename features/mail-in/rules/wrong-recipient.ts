/** Whether a mail names an address of ours that is misspelt or no longer used, and no right one. */
import type { Guidance } from '#features/addresses/index.ts';

export type WrongRecipient = {
  /** As the sender wrote it. */
  wrote: string;
  /** The address that was meant, where the mail belongs. */
  right: string;
  how: 'misspelt' | 'retired';
  note: string;
  confidence: number;
};

type Recipients = {
  /** To and Cc. */
  named: readonly string[];
  /** Envelope, then Delivered-To and the like: what servers on the way made of it. */
  behind: readonly string[];
  guide(address: string): Guidance;
};

/** What the sender wrote counts first: a server on the way may have put it right already. */
export function wrongRecipient({ named, behind, guide }: Recipients): WrongRecipient | null {
  if (named.some((address) => guide(address).kind === 'ours')) return null;
  for (const wrote of [...named, ...behind]) {
    const guidance = guide(wrote);
    if (guidance.kind !== 'meant') continue;
    const { right, how, note, confidence } = guidance;
    return { wrote, right, how, note, confidence };
  }
  return null;
}
