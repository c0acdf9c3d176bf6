/** May a mail come in whose domain says that it is not from there? */

import type { Way } from './choose-way.ts';
import type { SenderProof } from './sender-proof.ts';

/**
 * What shows that its sender is forged, in a sentence; null when it may come in. Held only when the domain asks to refuse
 * such mail (DMARC p=reject) and nothing else ties it to us: whoever answers a mail of ours is heard, with the warning
 * beside it.
 */
export function judgeForged({ choice, lane }: Way, proof: SenderProof): string | null {
  if (lane.lane !== 'failed' || !proof.refuse) return null;
  if (choice.tie !== 'none' && choice.tie !== 'stranger') return null;
  return proof.sentence;
}
