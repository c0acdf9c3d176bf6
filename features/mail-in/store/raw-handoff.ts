/** Bytes just received, for the reader in the same process. A shortcut only: what is not here is read from the files. */
import { mailInLimits } from '../limits.ts';

const held = new Map<string, Uint8Array>();
let bytes = 0;

/** Keeps the content until it is taken or pushed out by newer mail. */
export function offerRaw(sha256: string, content: Uint8Array): void {
  if (held.has(sha256) || content.byteLength > mailInLimits.handoffBytes / 8) return;
  held.set(sha256, content);
  bytes += content.byteLength;
  for (const [oldest, oldContent] of held) {
    if (bytes <= mailInLimits.handoffBytes) break;
    held.delete(oldest);
    bytes -= oldContent.byteLength;
  }
}

/** The content, once; null when it is not here. */
export function takeRaw(sha256: string): Uint8Array | null {
  const content = held.get(sha256);
  if (!content) return null;
  held.delete(sha256);
  bytes -= content.byteLength;
  return content;
}
