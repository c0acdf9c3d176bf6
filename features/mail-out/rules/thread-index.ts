/**
 * Outlook threads by its own headers (MS-OXOMSG section 2.2.1.2): they are passed through from the mail being answered,
 * otherwise Outlook shows every answer as a new conversation.
 */

/** Thread-Topic and Thread-Index in the header section of a raw mail; unfolded, absent when not sane. */
export function outlookThread(rawStart: Uint8Array): Record<string, string> {
  const text = Buffer.from(rawStart.buffer, rawStart.byteOffset, rawStart.byteLength).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const found: Record<string, string> = {};
  for (const line of text
    .slice(0, end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)) {
    const index = /^Thread-Index:\s*([A-Za-z0-9+/]{20,1000}={0,2})\s*$/i.exec(line.slice(0, 2000));
    if (index?.[1] && !found['Thread-Index']) found['Thread-Index'] = index[1];
    // Encoded words (RFC 2047) are ASCII and are handed on as they came; raw bytes beyond ASCII are left out.
    const topic = /^Thread-Topic:\s*([\x20-\x7e]{1,900})$/i.exec(line.slice(0, 2000));
    if (topic?.[1] && !found['Thread-Topic']) found['Thread-Topic'] = topic[1].trim();
  }
  return found;
}
