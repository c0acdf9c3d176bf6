/**
 * Loaded before a desk of the bench, and before no other: `node --import 'file:///…/bench/from-outside.ts?zone=FILE' …`. Mail that comes from
 * `peerNetwork` seems to come from a machine of the internet, and names are looked up in that zone file.
 * The desk itself has no switch for either, so that nothing of this can be turned on by mistake.
 */
import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { outsideNetwork, peerNetwork, type Zone } from './zone.ts';

// The file is written by the bench that started us.
const zone = JSON.parse(
  readFileSync(new URL(import.meta.url).searchParams.get('zone') ?? '', 'utf8'),
) as Zone;

class NoSuchName extends Error {
  readonly code = 'ENOTFOUND';
}

Object.assign(Resolver.prototype, {
  // In the shape of node:dns: what the desk's own cache stands before.
  async resolve(name: string, type: string): Promise<string[][]> {
    const found = type === 'TXT' ? zone[name.toLowerCase()] : undefined;
    if (found === undefined) throw new NoSuchName(`${type} ${name}`);
    return [[found]];
  },
});

/** What every question for the address of a peer goes through inside node:net. */
type Asked = { _getpeername(): { address?: string; family?: string; port?: number } };
const sockets = net.Socket.prototype as unknown as Asked;
const asked = sockets._getpeername;
sockets._getpeername = function (this: Asked) {
  const peer = asked.call(this);
  const host = peer.address?.startsWith(peerNetwork) ? peer.address.slice(peerNetwork.length) : null;
  return host === null ? peer : { ...peer, address: `${outsideNetwork}${host}` };
};
