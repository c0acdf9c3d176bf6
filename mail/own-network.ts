/** Addresses that no domain of the internet can vouch for: the own machine and private networks. */
import { BlockList, isIP } from 'node:net';

const own = new BlockList();
// RFC 1122 section 3.2.1.3 (loopback), RFC 1918 (private), RFC 3927 (link-local), RFC 6598 (carriers).
own.addSubnet('127.0.0.0', 8, 'ipv4');
own.addSubnet('10.0.0.0', 8, 'ipv4');
own.addSubnet('172.16.0.0', 12, 'ipv4');
own.addSubnet('192.168.0.0', 16, 'ipv4');
own.addSubnet('169.254.0.0', 16, 'ipv4');
own.addSubnet('100.64.0.0', 10, 'ipv4');
// RFC 4291 sections 2.5.3 (loopback) and 2.5.6 (link-local), RFC 4193 (unique local).
own.addAddress('::1', 'ipv6');
own.addSubnet('fe80::', 10, 'ipv6');
own.addSubnet('fc00::', 7, 'ipv6');

/** `::ffff:192.0.2.1` (RFC 4291 section 2.5.5.2) as `192.0.2.1`, without a zone. */
export function plainIp(ip: string): string {
  return ip.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}

/** True also for what is no address at all. */
export function isOwnNetwork(ip: string): boolean {
  const family = isIP(ip);
  return family === 0 || own.check(ip, family === 4 ? 'ipv4' : 'ipv6');
}
