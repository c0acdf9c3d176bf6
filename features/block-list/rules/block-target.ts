/** What is to be blocked, as a person types it, and whether it may be. */
import { contains, type Network, parseIp, parseNetwork, writeNetwork } from '#platform/networks.ts';

export type BlockKind = 'address' | 'domain' | 'network';
export type BlockTarget = { kind: BlockKind; value: string };

/** RFC 1035 section 2.3.1 as the field uses it; a top-level domain alone is allowed, some send nothing but spam. */
const domainForm =
  /^(?=.{2,253}$)(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;
/** RFC 5321 section 4.5.3.1: 64 octets before the @. */
const addressForm = /^[^\s@<>(),;:"\\]{1,64}$/;

/** The kind follows from the form: "a@b.example", "b.example" (also "@b.example", "*.b.example"), "192.0.2.0/24". Null: none. */
export function parseTarget(text: string): BlockTarget | null {
  const typed = text.trim().toLowerCase();
  const network = parseNetwork(typed);
  if (network !== null) return { kind: 'network', value: writeNetwork(network) };
  const at = typed.lastIndexOf('@');
  if (at > 0) {
    const domain = typed.slice(at + 1);
    return addressForm.test(typed.slice(0, at)) && domainForm.test(domain)
      ? { kind: 'address', value: typed }
      : null;
  }
  const domain = typed.replace(/^@|^\*\./, '').replace(/\.$/, '');
  return domainForm.test(domain) ? { kind: 'domain', value: domain } : null;
}

/** Networks that are never somebody else: this machine, private ones (RFC 1918, RFC 4193), link-local. */
const ownNetworks = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => parseNetwork(text) ?? []);

/** Shorter prefixes take in whole providers: one slip of the finger would hold back half the world. */
const shortest = { 32: 12, 128: 24 } as const;

export type Refusal = { name: 'block-too-wide' | 'block-own-address' | 'block-agent'; detail: string };

/** Why this may not be blocked; null when it may. `ours` and `agents` are addresses. */
export function refusalOf(
  target: BlockTarget,
  people: { ours: readonly string[]; agents: readonly string[] },
): Refusal | null {
  if (target.kind === 'network') return networkRefusal(target.value);
  const own = people.ours.find((address) => covers(target, address));
  if (own !== undefined)
    return { name: 'block-own-address', detail: `This would block your own address ${own}.` };
  const agent = people.agents.find((address) => covers(target, address));
  if (agent !== undefined)
    return { name: 'block-agent', detail: `This would block ${agent}, who works on this desk.` };
  return null;
}

function networkRefusal(value: string): Refusal | null {
  const network = parseNetwork(value);
  if (network === null) return null;
  if (network.prefix < shortest[network.bits])
    return {
      name: 'block-too-wide',
      detail: `This network is too wide: the shortest is /${shortest[network.bits]}.`,
    };
  if (ownNetworks.some((own) => overlap(own, network)))
    return {
      name: 'block-too-wide',
      detail: 'This is a network of your own: your mail servers may stand in it.',
    };
  return null;
}

function overlap(one: Network, other: Network): boolean {
  return (
    contains(one, { bits: other.bits, value: other.first }) ||
    contains(other, { bits: one.bits, value: one.first })
  );
}

/** True when mail from the address would be blocked by it. */
export function covers({ kind, value }: BlockTarget, address: string): boolean {
  const lower = address.trim().toLowerCase();
  if (kind === 'address') return lower === value;
  const domain = lower.slice(lower.lastIndexOf('@') + 1);
  if (kind === 'domain') return domain === value || domain.endsWith(`.${value}`);
  const network = parseNetwork(value);
  const ip = parseIp(lower);
  return network !== null && ip !== null && contains(network, ip);
}
