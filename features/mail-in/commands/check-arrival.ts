/** Checks the sender of a mail that a server handed to us by SMTP. */
import type { Desk } from '#features/workspace/index.ts';
import { checkSender } from '#mail/check-sender.ts';
import { plainIp } from '#mail/own-network.ts';
import { type SenderAuth, unknownAuth } from '#mail/sender-auth.ts';
import type { LedgerRow } from '../store/ledger-rows.ts';
import { storedAuth } from '../store/stored-auth.ts';

/** An own mail server stands before us: its address is not that of the sender, and it has checked the sender itself. */
export function isFromFront({ settings }: Pick<Desk, 'settings'>, row: LedgerRow): boolean {
  return row.remoteAddress !== null && settings.frontServers.includes(plainIp(row.remoteAddress));
}

/**
 * Null for mail that came another way: nobody told us then which machine sent it. What was found the first time stands, since
 * keys are taken out of the DNS after a while. Whatever goes wrong, the mail is read and its sender unproven.
 */
export async function checkArrival(
  desk: Pick<Desk, 'dns' | 'log' | 'settings'>,
  row: LedgerRow,
  raw: Uint8Array,
): Promise<SenderAuth | null> {
  const known = storedAuth(row.auth);
  if (known !== null) return known;
  if (row.source !== 'smtp' || isFromFront(desk, row)) return null;
  const peer = { ip: row.remoteAddress, helo: row.helo, envelopeFrom: row.envelopeFrom };
  try {
    return await checkSender(raw, peer, { dns: desk.dns, at: row.receivedAt });
  } catch (err) {
    desk.log.error({ err, mail: row.id }, 'the sender of a mail could not be checked; it is read without');
    return unknownAuth();
  }
}
