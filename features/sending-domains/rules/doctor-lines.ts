/** What `posthaste doctor` says of a domain: a line for each thing that is missing or wrong. */
import type { Verdict } from './answers.ts';

export type DomainLine = { ok: boolean; name: string; text: string; advice: string | null };

type Seen = {
  written: string;
  checks: readonly {
    kind: string;
    verdict: Verdict;
    optional: boolean;
    summary: string;
    notes: readonly { tone: string; words: string }[];
    publish: { name: string; type: string; value: string | null } | null;
  }[];
};

const names: Readonly<Record<string, string>> = {
  spf: 'SPF',
  dkim: 'DKIM',
  dmarc: 'DMARC',
  alignment: 'Proof',
  mx: 'MX',
  'mta-sts': 'MTA-STS',
  'tls-rpt': 'TLS-RPT',
};

/** What nobody needs to have is left out; what could not be asked is one line, not seven. */
export function doctorLines({ written, checks }: Seen): DomainLine[] {
  const needed = checks.filter(({ optional, verdict }) => !optional || verdict === 'wrong');
  const name = `DNS of ${written}`;
  if (
    needed.length > 0 &&
    needed.filter(({ kind }) => kind !== 'dkim').every(({ verdict }) => verdict === 'unknown')
  )
    return [
      {
        ok: false,
        name,
        text: 'could not be asked',
        advice: 'No name server answered in time. Try again, or set POSTHASTE_DNS_SERVERS.',
      },
    ];
  const lines = needed.flatMap(({ kind, verdict, summary, notes, publish }): DomainLine[] => {
    if (verdict === 'good' || verdict === 'weak') return [];
    const state = verdict === 'unknown' ? 'could not be asked' : verdict;
    const record = publish?.value ? `Publish ${publish.type} ${publish.name}: ${publish.value}` : null;
    const why = notes.find(({ tone }) => tone === 'bad')?.words ?? null;
    const text = verdict === 'unknown' ? state : `${state}: ${why ?? summary}`;
    return [{ ok: false, name: `${names[kind] ?? kind} of ${written}`, text, advice: record }];
  });
  return lines.length > 0 ? lines : [{ ok: true, name, text: 'says what it should', advice: null }];
}
