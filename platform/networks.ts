/** Internet addresses and networks (RFC 4632, RFC 4291), as numbers that can be compared. */

export type Network = { bits: 32 | 128; first: bigint; prefix: number };

const groups = 8;

/** The address as a number; null for anything that is none. IPv4 inside IPv6 (RFC 4291 section 2.5.5.2) counts as IPv4. */
export function parseIp(text: string): { bits: 32 | 128; value: bigint } | null {
  const v4 = parseV4(text);
  if (v4 !== null) return { bits: 32, value: v4 };
  const v6 = parseV6(text);
  if (v6 === null) return null;
  return v6 >> 32n === 0xffffn ? { bits: 32, value: v6 & 0xffff_ffffn } : { bits: 128, value: v6 };
}

/** Four decimal numbers as one; null for anything else. */
export function parseV4(text: string): bigint | null {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return null;
  const parts = text.split('.').map(Number);
  if (parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** RFC 4291 section 2.2 in all its forms, an IPv4 tail among them; null for anything else. */
export function parseV6(text: string): bigint | null {
  if (text.length > 45 || !text.includes(':')) return null;
  const [head = '', tail, more] = text.toLowerCase().split('::');
  if (more !== undefined) return null;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (left === null || right === null) return null;
  const gap = groups - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return null;
  const all = [...left, ...Array.from({ length: tail === undefined ? 0 : gap }, () => 0), ...right];
  return all.reduce((sum, group) => (sum << 16n) + BigInt(group), 0n);
}

function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const v4 = parts.at(-1)?.includes('.') ? parseV4(parts.pop() ?? '') : undefined;
  if (v4 === null || parts.some((part) => !/^[0-9a-f]{1,4}$/.test(part))) return null;
  const numbers = parts.map((part) => Number.parseInt(part, 16));
  return v4 === undefined ? numbers : [...numbers, Number(v4 >> 16n), Number(v4 & 0xffffn)];
}

/** "192.0.2.0/24", "2001:db8::/32" or a single address; null for anything else. Host bits are dropped. */
export function parseNetwork(text: string): Network | null {
  return readNetwork(text.trim(), parseIp);
}

/** A network whose address `read` takes: "address" or "address/prefix". Host bits are dropped. */
export function readNetwork(
  text: string,
  read: (address: string) => { bits: 32 | 128; value: bigint } | null,
): Network | null {
  const [address = '', prefixText, more] = text.split('/');
  const ip = read(address);
  if (ip === null || more !== undefined) return null;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return null;
  const prefix = prefixText === undefined ? ip.bits : Number(prefixText);
  if (prefix > ip.bits) return null;
  const host = BigInt(ip.bits - prefix);
  return { bits: ip.bits, first: (ip.value >> host) << host, prefix };
}

/** True when the address lies in the network. */
export function contains(network: Network, ip: { bits: 32 | 128; value: bigint }): boolean {
  const host = BigInt(network.bits - network.prefix);
  return network.bits === ip.bits && network.first >> host === ip.value >> host;
}

/** The network as it is written, IPv6 in the short form of RFC 5952. */
export function writeNetwork({ bits, first, prefix }: Network): string {
  const address = bits === 32 ? writeV4(first) : writeV6(first);
  return prefix === bits ? address : `${address}/${prefix}`;
}

function writeV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
}

function writeV6(value: bigint): string {
  const parts = Array.from({ length: groups }, (_, at) => Number((value >> BigInt((7 - at) * 16)) & 0xffffn));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups; at += 1) {
    let length = 0;
    while (at + length < groups && parts[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const hex = parts.map((part) => part.toString(16));
  if (best.at < 0) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`;
}
