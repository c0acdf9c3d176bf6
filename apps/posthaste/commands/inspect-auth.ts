/** What `inspect` tells of the sender: what servers on the way state, and what of it would be believed. */
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { type AuthVerdict, domainOf, type SenderAuth } from '#mail/sender-auth.ts';
import { believe, namelessServer, verdictsOf } from '#mail/stated-auth.ts';

type Words = { spf: AuthVerdict; dkim: AuthVerdict; dmarc: AuthVerdict; arc: AuthVerdict };

/**
 * `spf`, `dkim`, `dmarc` and `arc` are what a mailbox that trusts `trusted` would believe; `stated` is what the topmost field says,
 * believed or not. Nothing is looked up.
 */
export function describeAuth(mail: ParsedMail, trusted: readonly string[]): Record<string, unknown> {
  const author = domainOf(mail.from?.address ?? '');
  const { topmost, below, arcSets } = mail.statedAuth;
  const believed = believe(mail.statedAuth, trusted, author);
  const stated =
    topmost === null
      ? null
      : { server: topmost.authservId ?? namelessServer, ...wordsOf(verdictsOf(topmost, author)) };
  return {
    ...wordsOf(believed),
    by: believed.by,
    domain: author || null,
    policy: believed.dmarc.policy,
    stated,
    ignored: below + (believed.by === 'nobody' && topmost !== null ? 1 : 0),
    sealers: arcSets.map(({ sealer }) => sealer),
  };
}

function wordsOf({ spf, dkim, dmarc, arc }: Omit<SenderAuth, 'by' | 'server'>): Words {
  const best =
    dkim.find(({ result, aligned }) => result === 'pass' && aligned) ??
    dkim.find(({ result }) => result === 'pass');
  return {
    spf: spf.result,
    dkim: (best ?? dkim[0])?.result ?? 'unknown',
    dmarc: dmarc.result,
    arc: arc.result,
  };
}
