/** Mail that reached us although no mailbox of ours was written to: a catch-all or a mailing list brings such. */

export type Recipients = {
  /** To and Cc. */
  named: readonly string[];
  /** Delivered-To, X-Original-To and the like. */
  deliveredTo: readonly string[];
  envelopeTo: readonly string[];
  isOurs(address: string): boolean;
  isAtOurDomain(address: string): boolean;
};

/**
 * The first address at a domain of ours in a mail that names no mailbox of ours anywhere; null when there is none. Mail
 * that names none of our domains came by Bcc or was forwarded, and says nothing about who it was for.
 */
export function strayRecipient({
  named,
  deliveredTo,
  isOurs,
  isAtOurDomain,
}: Omit<Recipients, 'envelopeTo'>): string | null {
  if ([...named, ...deliveredTo].some(isOurs)) return null;
  return named.find(isAtOurDomain) ?? null;
}

/** Header fields that lists write (RFC 2919, RFC 2369). List-Unsubscribe alone stands in forms and shop mail as well. */
const listReasons = new Set(['list-id', 'list-post', 'precedence-list', 'mailing-list', 'x-mailing-list']);

/** A list that somebody signed one of our addresses up for. A list of our own names its own address, at our domain. */
export function strayList(
  automationReason: string | null,
  { named, isAtOurDomain }: Pick<Recipients, 'named' | 'isAtOurDomain'>,
): boolean {
  return automationReason !== null && listReasons.has(automationReason) && !named.some(isAtOurDomain);
}

/** Our no-reply address, when the mail reached no other address of ours; else null. */
export function onlyNoReply(
  { named, deliveredTo, envelopeTo, isOurs }: Omit<Recipients, 'isAtOurDomain'>,
  isNoReply: (address: string) => boolean,
): string | null {
  const ours = [...envelopeTo, ...deliveredTo, ...named].filter(isOurs);
  return ours.every(isNoReply) ? (ours[0] ?? null) : null;
}
