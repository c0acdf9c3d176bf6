/** What the relay did, for mail health: by every try to send, and by asking it when no mail leaves. */
import { noteFailure, noteSuccess } from '#features/mail-health/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { checkRelay, type RelayTimes, type RelayTrouble } from '../relay.ts';
import { type RelayTokenDesk, relayToken } from '../relay-token.ts';
import { isSignInRefusal, relayTrouble, type TryResult } from '../rules/sending.ts';

/** A reply about one mail says that the relay works. The mail's own outcome never depends on this note. */
export async function noteRelay(desk: Pick<Desk, 'db' | 'clock' | 'log'>, result: TryResult): Promise<void> {
  const trouble =
    result.kind === 'error' && (result.aboutUs || result.replyCode === null) && !result.hopeless
      ? result
      : null;
  await note(desk, trouble);
}

/** Connects to the relay and signs in. Does nothing in capture mode. */
export async function askRelay(desk: RelayTokenDesk, times: Partial<RelayTimes> = {}): Promise<void> {
  const { relay } = desk.settings;
  if (relay !== null) await note(desk, await checkRelay(relay, times, relayToken(desk)));
}

async function note(desk: Pick<Desk, 'db' | 'clock' | 'log'>, trouble: RelayTrouble | null): Promise<void> {
  const now = desk.clock.now();
  try {
    if (trouble === null) return await noteSuccess(desk.db, 'relay', now);
    const { replyCode, words, signIn } = trouble;
    const failure = signIn ?? {
      words: relayTrouble(replyCode, words),
      refused: isSignInRefusal(replyCode),
    };
    await noteFailure(desk.db, 'relay', failure, now);
  } catch (err) {
    desk.log.warn({ err }, 'could not note how the relay fares');
  }
}
