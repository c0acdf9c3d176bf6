/** How verdicts and kinds of checks are shown. */
import type { Word } from '#ui/words/words.ts';
import type { DomainCheck, SendingDomain } from '../contract.ts';

const verdictWords: Readonly<Record<DomainCheck['verdict'], Word>> = {
  good: { label: 'Good', tone: 'green', shape: 'tick', hint: 'DNS says what it should' },
  weak: {
    label: 'Could be better',
    tone: 'amber',
    shape: 'half',
    hint: 'It works, with something to improve',
  },
  missing: { label: 'Missing', tone: 'red', shape: 'ring', hint: 'DNS has no such record' },
  wrong: { label: 'Wrong', tone: 'red', shape: 'cross', hint: 'There is something, and it does not work' },
  unknown: { label: 'Could not ask', tone: 'quiet', shape: 'none', hint: 'No name server answered in time' },
};

const notSet: Word = { label: 'Not set', tone: 'quiet', shape: 'ring', hint: 'Nobody has to have it' };

export function wordOf({ verdict, optional }: DomainCheck): Word {
  return optional && verdict === 'missing' ? notSet : verdictWords[verdict];
}

/** True for what somebody should look at: it stands open. */
export function wantsAction({ verdict, optional }: DomainCheck): boolean {
  return verdict === 'wrong' || (verdict === 'missing' && !optional);
}

export const kindWords: Readonly<Record<DomainCheck['kind'], { title: string; what: string }>> = {
  spf: { title: 'SPF', what: 'Which servers may send for the domain.' },
  dkim: { title: 'DKIM', what: 'The key by which receivers check our signature.' },
  dmarc: { title: 'DMARC', what: 'What receivers do with mail that forges the domain.' },
  alignment: { title: 'Proof of our mail', what: 'Whether SPF or DKIM speaks for the domain in From.' },
  mx: { title: 'MX', what: 'Where mail to the domain goes: answers of customers, and bounces.' },
  'mta-sts': { title: 'MTA-STS', what: 'Whether mail to us has to come encrypted.' },
  'tls-rpt': { title: 'TLS-RPT', what: 'Who is told when encryption fails.' },
};

const roleWords: Readonly<Record<SendingDomain['roles'][number], string>> = {
  sends: 'mail leaves from here, and comes back here when it cannot be delivered',
  published: 'official addresses of yours are here',
  signs: 'the desk signs with its key',
  'relay-login': 'your login at the relay is here',
};

/** One sentence: what the desk has to do with a domain. */
export function rolesSentence({ roles }: SendingDomain): string {
  const words = roles.map((role) => roleWords[role]).join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** `3 things to do`, for the head of a domain. */
export function countWord(checks: readonly DomainCheck[]): Word {
  const count = checks.filter(wantsAction).length;
  if (count > 0)
    return {
      label: count === 1 ? '1 thing to do' : `${count} things to do`,
      tone: 'red',
      shape: 'bang',
      hint: 'Missing or wrong records',
    };
  if (checks.some(({ verdict }) => verdict === 'unknown')) return verdictWords.unknown;
  return checks.some(({ verdict }) => verdict === 'weak') ? verdictWords.weak : verdictWords.good;
}
