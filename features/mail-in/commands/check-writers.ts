/** Checks the addresses that an import brought, and warns on their tickets before anybody answers. */
import { type CustomerCheck, customerChecker, markCustomers } from '#features/addresses/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { mailInLimits } from '../limits.ts';
import { type ImportedWriter, importedWriters, unwarnedTickets } from '../store/imported-writers.ts';

export type WriterCounts = {
  /** Addresses of customers in these mails. */
  checked: number;
  /** Of these: mail may not arrive, and cannot arrive. */
  doubtful: number;
  wrong: number;
  /** Nobody could say: the DNS did not answer. */
  unknown: number;
};

const warned = 'address-warned';

/** Safe to repeat: marks are replaced, and a ticket is warned once of an address. No address is changed. */
export async function checkWriters(
  desk: Desk,
  mailIds: readonly string[],
  tell: (checked: number) => void,
): Promise<WriterCounts> {
  const check = customerChecker(desk);
  // A customer writes many mails, and these come in several lists.
  const found = new Map<string, CustomerCheck['verdict']>();
  for (let from = 0; from < mailIds.length; from += mailInLimits.importChecked) {
    const some = mailIds.slice(from, from + mailInLimits.importChecked);
    const writers = await importedWriters(desk.db, some);
    const checks = await check(writers.map(({ address }) => address));
    await inTransaction(desk, async (tx) => {
      await markCustomers(tx, desk, checks);
      for (const [index, writer] of writers.entries()) await warn(tx, desk, writer, checks[index]);
    });
    for (const { address, verdict } of checks) found.set(address.toLowerCase(), verdict);
    tell(found.size);
  }
  const count = (verdict: CustomerCheck['verdict']): number =>
    [...found.values()].filter((one) => one === verdict).length;
  return {
    checked: found.size,
    doubtful: count('doubtful'),
    wrong: count('wrong'),
    unknown: count('unknown'),
  };
}

async function warn(
  tx: Tx,
  desk: Desk,
  writer: ImportedWriter,
  check: CustomerCheck | undefined,
): Promise<void> {
  if (check === undefined || check.verdict === 'good' || check.verdict === 'unknown') return;
  const { address, verdict, suggestion, reasons, confidence } = check;
  const doubt = verdict === 'wrong' ? 'cannot be right' : 'may be wrong';
  for (const ticketId of await unwarnedTickets(tx, warned, writer)) {
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId,
      kind: warned,
      actor: systemActor('Posthaste'),
      data: {
        address,
        verdict,
        suggestion,
        confidence,
        sentence: `The customer’s address ${address} ${doubt}: an answer may not arrive.`,
      },
      reasons: [...reasons.map(({ words }) => words), 'The address was kept as it came with the import.'],
      at: desk.clock.now(),
    });
  }
}
