/** Many addresses of customers at once, as an import brings them: checked like one in a form, and marked. */
import { normalAddress } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addressLimits } from '../limits.ts';
import { type CustomerCheck, checkCustomer, mailState } from '../queries/check-customer.ts';
import type { MailState } from '../rules/judge-customer.ts';
import { type AddressMark, removeMarks, saveMarks } from '../store/address-marks.ts';

type CheckingDesk = Pick<Desk, 'db' | 'brand' | 'profile' | 'dns'>;

/** Checks addresses one list after the other. Every domain is asked about once, however many write from it. */
export function customerChecker(
  desk: CheckingDesk,
): (addresses: readonly string[]) => Promise<CustomerCheck[]> {
  const states = new Map<string, Promise<MailState>>();
  const stateOf = (domain: string): Promise<MailState> => {
    const known = states.get(domain);
    if (known) return known;
    const asked = mailState(desk.dns, domain);
    states.set(domain, asked);
    return asked;
  };
  return async (addresses) => {
    const checks: CustomerCheck[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < addresses.length) {
        const index = next;
        next += 1;
        checks[index] = await checkCustomer(desk, addresses[index] ?? '', stateOf);
      }
    };
    await Promise.all(Array.from({ length: addressLimits.checksAtOnce }, work));
    return checks;
  };
}

/** Keeps what was found. Of an address the DNS said nothing about, an earlier mark stands. */
export async function markCustomers(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  checks: readonly CustomerCheck[],
): Promise<void> {
  const marks = new Map<string, AddressMark>();
  const good: string[] = [];
  for (const { address, verdict, suggestion, reasons, confidence } of checks) {
    const normal = normalAddress(address);
    if (normal === '' || verdict === 'unknown') continue;
    if (verdict === 'good') good.push(normal);
    else marks.set(normal, { address: normal, verdict, suggestion, reasons, confidence });
  }
  await saveMarks(tx, desk.brand.id, [...marks.values()], desk.clock.now());
  await removeMarks(tx, desk.brand.id, good);
}
