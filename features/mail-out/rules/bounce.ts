/** What believed failures mean to the mail they are about. */
import { causeSentence, type FailureCause } from '#features/people/index.ts';
import { oneLine } from './subject.ts';

export type Failure = {
  address: string;
  /** RFC 3463 code. A report says `failed` only when the server gave up (RFC 3464 2.3.3), also after 4.4.7 for days. */
  status: string | null;
  cause: FailureCause;
  diagnostic: string | null;
};

export type BounceVerdict = { state: 'failed' | 'accepted'; reason: string } | null;

/** More addresses than these are only counted. */
const mostTold = 3;

/**
 * Null when nothing changes: no failure, or a mail that was not handed over. Of several recipients lost some are told, but
 * that does not make the whole mail failed. `recipients`: to how many it went; `state`: of the mail now.
 */
export function afterBounce(
  failures: readonly Failure[],
  mail: { state: string; recipients: number },
): BounceVerdict {
  if (failures.length === 0 || (mail.state !== 'accepted' && mail.state !== 'unknown')) return null;
  const told = failures.slice(0, mostTold).map(tell);
  const more = failures.length - told.length;
  return {
    state: failures.length < mail.recipients ? 'accepted' : 'failed',
    reason: `${told.join(' ')}${more > 0 ? ` And from ${more} more.` : ''}`,
  };
}

function tell({ address, status, cause, diagnostic }: Failure): string {
  const code = status === null ? '' : ` (${oneLine(status, 20)})`;
  const words = diagnostic === null ? '' : ` The mail server there said: ${oneLine(diagnostic, 400)}`;
  return `It came back from ${oneLine(address, 100)}${code}. ${causeSentence(cause)}${words}`;
}
