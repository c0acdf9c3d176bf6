import type { Desk } from '#features/workspace/index.ts';
import { makeTrackingToken } from './rules/tracking-link.ts';

/**
 * The link to the public page of a ticket for one address. `address` null (a mail to several people): the front page,
 * because a link that opens the ticket as one of them must not reach the others.
 */
export function trackingUrl(
  desk: Pick<Desk, 'keys' | 'clock' | 'settings'>,
  of: { ticketId: string; address: string | null },
): string {
  const { publicUrl } = desk.settings;
  if (of.address === null) return publicUrl;
  const token = makeTrackingToken(desk.keys, {
    ticketId: of.ticketId,
    address: of.address,
    now: desk.clock.now(),
  });
  return `${publicUrl}/t/${token}`;
}
