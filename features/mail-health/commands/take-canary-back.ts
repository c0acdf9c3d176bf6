/** A mail that came in: is it one that we sent to ourselves? */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { provenCanary } from '../rules/canary-token.ts';
import { noteCanaryReturned } from '../store/canaries.ts';
import { noteSuccess, roundTripOf } from '../store/ways.ts';

export type CanaryMail = {
  /** Of the ledger. */
  id: string;
  /** Where its token may be: Message-ID and subject. */
  places: readonly (string | null)[];
};

/**
 * Inside the transaction that gives the mail its fate: the seconds it was on its way, or null when it is a mail like any
 * other. Only a token that verifies, was never used, and whose time is not over makes it one of ours.
 */
export async function takeCanaryBack(
  tx: Tx,
  desk: Pick<Desk, 'keys' | 'clock'>,
  mail: CanaryMail,
): Promise<{ seconds: number } | null> {
  const id = provenCanary(desk.keys, mail.places);
  if (id === null) return null;
  const at = desk.clock.now();
  const canary = await noteCanaryReturned(tx, id, { inboundMailId: mail.id, at });
  if (canary === null) return null;
  if (canary.purpose === 'canary') await noteSuccess(tx, roundTripOf(canary.mailboxId), at);
  return { seconds: Math.max(0, (at.getTime() - canary.createdAt.getTime()) / 1000) };
}
