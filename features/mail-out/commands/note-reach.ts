/** What the relay's answer says of the addresses a mail went to. */
import { noteAccepted, noteFailure } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { bounceCause } from '#mail/reports/bounce-cause.ts';
import { statusIn } from '#mail/reports/status-fields.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Refusal } from '../relay.ts';
import { addressKey } from '../rules/recipients.ts';
import type { OutboxRow } from '../store/outbox-rows.ts';
import { tellAddress } from './tell-report.ts';

/** Only these are about the address; a relay refuses for reasons of its own, too. */
const aboutTheAddress = new Set(['no-such-address', 'no-such-domain', 'mailbox-closed', 'mailbox-full']);

/** Addresses that were taken are remembered as such; one that was refused for good counts as a failure. */
export async function noteReach(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  row: Pick<OutboxRow, 'id' | 'brandId' | 'ticketId' | 'envelopeTo'>,
  answer: { accepted: boolean; refused: readonly Refusal[] },
): Promise<void> {
  const { brandId } = row;
  const now = desk.clock.now();
  const lost = new Set(answer.refused.map(({ address }) => addressKey(address)));
  const addresses = row.envelopeTo.filter((address) => !lost.has(addressKey(address)));
  if (answer.accepted) await noteAccepted(tx, { brandId, addresses, now });
  for (const { address, replyCode, words } of answer.refused) {
    const status = statusIn(words);
    const cause = bounceCause(status, words);
    if ((replyCode ?? 0) < 500 || !aboutTheAddress.has(cause)) continue;
    const change = await noteFailure(tx, { brandId, address, now, mailId: row.id, status, cause });
    if (change) await tellAddress(tx, { ...desk, brand: { id: brandId } }, row.ticketId, address, change);
  }
}
