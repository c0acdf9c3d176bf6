/** What an admin types as the relay's part of SPF, and whether a record holds it. */
import { lies, parseNetwork } from './networks.ts';
import { hasMacro, readSpf, type Term } from './spf-record.ts';
import type { Allowed } from './spf-walk.ts';

export type RelaySpf = {
  /** Which of the presets it came from; null: typed by hand. */
  preset: string | null;
  /** `include:…`, `ip4:…`, `ip6:…`, `a:…`, `mx:…`; empty while nobody has said it. */
  terms: readonly string[];
};

export type Typed = { ok: true; term: string } | { ok: false; words: string };

/** One term as it stands in a record; a bare address or domain is understood too. */
export function readRelayTerm(typed: string): Typed {
  const text = typed.trim().replace(/^\+/, '');
  if (parseNetwork('ip4', text)) return { ok: true, term: `ip4:${text}` };
  if (text.includes(':') && parseNetwork('ip6', text)) return { ok: true, term: `ip6:${text}` };
  const [term, more] = readSpf(`v=spf1 ${text}`).terms;
  const refuse = (words: string): Typed => ({ ok: false, words });
  if (term === undefined || more !== undefined) return refuse(`"${text}" is not one term: write one a line.`);
  if (term.kind === 'broken') {
    const meant = term.repaired === null ? '' : ` Did you mean ${term.repaired}?`;
    return refuse(`"${text}" ${term.why}.${meant}`);
  }
  if (term.kind === 'modifier') return refuse(`"${text}" is no way to name a relay.`);
  if (term.qualifier !== '+') return refuse(`"${text}" refuses mail; leave the sign in front away.`);
  if (hasMacro(term.value)) return refuse(`"${text}" depends on each mail and cannot be looked up.`);
  if (!['include', 'ip4', 'ip6', 'a', 'mx'].includes(term.name) || term.value === null)
    return refuse(
      `"${text}" does not name a relay: write include:, ip4:, ip6:, a: or mx: with what it names.`,
    );
  return { ok: true, term: `${term.name}:${term.value.toLowerCase()}` };
}

/** How a record lets a relay in: at once, through others, or not. */
export function foundIn(typed: string, allowed: readonly Allowed[]): Allowed | null {
  const [wanted] = readSpf(`v=spf1 ${typed}`).terms;
  if (wanted?.kind !== 'mechanism') return null;
  for (const one of allowed) {
    if (!covers(one.term, wanted)) continue;
    if (one.passes) return one;
    // RFC 7208 section 4.6.2: the first that fits decides. Within an include a refusal only means that it does not fit.
    if (one.via.length === 0) return null;
  }
  return null;
}

type Mechanism = Extract<Term, { kind: 'mechanism' }>;

function covers(term: Mechanism, wanted: Mechanism): boolean {
  if (wanted.name === 'ip4' || wanted.name === 'ip6') {
    if (term.name !== wanted.name) return false;
    const [inner, outer] = [wanted, term].map(({ value }) =>
      parseNetwork(wanted.name as 'ip4' | 'ip6', value ?? ''),
    );
    return inner != null && outer != null && lies(inner, outer);
  }
  const plain = ({ value }: Mechanism): string => (value ?? '').toLowerCase().replace(/\.$/, '');
  return term.name === wanted.name && plain(term) === plain(wanted);
}
