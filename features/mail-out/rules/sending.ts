/** What a try to send comes to. Pure: facts of the try in, the next state out. */
import { mailOutLimits } from './limits.ts';

/**
 * Waits before each further try after a temporary failure, in seconds. Short at first (grey-listing, restarts), then
 * slow; after the last one the mail has waited about two days and is failed, as RFC 5321 section 4.5.4.1 suggests.
 */
export const retrySchedule: readonly number[] = [
  15,
  60,
  300,
  900,
  1800,
  3600,
  2 * 3600,
  4 * 3600,
  8 * 3600,
  12 * 3600,
  16 * 3600,
];

export type TryResult =
  | { kind: 'accepted' }
  | {
      kind: 'error';
      /** SMTP reply of the relay (RFC 5321 section 4.2.1), when it gave one. */
      replyCode: number | null;
      /** Words of the relay or of the network. */
      words: string;
      /** True once the first byte of content may have left. */
      contentBegan: boolean;
      /** True when the reply was to our connection or login, not to the mail: the mail is not at fault. */
      aboutUs: boolean;
      /** True for what no further try can mend: no such file, an address the protocol cannot carry. */
      hopeless: boolean;
      /** Set when no token could be had to sign in with: words for people, and whether a person has to do something. */
      signIn?: { words: string; refused: boolean };
    };

export type NextState =
  | { state: 'accepted' }
  | { state: 'queued'; waitSeconds: number; reason: string; replyCode: number | null }
  | { state: 'failed'; reason: string; replyCode: number | null }
  | { state: 'unknown'; reason: string; replyCode: null };

/**
 * The state after a try. `attempts` counts this try, from 1.
 * An answer of the relay is believed: 4xx later, 5xx never. Silence after content began to leave is unknown: the relay
 * may have taken the mail, so it is not sent again unless a person says so.
 */
export function afterTry(result: TryResult, attempts: number): NextState {
  if (result.kind === 'accepted') return { state: 'accepted' };
  const { replyCode } = result;
  const words = result.words.replace(/\s+/g, ' ').trim().slice(0, mailOutLimits.reasonLength);
  if (result.hopeless) return { state: 'failed', reason: words, replyCode };
  if (replyCode !== null && replyCode >= 500 && !result.aboutUs) {
    return { state: 'failed', reason: `${explain(replyCode)} The mail server said: ${words}`, replyCode };
  }
  if (replyCode === null && result.contentBegan) {
    return {
      state: 'unknown',
      reason:
        'The connection ended after the mail was handed over and before the mail server confirmed it. ' +
        `It may have arrived, so it was not sent again. (${words})`,
      replyCode: null,
    };
  }
  const wait = retrySchedule[attempts - 1];
  const said = result.signIn?.words ?? relayTrouble(replyCode, words);
  if (wait === undefined) {
    return { state: 'failed', reason: `Given up after ${attempts} tries. ${said}`, replyCode };
  }
  return { state: 'queued', waitSeconds: wait, reason: `Not sent yet, trying again. ${said}`, replyCode };
}

/** RFC 4954 section 6: the login is wanted, too weak, or wrong. */
export function isSignInRefusal(replyCode: number | null): boolean {
  return replyCode === 530 || replyCode === 534 || replyCode === 535;
}

/** What the relay said, as a sentence that says what to do. */
export function relayTrouble(replyCode: number | null, words: string): string {
  if (replyCode === null) return `The mail server could not be reached: ${words}`;
  if (isSignInRefusal(replyCode)) {
    return `The relay did not let us sign in; check its user and password, or its mail account. It said: ${words}`;
  }
  return `The mail server said: ${words}`;
}

/** Plain words for the common permanent answers. */
function explain(replyCode: number): string {
  switch (replyCode) {
    case 550:
    case 551:
      return 'The address was refused.';
    case 552:
      return 'The mail is too large, or the mailbox is full.';
    case 553:
    case 501:
      return 'The address is not valid for the mail server.';
    case 554:
      return 'The mail was refused.';
    default:
      return 'The mail was refused for good.';
  }
}

/**
 * What becomes of a mail whose process died while it was `sending`: unknown when content may have begun to leave,
 * otherwise it certainly was not taken (no relay accepts before the final dot) and may be tried at once.
 */
export function afterDeath(contentBegan: boolean): 'unknown' | 'queued' {
  return contentBegan ? 'unknown' : 'queued';
}

export const deathReason =
  'Posthaste was stopped while it handed the mail over. It may have arrived, so it was not sent again.';
