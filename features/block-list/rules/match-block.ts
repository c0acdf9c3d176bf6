/** Finds the entry that blocks a mail: address first, then the nearest domain, then the narrowest network. */

import { contains, type Network, parseIp, parseNetwork } from '#platform/networks.ts';
import type { BlockKind } from './block-target.ts';

export type BlockEntry = {
  id: string;
  kind: BlockKind;
  value: string;
  reason: string;
  refuse: boolean;
  expiresAt: Date | null;
};

/** Whom a mail is from, as far as it says. */
export type MailOrigin = { addresses: readonly string[]; ip: string | null };

export type BlockIndex = {
  addresses: ReadonlyMap<string, BlockEntry>;
  domains: ReadonlyMap<string, BlockEntry>;
  /** Narrowest first. */
  networks: readonly { network: Network; entry: BlockEntry }[];
};

/** Sorts the entries so that a mail costs a handful of look-ups, however long the list is. */
export function indexBlocks(entries: readonly BlockEntry[]): BlockIndex {
  const of = (kind: BlockKind): Map<string, BlockEntry> =>
    new Map(entries.filter((entry) => entry.kind === kind).map((entry) => [entry.value, entry]));
  const networks = entries
    .filter((entry) => entry.kind === 'network')
    .flatMap((entry) => {
      const network = parseNetwork(entry.value);
      return network === null ? [] : [{ network, entry }];
    })
    .sort((one, other) => other.network.prefix - one.network.prefix);
  return { addresses: of('address'), domains: of('domain'), networks };
}

/** The entry in force at `now`, or null. */
export function matchBlock(index: BlockIndex, origin: MailOrigin, now: Date): BlockEntry | null {
  const inForce = (entry: BlockEntry | undefined): entry is BlockEntry =>
    entry !== undefined && (entry.expiresAt === null || entry.expiresAt > now);
  const addresses = origin.addresses.map((address) => address.trim().toLowerCase()).filter(Boolean);
  const found =
    addresses.map((address) => index.addresses.get(address)).find(inForce) ??
    addresses
      .flatMap(domainsOf)
      .map((domain) => index.domains.get(domain))
      .find(inForce);
  if (found) return found;
  const ip = origin.ip === null || index.networks.length === 0 ? null : parseIp(origin.ip);
  if (ip === null) return null;
  return index.networks.find(({ network, entry }) => contains(network, ip) && inForce(entry))?.entry ?? null;
}

/** Labels of a name; RFC 1035 allows no more than 127, and hardly anybody has more than five. */
const mostLabels = 20;

/** "a@x.y.example" -> x.y.example, y.example, example. */
function domainsOf(address: string): string[] {
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .split('.')
    .slice(-mostLabels);
  return labels.map((_, at) => labels.slice(at).join('.'));
}
