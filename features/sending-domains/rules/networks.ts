/** IP addresses and networks in SPF (RFC 7208 section 5.6), as numbers that can be compared. */

export type Network = { bits: 32 | 128; first: bigint; prefix: number };

function parseV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255))
    return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | null {
  const [head = '', tail, more] = text.toLowerCase().split('::');
  if (text.length > 45 || more !== undefined) return null;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (left === null || right === null) return null;
  const gap = 8 - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return null;
  const all = [...left, ...Array.from({ length: tail === undefined ? 0 : gap }, () => 0), ...right];
  return all.reduce((sum, group) => (sum << 16n) + BigInt(group), 0n);
}

function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const v4 = parts.at(-1)?.includes('.') ? parseV4(parts.pop() ?? '') : undefined;
  if (v4 === null || parts.some((part) => !/^[0-9a-f]{1,4}$/.test(part))) return null;
  const groups = parts.map((part) => Number.parseInt(part, 16));
  return v4 === undefined ? groups : [...groups, Number(v4 >> 16n), Number(v4 & 0xffffn)];
}

/** `192.0.2.0/24` or `2001:db8::/32`; null when it is no network of that kind. Host bits are dropped. */
export function parseNetwork(kind: 'ip4' | 'ip6', text: string): Network | null {
  const [address = '', prefixText, more] = text.split('/');
  const value = kind === 'ip4' ? parseV4(address) : parseV6(address);
  const bits = kind === 'ip4' ? 32 : 128;
  if (value === null || more !== undefined) return null;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return null;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return null;
  const host = BigInt(bits - prefix);
  return { bits, first: (value >> host) << host, prefix };
}

/** True when all of `inner` lies in `outer`. */
export function lies(inner: Network, outer: Network): boolean {
  const host = BigInt(outer.bits - outer.prefix);
  return (
    inner.bits === outer.bits && inner.prefix >= outer.prefix && inner.first >> host === outer.first >> host
  );
}
