import type { Desk } from '#features/workspace/index.ts';
import { makeTrackingToken } from './rules/tracking-link.ts';

/**
 * The link to the public page of a ticket, for everybody who gets the mail it stands in (Bcc too). For one address it opens
 * that person's conversation; for several only what all of them have seen, and nobody can write as one of them.
 */
export function trackingUrl(
  desk: Pick<Desk, 'keys' | 'clock' | 'settings'>,
  of: { ticketId: string; addresses: readonly string[] },
): string {
  const { ticketId, addresses } = of;
  const token = makeTrackingToken(desk.keys, { ticketId, addresses, now: desk.clock.now() });
  return `${desk.settings.publicUrl}/t/${token}`;
}

/** The page on which the reader of a mail answers what it asks; `url` is the tracking link of the same mail. */
export function answersUrl(url: string): string {
  return `${url}/answers`;
}
