/** What a delivery report (RFC 3464) means to the mail it is about. */
import { oneLine } from './subject.ts';

export type BounceFacts = {
  kind: 'failed' | 'delayed';
  /** RFC 3463 code. A report says `failed` only when the server gave up (RFC 3464 2.3.3), also after 4.4.7 for days. */
  status: string | null;
  recipient: string | null;
  diagnostic: string | null;
  /** State of the mail now, and to how many it went. */
  state: string;
  recipients: number;
};

export type BounceVerdict = { state: 'failed' | 'accepted'; reason: string } | null;

/**
 * Null when the report changes nothing: a delay, or a mail that was not handed over. One of several recipients lost is told,
 * but does not make the whole mail failed.
 */
export function afterBounce(facts: BounceFacts): BounceVerdict {
  if (facts.kind === 'delayed') return null;
  if (facts.state !== 'accepted' && facts.state !== 'unknown') return null;
  const who = facts.recipient === null ? '' : ` from ${oneLine(facts.recipient, 100)}`;
  const code = facts.status === null ? '' : ` (${oneLine(facts.status, 20)})`;
  const words =
    facts.diagnostic === null ? '' : ` The mail server there said: ${oneLine(facts.diagnostic, 400)}`;
  return {
    state: facts.recipients > 1 ? 'accepted' : 'failed',
    reason: `It came back${who}${code}.${words}`,
  };
}
