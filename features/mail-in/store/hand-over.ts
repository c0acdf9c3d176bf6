/** Mail just received, for the reader in the same process. A shortcut only: what is not here is read from ledger and files. */
import { mailInLimits } from '../limits.ts';
import type { LedgerRow } from './ledger-rows.ts';

export type HandedOver = { row: LedgerRow; raw: Uint8Array };

const held = new Map<string, HandedOver>();
let bytes = 0;

/** Keeps the mail until it is taken or pushed out by newer mail. */
export function handOver(mail: HandedOver): void {
  const { id } = mail.row;
  if (held.has(id) || mail.raw.byteLength > mailInLimits.handoffBytes / 8) return;
  held.set(id, mail);
  bytes += mail.raw.byteLength;
  for (const [oldest, { raw }] of held) {
    if (bytes <= mailInLimits.handoffBytes) break;
    held.delete(oldest);
    bytes -= raw.byteLength;
  }
}

/** The mail of this ledger row, once; null when it is not here. */
export function takeOver(id: string): HandedOver | null {
  const mail = held.get(id);
  if (!mail) return null;
  held.delete(id);
  bytes -= mail.raw.byteLength;
  return mail;
}
