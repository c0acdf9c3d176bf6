/**
 * Checks the sender of a mail that came to us by SMTP: SPF, DKIM, DMARC and ARC, done by `mailauth`. Whatever a DNS that is slow
 * or away leaves open is `temperror`; the whole check ends after `senderCheckLimits.milliseconds`.
 */
import { isIP } from 'node:net';
import { arc } from 'mailauth/lib/arc/index.js';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';
import { DnsFailure, type DnsResolver, isRecordType } from '#platform/dns/resolver.ts';
import { parseAddressList } from './addresses.ts';
import { allHeaders, type HeaderField, readHeaders } from './headers.ts';
import { senderCheckLimits } from './limits.ts';
import { isOwnNetwork, plainIp } from './own-network.ts';
import { type AuthVerdict, authVerdicts, domainOf, type SenderAuth, unknownAuth } from './sender-auth.ts';
import { readArcSets } from './stated-auth.ts';
import { type Signatures, verifySignatures } from './verify-signatures.ts';
import { createWarningLog } from './warnings.ts';

/** Who handed the mail to us. */
export type SmtpPeer = { ip: string | null; helo: string | null; envelopeFrom: string | null };

type Resolver = (name: string, type: string) => Promise<string[] | string[][]>;
type Arc = Awaited<ReturnType<typeof arc>>;

/** `at`: when the mail came, by which signatures that end are judged. */
export async function checkSender(
  raw: Uint8Array,
  peer: SmtpPeer,
  { dns, at }: { dns: DnsResolver; at: Date },
): Promise<SenderAuth> {
  const fields = headerOf(raw);
  const ip = peer.ip === null ? null : plainIp(peer.ip);
  // From the own machine or network SPF cannot say anything; what is left is what the mail brings with it.
  const local = ip === null || isOwnNetwork(ip);
  const signed = mayBeVerified(fields) && isPlainHeader(raw);
  if (local && !signed) return unknownAuth();
  const limit = withinTime(dns);
  try {
    const { resolver } = limit;
    const [spfResult, dkim] = await Promise.all([
      local ? null : checkSpf(peer, ip, resolver),
      signed ? checkSignatures(raw, resolver, at) : null,
    ]);
    const author = authorsOf(fields);
    // Two readers that see different authors: whoever forges may have meant it so, and a signature may speak for the other one.
    const agreed = dkim === null || sameDomains(dkim.dkim.headerFrom, author.addresses);
    const dkimResults = dkim ? signatureResults(dkim.dkim, agreed) : [];
    const dmarcResult = agreed
      ? await checkDmarc(author, spfResult, dkimResults, { resolver, local })
      : ({ result: 'permerror', domain: author.domain, policy: null } as const);
    return {
      by: 'us',
      server: null,
      spf: spfResult ?? { result: 'unknown', domain: null },
      dkim: dkimResults,
      dmarc: dmarcResult,
      arc: {
        result: dkim?.arc ? verdict(dkim.arc.status.result) : 'none',
        sets: dkim?.arc ? readArcSets(fields) : [],
      },
    };
  } finally {
    limit.end();
  }
}

function headerOf(raw: Uint8Array): HeaderField[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = Math.min(bytes.length, senderCheckLimits.headerBytes);
  return readHeaders(bytes, 0, end, createWarningLog()).fields;
}

/** Whether there is a signature at all, and not so many that checking them would be an attack on us. */
function mayBeVerified(fields: readonly HeaderField[]): boolean {
  const signatures = allHeaders(fields, 'dkim-signature').length;
  const seals = allHeaders(fields, 'arc-seal').length;
  return signatures + seals > 0 && signatures + seals <= senderCheckLimits.signatures;
}

/**
 * Whether `mailauth` reads this header in no time: it puts folded lines together in quadratic time, and looks at each blank of a long run
 * anew. Any other header counts as unsigned, so DMARC judges it by SPF alone.
 */
function isPlainHeader(raw: Uint8Array): boolean {
  let lines = 0;
  let run = 0;
  for (let at = 0; at < raw.length; at += 1) {
    if (at > senderCheckLimits.headerBytes || lines > senderCheckLimits.headerLines) return false;
    const byte = raw[at];
    const isBlank = byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
    run = isBlank ? run + 1 : 0;
    if (run > senderCheckLimits.blanks) return false;
    if (byte !== 0x0a) continue;
    lines += 1;
    // An empty line ends the header.
    if (raw[at + 1] === 0x0a || (raw[at + 1] === 0x0d && raw[at + 2] === 0x0a)) return true;
  }
  return true;
}

async function checkSpf(peer: SmtpPeer, ip: string, resolver: Resolver): Promise<SenderAuth['spf']> {
  const helo = peer.helo || ip;
  const { domain, status } = await spf({
    ip,
    // RFC 5321 section 4.1.3: an address as a name stands in brackets.
    helo: isIP(helo) ? `[${helo}]` : helo,
    // RFC 7208 section 2.4: with a null return path the name in HELO is asked about.
    ...(peer.envelopeFrom ? { sender: peer.envelopeFrom } : {}),
    mta: 'posthaste',
    resolver,
    maxElapsedTime: senderCheckLimits.milliseconds,
  });
  return { result: verdict(status.result), domain: domain ? domainOf(domain) : null };
}

async function checkSignatures(
  raw: Uint8Array,
  resolver: Resolver,
  at: Date,
): Promise<{ dkim: Signatures; arc: Arc | null }> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const strength = { minBitLength: senderCheckLimits.keyBits, resolver };
  const dkim = await verifySignatures(bytes, { ...strength, rejectRsaSha1: true, curTime: at });
  const { chain, lastEntry } = dkim.arc ?? {};
  if (!dkim.arc || !chain || !lastEntry) return { dkim, arc: null };
  return { dkim, arc: await arc({ ...dkim.arc, chain, lastEntry }, strength) };
}

/** A signature over only a part of the text (l= of RFC 6376 section 3.5) lets anybody add to it, so it proves nothing. */
function signatureResults(dkim: Signatures, agreed: boolean): SenderAuth['dkim'] {
  return dkim.results.map(({ signingDomain, status }) => ({
    result: (status.underSized ?? 0) > 0 && status.result === 'pass' ? 'policy' : verdict(status.result),
    domain: domainOf(signingDomain ?? ''),
    aligned: agreed && Boolean(status.aligned),
  }));
}

type Authors = { fields: number; addresses: string[]; domain: string | null };

function authorsOf(fields: readonly HeaderField[]): Authors {
  const values = allHeaders(fields, 'from');
  const addresses = values.flatMap((value) => parseAddressList(value)).map(({ address }) => address);
  return { fields: values.length, addresses, domain: domainOf(addresses[0] ?? '') || null };
}

function sameDomains(some: readonly string[], others: readonly string[]): boolean {
  const [a, b] = [new Set(some.map(domainOf)), new Set(others.map(domainOf))];
  return a.size === b.size && [...a].every((domain) => b.has(domain));
}

async function checkDmarc(
  author: Authors,
  spfResult: SenderAuth['spf'] | null,
  dkim: SenderAuth['dkim'],
  { resolver, local }: { resolver: Resolver; local: boolean },
): Promise<SenderAuth['dmarc']> {
  const { domain } = author;
  const passed = dkim.filter(({ result }) => result === 'pass');
  const unknown = { result: 'unknown', domain, policy: null } as const;
  // Without SPF only a signature can speak for the author; that none does is then no proof of a forgery.
  if (domain === null || (local && passed.length === 0)) return unknown;
  const found = await dmarc({
    headerFrom: author.addresses,
    fromFields: author.fields,
    spfDomains: spfResult?.result === 'pass' && spfResult.domain ? [spfResult.domain] : [],
    dkimDomains: passed.map(({ domain: signer }) => ({ domain: signer })),
    resolver,
  });
  // RFC 7489 section 6.6.1: several authors cannot be judged.
  if (found === false) return { result: 'permerror', domain, policy: null };
  const result = verdict(found.status.result);
  if (result === 'fail' && local) return unknown;
  const open = spfResult?.result === 'temperror' || dkim.some((one) => one.result === 'temperror');
  return { result: result === 'fail' && open ? 'temperror' : result, domain, policy: policy(found.policy) };
}

function policy(said: string | undefined): SenderAuth['dmarc']['policy'] {
  return said === 'none' || said === 'quarantine' || said === 'reject' ? said : null;
}

function verdict(result: string): AuthVerdict {
  return authVerdicts.find((known) => known === result) ?? 'unknown';
}

/** The resolver in the form mailauth asks for; when the time is over, every question fails at once. */
function withinTime(dns: DnsResolver): { resolver: Resolver; end(): void } {
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => undefined);
  const timer = setTimeout(
    () => over.reject(new DnsFailure('ETIMEOUT', '', 'TXT')),
    senderCheckLimits.milliseconds,
  );
  let asked = 0;
  return {
    end: () => clearTimeout(timer),
    async resolver(name, type) {
      asked += 1;
      if (!isRecordType(type) || asked > senderCheckLimits.questions)
        throw new DnsFailure('ESERVFAIL', name, 'TXT');
      // mailauth takes what `dns.resolve` gives, MX records included; its types tell only of text.
      return (await Promise.race([dns.lookUp(name, type), over.promise])) as string[] | string[][];
    },
  };
}
