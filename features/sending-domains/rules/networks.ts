/** IP addresses and networks in SPF (RFC 7208 section 5.6): the term says of which kind the address has to be. */
import { type Network, parseV4, parseV6, readNetwork } from '#platform/networks.ts';

/** A number of an IPv4 address that begins with a zero (RFC 7208 section 12, `qnum`, has none; some read it as octal). */
const leadingZero = /(?:^|[.:])0\d+(?=\.|$)/;

/** `192.0.2.0/24` or `2001:db8::/32`; null when it is no network of that kind. Host bits are dropped. */
export function parseNetwork(kind: 'ip4' | 'ip6', text: string): Network | null {
  return readNetwork(text, (address) => {
    const value = kind === 'ip4' ? parseV4(address) : parseV6(address);
    if (value === null || (address.includes('.') && leadingZero.test(address))) return null;
    return { bits: kind === 'ip4' ? 32 : 128, value };
  });
}

/** True when all of `inner` lies in `outer`. */
export function lies(inner: Network, outer: Network): boolean {
  const host = BigInt(outer.bits - outer.prefix);
  return (
    inner.bits === outer.bits && inner.prefix >= outer.prefix && inner.first >> host === outer.first >> host
  );
}
