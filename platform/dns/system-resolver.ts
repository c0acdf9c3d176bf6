/** Asks real name servers. */
import { Resolver } from 'node:dns/promises';
import { cachedResolver } from './cached-resolver.ts';
import { dnsLimits } from './limits.ts';
import {
  type DnsAnswers,
  DnsFailure,
  type DnsFailureCode,
  type DnsResolver,
  type RecordType,
} from './resolver.ts';

/** With time limit, cache and caps. `servers` such as `192.0.2.53` or `[2001:db8::53]:5353`; empty: those of the system. */
export function systemResolver(servers: readonly string[]): DnsResolver {
  const resolver = new Resolver({ timeout: dnsLimits.questionMs, tries: dnsLimits.tries });
  if (servers.length > 0) resolver.setServers([...servers]);
  return cachedResolver({ lookUp: (name, type) => ask(resolver, name, type) }, () => performance.now());
}

async function ask<T extends RecordType>(resolver: Resolver, name: string, type: T): Promise<DnsAnswers[T]> {
  try {
    const records: unknown = await resolver.resolve(name, type);
    if (
      !Array.isArray(records) ||
      records.length > dnsLimits.records ||
      sizeOf(records) > dnsLimits.answerBytes
    )
      throw new DnsFailure('ESERVFAIL', name, type);
    // node:dns promises this shape for the type; its own types know it only for literal types.
    return records as DnsAnswers[T];
  } catch (error) {
    if (error instanceof DnsFailure) throw error;
    throw new DnsFailure(codeOf(error), name, type, error);
  }
}

function sizeOf(records: readonly unknown[]): number {
  return JSON.stringify(records).length;
}

function codeOf(error: unknown): DnsFailureCode {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // A name that cannot be asked for has no records: hostile mail names such things.
  if (code === 'ENOTFOUND' || code === 'EBADNAME' || code === 'ERR_INVALID_ARG_VALUE') return 'ENOTFOUND';
  if (code === 'ENODATA') return 'ENODATA';
  // Nobody there: the same to us as nobody answering.
  return code === 'ETIMEOUT' || code === 'ECONNREFUSED' ? 'ETIMEOUT' : 'ESERVFAIL';
}
