/** Hands one mail to ourselves to the relay. */
import {
  makeCanaryToken,
  noteCanarySent,
  noteFailure,
  roundTripOf,
  takeCanary,
} from '#features/mail-health/index.ts';
import {
  composeCanary,
  isSignInRefusal,
  noteRelay,
  type Relay,
  relayTrouble,
} from '#features/mail-out/index.ts';
import type { Desk } from '#features/workspace/index.ts';

export type CanaryToSend = { id: string; mailboxId: string; to: string };

/**
 * Sends it once, whatever happens to the job: a lost one is late, and the next one comes. Silence after the content began
 * counts as sent, because it may come back.
 */
export async function sendCanary(desk: Desk, relay: Relay | null, canary: CanaryToSend): Promise<void> {
  const now = desk.clock.now();
  if (!(await takeCanary(desk.db, canary.id, now))) return;
  const trouble = await hand(desk, relay, canary, now);
  await noteCanarySent(desk.db, canary.id, trouble?.words ?? null);
  if (trouble !== null) await noteFailure(desk.db, roundTripOf(canary.mailboxId), trouble, desk.clock.now());
}

type Trouble = { words: string; refused: boolean };

async function hand(
  desk: Desk,
  relay: Relay | null,
  { id, to }: CanaryToSend,
  at: Date,
): Promise<Trouble | null> {
  if (relay === null) return { words: 'No relay is set, so nothing leaves.', refused: false };
  let mail: Awaited<ReturnType<typeof composeCanary>>;
  try {
    mail = await composeCanary(desk, { token: makeCanaryToken(desk.keys, id), to, at });
  } catch (err) {
    desk.log.warn({ err }, 'could not put a mail to ourselves together');
    const words = `It could not be put together: ${err instanceof Error ? err.message : String(err)}`;
    return { words, refused: false };
  }
  const { refused: _nobody, ...result } = await relay.send(mail, async () => undefined);
  await noteRelay(desk, result);
  if (result.kind === 'accepted' || (result.contentBegan && result.replyCode === null)) return null;
  const { replyCode, words } = result;
  return {
    words: `The mail to ourselves could not be sent. ${relayTrouble(replyCode, words)}`,
    refused: isSignInRefusal(replyCode),
  };
}
