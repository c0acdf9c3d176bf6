/** Which mailboxes get mail of the desk to itself, and whether any is sent. */
import { readBreaker } from '#features/acknowledgement/index.ts';
import { allMailboxes, type Desk } from '#features/workspace/index.ts';

export type CanaryMailbox = { id: string; address: string };

/** Empty when none is sent: not set, or no relay. */
export async function canaryMailboxes(
  desk: Pick<Desk, 'db' | 'brand' | 'settings'>,
): Promise<CanaryMailbox[]> {
  const { canary, relay } = desk.settings;
  if (canary === null || relay === null) return [];
  const { mailboxes } = canary;
  return (await allMailboxes(desk.db, desk.brand.id)).filter(({ address, imap }) =>
    mailboxes === null ? imap !== null : mailboxes.includes(address.toLowerCase()),
  );
}

/** True while the breaker has stopped all automatic mail: these mails are automatic, too. */
export async function isAutomaticMailStopped(desk: Pick<Desk, 'db' | 'brand' | 'clock'>): Promise<boolean> {
  return (await readBreaker(desk.db, desk.brand.id, desk.clock.now()))?.open ?? false;
}

/** Seconds from one mail to the next; null while none is sent, so that silence is no trouble. */
export async function canaryEverySeconds(
  desk: Pick<Desk, 'db' | 'brand' | 'clock' | 'settings'>,
): Promise<number | null> {
  const { canary, relay } = desk.settings;
  if (canary === null || relay === null || (await isAutomaticMailStopped(desk))) return null;
  return canary.everyMinutes * 60;
}
