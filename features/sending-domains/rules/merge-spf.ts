/** The one SPF record that keeps all that the records of a domain allow, and lets our relay in (RFC 7208 section 3.2: one only). */
import { type Qualifier, readSpf, type SpfRecord, type Term } from './spf-record.ts';

export type Merged = { value: string; leftOut: readonly string[] };

/** `relayTerms`: those that are not in yet. Words of other systems are kept, whatever they are. */
export function mergeSpf(records: readonly SpfRecord[], relayTerms: readonly string[]): Merged {
  const leftOut: string[] = [];
  const terms = records.flatMap((record) => record.terms).flatMap((term) => repair(term, leftOut));
  const alls = terms.filter((term) => isMechanism(term, 'all'));
  const redirects = terms.filter((term) => term.kind === 'modifier' && term.name === 'redirect');
  // A redirect beside an "all" or beside another record would be skipped; as an include it still lets its mail in.
  const redirectStays = records.length === 1 && redirects.length === 1 && alls.length === 0;
  const parts: string[] = [];
  const known = new Set<string>();
  const add = (text: string): void => {
    const same = text.toLowerCase();
    if (!known.has(same)) parts.push(text);
    known.add(same);
  };
  for (const term of terms)
    if (term.kind === 'mechanism' && term.name !== 'all' && !refuses(term, relayTerms)) add(term.text);
  if (!redirectStays) for (const domain of records.flatMap(followedRedirects)) add(`include:${domain}`);
  for (const term of relayTerms) add(term);
  const ending: string[] = redirectStays ? redirects.map(({ text }) => text) : [`${restOf(alls)}all`];
  const kept = terms.filter((term) => term.kind === 'modifier' && term.name !== 'redirect');
  const others = [
    ...new Map(kept.map((term) => [term.kind === 'modifier' ? term.name : '', term.text])).values(),
  ];
  return { value: ['v=spf1', ...parts, ...ending, ...others].join(' '), leftOut };
}

/** RFC 7208 section 6.1: beside an "all" of the same record nobody follows a redirect. */
function followedRedirects({ terms }: SpfRecord): string[] {
  if (terms.some((term) => isMechanism(term, 'all'))) return [];
  return terms.flatMap((term) => (term.kind === 'modifier' && term.name === 'redirect' ? [term.value] : []));
}

/** `-include:relay.example` in front would refuse what the term behind it lets in: the first that fits counts. */
function refuses(term: Term, relayTerms: readonly string[]): boolean {
  if (term.kind !== 'mechanism' || term.qualifier === '+') return false;
  return relayTerms.includes(term.text.slice(1).toLowerCase());
}

/** What becomes of everybody else: as it was, unless it let everybody in or the records disagreed. */
function restOf(alls: readonly Term[]): Qualifier {
  const signs = new Set(alls.map((term) => (term.kind === 'mechanism' ? term.qualifier : '~')));
  const [only] = signs;
  return signs.size === 1 && (only === '-' || only === '~') ? only : '~';
}

function repair(term: Term, leftOut: string[]): Term[] {
  if (term.kind !== 'broken') return [term];
  if (term.repaired === null) {
    leftOut.push(term.text);
    return [];
  }
  return readSpf(`v=spf1 ${term.repaired}`).terms.flatMap((one) => repair(one, leftOut));
}

function isMechanism(term: Term, name: string): boolean {
  return term.kind === 'mechanism' && term.name === name;
}
