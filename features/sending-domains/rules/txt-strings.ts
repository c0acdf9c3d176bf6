/** A value of TXT as DNS carries it: strings of 255 octets at most (RFC 1035 section 3.3.14). */
const stringLength = 255;

/** The value as one string, or cut into as many as it takes. They are joined without a blank, so any place may be cut. */
export function txtStrings(value: string): string[] {
  const strings: string[] = [];
  for (let at = 0; at < value.length; at += stringLength) strings.push(value.slice(at, at + stringLength));
  return strings;
}
