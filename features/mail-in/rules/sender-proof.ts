/** From what was found out about a sender to how far it proves the author, in a sentence. */
import { type ArcSet, domainOf, type SenderAuth, speaksFor } from '#mail/sender-auth.ts';
import { verdictsOf } from '#mail/stated-auth.ts';

export type SenderProof = {
  /**
   * `proven`: the author's domain vouches for the mail. `denied`: it says the mail is not its own, and to trust no such mail.
   * `doubtful`: it proves its mail, and this one has no proof. `unknown`: nobody can tell.
   */
  kind: 'proven' | 'denied' | 'doubtful' | 'unknown';
  /** The domain asks that such mail be refused (DMARC p=reject). */
  refuse: boolean;
  /** For the agent; '' when there is nothing to say. */
  sentence: string;
};

const unknown: SenderProof = { kind: 'unknown', refuse: false, sentence: '' };
const proven = (sentence: string): SenderProof => ({ kind: 'proven', refuse: false, sentence });
const doubtful = (sentence: string): SenderProof => ({ kind: 'doubtful', refuse: false, sentence });

/** `author`: the address in From; '' when there is none. `sealers`: domains whose ARC seal is trusted. */
export function senderProof(auth: SenderAuth, author: string, sealers: readonly string[]): SenderProof {
  const domain = domainOf(author);
  const { dmarc, dkim, spf } = auth;
  if (auth.by === 'nobody' || !author.includes('@') || domain === '') return unknown;
  if (dmarc.result === 'permerror')
    return doubtful('It names its author in a way that cannot be checked; that may be on purpose.');
  // Whoever judged it saw another author than we do.
  if (dmarc.domain !== null && dmarc.domain !== domain)
    return doubtful(`What was checked is ${dmarc.domain}, and not the author ${domain}.`);
  const signer = dkim.find(({ result, aligned }) => result === 'pass' && aligned)?.domain;
  if (dmarc.result === 'pass' || (signer !== undefined && dmarc.result !== 'fail'))
    return proven(
      signer === undefined
        ? `Sender proven: it came from a mail server of ${domain}.`
        : `Sender proven: signed by ${signer}.`,
    );
  if (dmarc.result === 'fail') return failedDmarc(auth, author, domain, sealers);
  const speaks = spf.domain !== null && speaksFor(spf.domain, domain);
  if (spf.result === 'pass' && speaks)
    return proven(`Sender proven: it came from a mail server of ${domain}.`);
  if (spf.result === 'fail' && speaks && dmarc.result !== 'temperror')
    return doubtful(`It did not come from a mail server that ${domain} uses.`);
  return unknown;
}

function failedDmarc(
  auth: SenderAuth,
  author: string,
  domain: string,
  sealers: readonly string[],
): SenderProof {
  const sealer = vouching(auth, domain, sealers);
  if (sealer !== null)
    return proven(`Sender proven: forwarded by ${sealer}, which checked that it came from ${domain}.`);
  const { policy } = auth.dmarc;
  if (policy !== 'reject' && policy !== 'quarantine')
    return doubtful(`${domain} proves its mail, and this one carries no valid proof.`);
  return {
    kind: 'denied',
    refuse: policy === 'reject',
    sentence: `This mail claims to be from ${author}, but ${domain} says it is not.`,
  };
}

/**
 * RFC 8617 section 7.2: a forwarder changes mail and so breaks its proof; its seal tells what it found before. Believed from the newest
 * set back, as long as every sealer on the way is trusted.
 */
function vouching(auth: SenderAuth, domain: string, sealers: readonly string[]): string | null {
  if (auth.arc.result !== 'pass') return null;
  for (const set of auth.arc.sets) {
    if (!sealers.includes(set.sealer)) return null;
    if (foundProof(set, domain)) return set.sealer;
  }
  return null;
}

function foundProof({ stated }: ArcSet, domain: string): boolean {
  if (stated === null) return false;
  const { dmarc, dkim } = verdictsOf(stated, domain);
  if (dmarc.result === 'pass') return dmarc.domain === domain;
  return dmarc.result !== 'fail' && dkim.some(({ result, aligned }) => result === 'pass' && aligned);
}
