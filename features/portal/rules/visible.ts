/** What of a ticket a customer may see: what they wrote, and what was sent to them. Nothing else. */
import { addressKey } from '#features/mail-out/index.ts';
import { type Lane, laneMay } from '#features/tickets/index.ts';

export type Candidate = {
  direction: string;
  kind: string;
  authorAddress: string | null;
  /** Null for what is ours, and for what came before lanes. */
  lane: Lane | null;
  /** Open recipients of what came in; everybody in the envelope of what was sent. */
  recipients: readonly string[];
  /** State of the mail that carried it; null for what came in. */
  mailState: string | null;
};

/** Sent mail counts from when it left: an answer that can still be taken back is not shown. */
const left: ReadonlySet<string> = new Set(['accepted', 'unknown']);

/**
 * True when `address` wrote the message or got it. Notes and automatic mail are never shown, and neither is a mail whose
 * sender failed the check: it would stand there as the customer's own words.
 */
export function isVisibleTo(message: Candidate, address: string): boolean {
  if (message.kind !== 'message') return false;
  const viewer = addressKey(address);
  const took = message.recipients.some((one) => addressKey(one) === viewer);
  if (message.lane !== null && !laneMay(message.lane, 'be-shown-to-customer')) return false;
  if (message.direction === 'in') return took || addressKey(message.authorAddress ?? '') === viewer;
  return message.direction === 'out' && took && message.mailState !== null && left.has(message.mailState);
}

/** Pictures a browser shows without risk; the type is what the bytes say, never what the sender said. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function isPicture(file: { sniffedType: string | null; warning: string | null }): boolean {
  return file.sniffedType !== null && file.warning === null && pictures.has(file.sniffedType);
}
