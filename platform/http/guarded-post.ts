/**
 * A POST to an address somebody typed in, which must not become a way into our own network: the address is checked when
 * it is dialled, after DNS, and that one is dialled; redirects are not followed; of the answer only the status is given
 * back, or, to callers that read it themselves, a capped beginning.
 */
import { lookup as dnsLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** The address lies in our own or no network, and no setting allows it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** IANA special-purpose registries (RFC 6890): what is not the public internet. */
const inside: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  // Ways to an IPv4 address inside an IPv6 one: NAT64 (RFC 6052), Teredo, 6to4.
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const refused = new BlockList();
for (const [net, bits, family] of inside) refused.addSubnet(net, bits, family);

/** A list of networks such as `10.1.0.0/16`, or of single addresses. Throws on what is neither. */
export function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [net = '', bits] = network.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(net, family);
    else list.addSubnet(net, Number(bits), family);
  }
  return list;
}

/** An IPv4 address written as IPv6 (`::ffff:127.0.0.1`) is judged as what it is: `BlockList` does so by itself. */
export function mayDial(address: string, allowed: BlockList): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return allowed.check(address, family) || !refused.check(address, family);
}

export type GuardedPost = {
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
  /** Networks of our own that may be dialled all the same. */
  allowedNetworks: readonly string[];
  timeoutMs: number;
};

/** Resolves with the status, whatever it is. Throws `AddressRefused`, and the network's errors. */
export async function guardedPost(post: GuardedPost): Promise<{ status: number }> {
  const response = await dial(post);
  response.destroy();
  return { status: response.statusCode ?? 0 };
}

export type GuardedAnswer = { status: number; body: string; retryAfter: string | null };

/** The answer is larger than its reader takes. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/**
 * As `guardedPost`, with the answer as text, for a protocol of ours that parses it; it is never shown as it is. Throws
 * `AnswerTooLarge` beyond `maxBytes`.
 */
export async function guardedExchange(post: GuardedPost & { maxBytes: number }): Promise<GuardedAnswer> {
  const response = await dial(post);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > post.maxBytes) throw new AnswerTooLarge(`The answer has more than ${post.maxBytes} bytes.`);
      chunks.push(chunk);
    }
  } finally {
    response.destroy();
  }
  const retryAfter = response.headers['retry-after'] ?? null;
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8'), retryAfter };
}

async function dial(post: GuardedPost): Promise<http.IncomingMessage> {
  const url = new URL(post.url);
  const allowed = networkList(post.allowedNetworks);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is dialled without a lookup.
  if (isIP(host) !== 0 && !mayDial(host, allowed)) throw refusal(host);
  const request = (url.protocol === 'http:' ? http : https).request(url, {
    method: 'POST',
    headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body) },
    lookup: guardedLookup(allowed),
    // Ends also an answer that comes too slowly.
    signal: AbortSignal.timeout(post.timeoutMs),
    // A kept connection would have been checked for another request.
    agent: false,
  });
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', resolve);
    request.end(post.body);
  });
}

function refusal(address: string): AddressRefused {
  return new AddressRefused(
    `${address} is not a public address. If it is meant, allow it with POSTHASTE_ALLOWED_NETWORKS.`,
  );
}

/** The lookup of the connection itself: what was checked is what is dialled. One bad address among several refuses all. */
function guardedLookup(allowed: BlockList): LookupFunction {
  return (hostname, options, done) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const bad = addresses.find(({ address }) => !mayDial(address, allowed));
      if (bad) return done(refusal(bad.address), []);
      const [first] = addresses;
      if (options.all || !first) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}
