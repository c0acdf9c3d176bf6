/** Mail that reached us although no mailbox of ours was written to: a catch-all collects such. */

type Recipients = {
  /** To and Cc. */
  named: readonly string[];
  /** Delivered-To, X-Original-To and the like. */
  deliveredTo: readonly string[];
  isOurs(address: string): boolean;
  isAtOurDomain(address: string): boolean;
};

/**
 * The first address at a domain of ours in a mail that names no mailbox of ours anywhere; null when there is none. Mail
 * that names none of our domains came by Bcc or was forwarded, and says nothing about who it was for.
 */
export function strayRecipient({ named, deliveredTo, isOurs, isAtOurDomain }: Recipients): string | null {
  if ([...named, ...deliveredTo].some(isOurs)) return null;
  return named.find(isAtOurDomain) ?? null;
}
