/** What was found out about the sender of a mail by SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and ARC (RFC 8617). */
import type { AuthResults } from './auth-results.ts';

/** RFC 8601 section 2.7; `unknown` where nobody looked. */
export const authVerdicts = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'none',
  'policy',
  'temperror',
  'permerror',
  'unknown',
] as const;
export type AuthVerdict = (typeof authVerdicts)[number];

/** What a domain asks for when DMARC fails. */
export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** One set of ARC fields: what the sealing server found when the mail came to it. */
export type ArcSet = { instance: number; sealer: string; stated: AuthResults | null };

export type SenderAuth = {
  /** `us`: checked on arrival. `server`: said by a server that the mailbox trusts. `nobody`: neither. */
  by: 'us' | 'server' | 'nobody';
  /** Name of that server. */
  server: string | null;
  spf: { result: AuthVerdict; domain: string | null };
  /** One entry a signature. `aligned`: by the domain of From, or one it belongs to. */
  dkim: { result: AuthVerdict; domain: string; aligned: boolean }[];
  /** `domain`: that of From as it was judged. */
  dmarc: { result: AuthVerdict; domain: string | null; policy: DmarcPolicy | null };
  /** `sets`: newest first; they prove nothing unless `result` is pass. */
  arc: { result: AuthVerdict; sets: ArcSet[] };
};

/** Nobody has looked. */
export function unknownAuth(): SenderAuth {
  return {
    by: 'nobody',
    server: null,
    spf: { result: 'unknown', domain: null },
    dkim: [],
    dmarc: { result: 'unknown', domain: null, policy: null },
    arc: { result: 'unknown', sets: [] },
  };
}

/** What follows the last "@", in lower case and without a final dot; '' when there is nothing. */
export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
    .replace(/\.$/, '');
}

/**
 * True when `domain` may speak for an author at `author`: the same, or one above it. Looser than that needs the DMARC record, and
 * would let `mallory.shared-host.example` speak for `shared-host.example`.
 */
export function speaksFor(domain: string, author: string): boolean {
  return domain !== '' && (domain === author || author.endsWith(`.${domain}`));
}
