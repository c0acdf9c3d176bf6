/** A record in the forms that providers of DNS ask for: strings of 255 octets at most (RFC 1035 section 3.3.14), names without their zone. */
const stringLength = 255;

/** The value as one string, or cut into as many as it takes. They are joined without a blank, so any place may be cut. */
export function txtStrings(value: string): string[] {
  const strings: string[] = [];
  for (let at = 0; at < value.length; at += stringLength) strings.push(value.slice(at, at + stringLength));
  return strings;
}

/** The name as a provider takes it that adds the domain by itself; `@` is the domain (RFC 1035 section 5.1). */
export function nameInZone(name: string, zone: string): string {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}
