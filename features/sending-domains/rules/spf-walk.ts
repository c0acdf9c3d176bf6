/**
 * An SPF record with all that it includes (RFC 7208 section 4.6.4): how many lookups it costs, which lead nowhere, what it
 * allows. Pure: it says in `needs` what has to be asked before it can go on.
 */
import { type Answer, bad, info, type Note, recordsOf, unknownAnswer, warn } from './answers.ts';
import { hasMacro, isSpf, type Qualifier, readSpf, type SpfRecord, type Term } from './spf-record.ts';

export type SpfQuestion = { name: string; type: 'TXT' | 'A' | 'AAAA' | 'MX' };
/** By `TXT example.com`. Of MX and addresses it only counts whether there are some. */
export type SpfAnswers = ReadonlyMap<string, Answer<string>>;

export const spfKey = ({ type, name }: SpfQuestion): string => `${type} ${name.toLowerCase()}`;

/** RFC 7208 section 4.6.4. */
export const mostLookups = 10;
export const mostVoids = 2;

export type Allowed = {
  term: Extract<Term, { kind: 'mechanism' }>;
  passes: boolean;
  via: readonly string[];
};
export type SpfWalk = {
  lookups: number;
  voids: readonly string[];
  needs: readonly SpfQuestion[];
  /** Names that nobody answered for. */
  unanswered: readonly string[];
  notes: readonly Note[];
  /** Everything that is matched, in order, with the names it was found through; below a refusal nothing passes. */
  allowed: readonly Allowed[];
  /** What becomes of everybody else; null when the record does not say. */
  rest: Qualifier | null;
};

type Going = {
  [Key in keyof SpfWalk]: SpfWalk[Key] extends readonly (infer One)[] ? One[] : SpfWalk[Key];
} & { answers: SpfAnswers; seen: Set<string> };

/** Far more lookups than any receiver follows; the count need not be exact beyond. */
const enough = 40;

export function walkSpf(record: SpfRecord, domain: string, answers: SpfAnswers): SpfWalk {
  const going: Going = {
    lookups: 0,
    voids: [],
    needs: [],
    unanswered: [],
    notes: [],
    allowed: [],
    rest: null,
    answers,
    seen: new Set(),
  };
  going.rest = walk(going, record, { domain, via: [], passing: true });
  const { answers: _answers, seen: _seen, ...found } = going;
  return found;
}

/** `passing`: false below an include that refuses or does not care. */
type Where = { domain: string; via: readonly string[]; passing: boolean };

function walk(going: Going, record: SpfRecord, { domain, via, passing }: Where): Qualifier | null {
  const path = [...via, domain.toLowerCase()];
  for (const term of record.terms) {
    if (going.lookups > enough) return null;
    if (term.kind === 'broken') {
      if (via.length > 0) going.notes.push(bad(`The record of ${domain}: "${cut(term.text)}" ${term.why}.`));
    } else if (term.kind === 'mechanism') {
      if (term.name === 'all') {
        if (via.length > 0 && term.qualifier === '+')
          going.notes.push(
            bad(`The record of ${domain} ends with +all: it lets everybody on the internet in.`),
          );
        return term.qualifier;
      }
      follow(going, term, path, passing);
    }
  }
  // RFC 7208 section 6.1: redirect counts only where there is no "all".
  const redirect = record.terms.find((term) => term.kind === 'modifier' && term.name === 'redirect');
  if (redirect?.kind !== 'modifier') return null;
  going.lookups += 1;
  const next = enter(going, redirect.value, `redirect=${redirect.value}`, path);
  return next === null ? null : walk(going, next, { domain: redirect.value, via: path, passing });
}

function follow(going: Going, term: Allowed['term'], path: readonly string[], passing: boolean): void {
  const { name, value, qualifier } = term;
  const at = path.at(-1) ?? '';
  const passes = passing && qualifier === '+';
  going.allowed.push({ term, passes, via: path.slice(1) });
  if (name === 'ip4' || name === 'ip6') return;
  going.lookups += 1;
  if (hasMacro(value)) {
    going.notes.push(info(`"${cut(term.text)}" depends on each mail, so it was counted and not followed.`));
    return;
  }
  if (name === 'include') {
    const next = enter(going, value ?? '', `include:${value}`, path);
    if (next) walk(going, next, { domain: value ?? '', via: path, passing: passes });
    return;
  }
  if (name === 'ptr') {
    going.notes.push(
      warn('"ptr" shall no longer be used (RFC 7208 section 5.5): it is slow, and some skip it.'),
    );
    return;
  }
  const target = (value ?? '').replace(/\/.*$/, '') || at;
  if (name === 'mx') look(going, target, ['MX'], term.text);
  if (name === 'a') look(going, target, ['A', 'AAAA'], term.text);
  if (name === 'exists') look(going, target, ['A'], term.text);
}

/** The SPF record of another name, or null with a note. */
function enter(going: Going, name: string, written: string, path: readonly string[]): SpfRecord | null {
  const key = name.toLowerCase().replace(/\.$/, '');
  if (hasMacro(name)) {
    going.notes.push(info(`"${cut(written)}" depends on each mail, so it was counted and not followed.`));
    return null;
  }
  if (path.includes(key)) {
    going.notes.push(bad(`"${written}" leads in a circle back to ${key}.`));
    return null;
  }
  const answer = ask(going, { name: key, type: 'TXT' });
  if (answer === null) return null;
  if (answer.state === 'no-domain' || answer.state === 'none') going.voids.push(written);
  const found = recordsOf(answer).filter(isSpf);
  if (found.length === 1) return readSpf(found[0] ?? '');
  going.notes.push(
    bad(
      found.length === 0
        ? `"${cut(written)}" names a domain without an SPF record: receivers give up there.`
        : `"${cut(written)}" names a domain with ${found.length} SPF records: receivers give up there.`,
    ),
  );
  return null;
}

function look(going: Going, name: string, types: readonly SpfQuestion['type'][], written: string): void {
  const answers = types.map((type) => ask(going, { name: name.replace(/\.$/, ''), type }));
  if (answers.every((answer) => answer?.state === 'none' || answer?.state === 'no-domain'))
    going.voids.push(written);
}

/** The answer, or null while it has to be asked or when nobody answered. */
function ask(going: Going, question: SpfQuestion): Answer<string> | null {
  const key = spfKey(question);
  const answer = going.answers.get(key);
  if (answer === undefined) {
    if (!going.seen.has(key)) going.needs.push(question);
    going.seen.add(key);
    return null;
  }
  if (answer.state === unknownAnswer.state) {
    if (!going.unanswered.includes(question.name)) going.unanswered.push(question.name);
    return null;
  }
  return answer;
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
