/** What is kept of a mail above the cap: its header, with a sentence instead of the rest. */

/** `head`: the first bytes of the mail, with its whole header or as much as is kept of one. */
export function headOfLargeMail(head: Uint8Array, size: number, where: string): Buffer {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const header = text
    .slice(0, /\r?\n\r?\n/.exec(text)?.index ?? text.length)
    .split(/\r?\n(?![ \t])/)
    .filter((field) => field.trim() !== '' && !/^(?:content-|mime-version)/i.test(field))
    .join('\r\n');
  const megabytes = Math.round(size / 1024 / 1024);
  const sentence = `This mail has ${megabytes} MB, more than this desk takes. ${where}`;
  return Buffer.from(`${header}\r\n\r\n${sentence}\r\n`, 'latin1');
}
