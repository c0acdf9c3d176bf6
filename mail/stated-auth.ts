/** What servers on the way wrote into the header about the sender, and what of it a mailbox believes. */
import { type AuthResult, type AuthResults, parseArcAuthResults, parseAuthResults } from './auth-results.ts';
import { allHeaders, type HeaderField } from './headers.ts';
import { authResultsLimits } from './limits.ts';
import {
  type ArcSet,
  type AuthVerdict,
  authVerdicts,
  type DmarcPolicy,
  domainOf,
  type SenderAuth,
  speaksFor,
  unknownAuth,
} from './sender-auth.ts';

export type StatedAuth = {
  /** The topmost Authentication-Results; null when there is none, or when it cannot be read. */
  topmost: AuthResults | null;
  /** How many more there are below it. Nothing in them counts: the sender may have written them. */
  below: number;
  /** Newest first. */
  arcSets: ArcSet[];
};

/** How a mailbox names a server that writes no name of its own into the field. */
export const namelessServer = 'none';

/** Reads the fields of a mail, topmost first. */
export function readStatedAuth(fields: readonly HeaderField[]): StatedAuth {
  const values = fields.filter(({ name }) => name === 'authentication-results');
  const [first] = values;
  return {
    topmost: first ? parseAuthResults(first.value) : null,
    below: Math.max(0, values.length - 1),
    arcSets: readArcSets(fields),
  };
}

/** RFC 8617 section 4.2: one ARC-Seal and one ARC-Authentication-Results an instance. Anything else is no chain. */
export function readArcSets(fields: readonly HeaderField[]): ArcSet[] {
  const seals = allHeaders(fields, 'arc-seal').map(readSeal);
  if (seals.length > authResultsLimits.arcSets || seals.some((seal) => seal === null)) return [];
  const stated = allHeaders(fields, 'arc-authentication-results')
    .slice(0, authResultsLimits.arcSets + 1)
    .map(parseArcAuthResults);
  const sets = seals.flatMap((seal) => {
    if (seal === null) return [];
    const own = stated.filter((one) => one?.instance === seal.instance);
    return [{ ...seal, stated: own.length === 1 ? (own[0]?.stated ?? null) : null }];
  });
  if (new Set(sets.map(({ instance }) => instance)).size !== sets.length) return [];
  return sets.sort((a, b) => b.instance - a.instance);
}

function readSeal(value: string): { instance: number; sealer: string } | null {
  const tags = new Map<string, string>();
  for (const tag of value.slice(0, authResultsLimits.characters).split(';')) {
    const equals = tag.indexOf('=');
    const name = tag.slice(0, Math.max(equals, 0)).trim();
    // RFC 6376 section 3.2: a tag given twice makes the whole list invalid.
    if (tags.has(name) && name !== '') return null;
    tags.set(name, tag.slice(equals + 1).trim());
  }
  const instance = Number(tags.get('i'));
  const sealer = domainOf(tags.get('d') ?? '');
  return Number.isInteger(instance) && instance >= 1 && instance <= 50 && sealer !== ''
    ? { instance, sealer }
    : null;
}

/**
 * What a mailbox may believe: the topmost field alone, and only when a server wrote it that the mailbox names.
 * RFC 8601 section 1.6 and 5: a sender can plant a field with any name, so whatever stands below is worth nothing.
 * `author`: the domain of From as we read it.
 */
export function believe(stated: StatedAuth, trusted: readonly string[], author: string): SenderAuth {
  const { topmost } = stated;
  if (topmost === null || !isTrusted(topmost.authservId, trusted)) return unknownAuth();
  const found = verdictsOf(topmost, author);
  const arc = { result: found.arc.result, sets: stated.arcSets };
  return { by: 'server', server: topmost.authservId, ...found, arc };
}

function isTrusted(authservId: string | null, trusted: readonly string[]): boolean {
  if (authservId === null) return trusted.includes(namelessServer);
  return authservId !== namelessServer && trusted.includes(authservId);
}

/** What one field says; `author`: the domain of From. */
export function verdictsOf(stated: AuthResults, author: string): Omit<SenderAuth, 'by' | 'server'> {
  const first = (method: string): AuthResult | undefined =>
    stated.results.find((result) => result.method === method);
  const spf = first('spf');
  const dmarc = first('dmarc');
  const mailFrom = spf?.properties['smtp.mailfrom'] || spf?.properties['smtp.helo'];
  const from = dmarc?.properties['header.from'];
  return {
    spf: { result: verdictOf(spf), domain: mailFrom ? domainOf(mailFrom) : null },
    dkim: stated.results
      .filter(({ method }) => method === 'dkim')
      .map((result) => {
        const domain = domainOf(result.properties['header.d'] ?? result.properties['header.i'] ?? '');
        return { result: verdictOf(result), domain, aligned: speaksFor(domain, author) };
      }),
    dmarc: {
      result: verdictOf(dmarc),
      domain: from === undefined ? null : domainOf(from),
      policy: dmarc ? policyOf(dmarc) : null,
    },
    arc: { result: verdictOf(first('arc')), sets: [] },
  };
}

/** RFC 8601 section 2.7: a result that is not registered says nothing. */
function verdictOf(result: AuthResult | undefined): AuthVerdict {
  return authVerdicts.find((verdict) => verdict === result?.result) ?? 'unknown';
}

/** `policy.dmarc` (RFC 7489 section 11.1); seen in practice: a comment (p=REJECT) at Gmail, `action=` at Microsoft. */
function policyOf({ properties, comment }: AuthResult): DmarcPolicy | null {
  const said =
    properties['policy.dmarc'] ??
    properties['policy.published-domain-policy'] ??
    /(?:^|[\s(])p=([a-z]{1,20})/i.exec(comment)?.[1] ??
    properties.action?.replace(/^o?(?=reject)/, '');
  const policy = said?.toLowerCase();
  return policy === 'none' || policy === 'quarantine' || policy === 'reject' ? policy : null;
}
