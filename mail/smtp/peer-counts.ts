/** Counts connections and mails per peer address, within a bounded memory. */
import { smtpLimits } from './limits.ts';
import { refusals } from './refusal.ts';

export type PeerLimits = {
  connections: number;
  connectionsPerAddress: number;
  mailsPerMinutePerAddress: number;
};

export type PeerCounts = {
  /** Throws a refusal when there is no room for another connection. */
  open(address: string): void;
  close(address: string): void;
  /** Throws a refusal when this address sent too much in this minute. `now` in milliseconds. */
  mail(address: string, now: number): void;
};

type Peer = { open: number; minute: number; mails: number };

/** `isTrusted` peers (our own relay in front of us) are counted in all, but not per address. */
export function countPeers(limits: PeerLimits, isTrusted: (address: string) => boolean): PeerCounts {
  const peers = new Map<string, Peer>();
  let connections = 0;

  function peerOf(address: string): Peer {
    const key = networkOf(address);
    const known = peers.get(key);
    if (known) return known;
    if (peers.size >= smtpLimits.countedAddresses) forgetIdle();
    const fresh = { open: 0, minute: 0, mails: 0 };
    peers.set(key, fresh);
    return fresh;
  }

  function forgetIdle(): void {
    for (const [key, peer] of peers) if (peer.open === 0) peers.delete(key);
  }

  return {
    open(address) {
      const peer = peerOf(address);
      if (connections >= limits.connections) throw refusals.tooManyConnections();
      if (peer.open >= limits.connectionsPerAddress && !isTrusted(address)) throw refusals.tooManyFromYou();
      connections += 1;
      peer.open += 1;
    },
    close(address) {
      connections -= 1;
      peerOf(address).open -= 1;
    },
    mail(address, now) {
      const peer = peerOf(address);
      const minute = Math.floor(now / 60_000);
      if (peer.minute !== minute) {
        peer.minute = minute;
        peer.mails = 0;
      }
      if (peer.mails >= limits.mailsPerMinutePerAddress && !isTrusted(address)) throw refusals.tooFast();
      peer.mails += 1;
    },
  };
}

/** One IPv6 customer has a whole /64, so that is what counts as one address. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0] ?? '';
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  return `${[...groups, ...after].slice(0, 4).join(':')}::/64`;
}

/** True for this machine's own addresses. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return plain === '::1' || plain.startsWith('127.');
}
