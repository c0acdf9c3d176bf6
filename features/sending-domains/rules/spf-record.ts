/** One SPF record as data (RFC 7208 sections 4.5 and 4.6.1). Reads anything and says what receivers would not understand. */
import { parseNetwork } from './networks.ts';
import { hasMarks, strangeCharacter, withoutMarks } from './tag-list.ts';

export type Qualifier = '+' | '-' | '~' | '?';
export type MechanismName = 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';

export type Term =
  | { kind: 'mechanism'; text: string; qualifier: Qualifier; name: MechanismName; value: string | null }
  | { kind: 'modifier'; text: string; name: string; value: string }
  /** A receiver gives up at it. `repaired`: what was probably meant, null when nobody can know. */
  | { kind: 'broken'; text: string; why: string; repaired: string | null };

export type SpfRecord = { text: string; terms: readonly Term[] };

const mechanisms: readonly string[] = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'];

/** RFC 7208 section 4.5: the version, then a blank or the end. ABNF text is the same in any case. */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/** Meant as SPF, and ignored by every receiver. */
export function isAlmostSpf(text: string): boolean {
  return !isSpf(text) && /^(?:v\s*=\s*)?spf\s*1(?![0-9])/i.test(withoutMarks(text));
}

/** Why a text that was meant as SPF is none. */
export function whyAlmost(text: string): string {
  const bare = withoutMarks(text);
  if (bare !== text && isSpf(bare)) return 'It begins with a quotation mark or a blank.';
  if (!/v\s*=/i.test(text.slice(0, 12))) return 'It begins with spf1 instead of v=spf1.';
  if (/^v=spf1;/i.test(bare)) return 'Its parts are joined by semicolons; SPF parts them by blanks.';
  return 'It does not begin with exactly "v=spf1" and a blank.';
}

/** The text of an almost-record as it was meant. */
export function repairAlmost(text: string): string {
  const bare = withoutMarks(text).replace(/^(?:v\s*=\s*)?spf\s*1/i, 'v=spf1');
  return bare
    .replaceAll(';', ' ')
    .replace(/^v=spf1\s*/i, 'v=spf1 ')
    .replace(/\s+/g, ' ')
    .trim();
}

export function readSpf(text: string): SpfRecord {
  return { text, terms: text.slice('v=spf1'.length).split(/\s+/).filter(Boolean).map(readTerm) };
}

function readTerm(text: string): Term {
  const broken = (why: string, repaired: string | null = null): Term => ({
    kind: 'broken',
    text,
    why,
    repaired,
  });
  const strange = strangeCharacter(text);
  if (strange !== null) return broken(`has a character that is not allowed ("${strange}")`);
  if (hasMarks(text)) {
    const bare = text.replaceAll(/["'`\\]/g, '');
    const inner = bare === '' ? null : readTerm(bare);
    return broken('has a quotation mark in it', inner && inner.kind !== 'broken' ? bare : null);
  }
  if (parseNetwork('ip4', text) !== null) return broken('lacks "ip4:" before the address', `ip4:${text}`);
  const modifier = /^([a-z][a-z0-9_.-]*)=(.*)$/i.exec(text);
  if (modifier) return readModifier(text, modifier[1] ?? '', modifier[2] ?? '');
  const match = /^([+\-~?]?)([a-z][a-z0-9_.-]*)(?:([:/])(.*))?$/i.exec(text);
  if (!match) {
    const comma = /^(.*)[,;]$/.exec(text)?.[1] ?? '';
    const inner = comma === '' ? null : readTerm(comma);
    if (inner && inner.kind !== 'broken') return broken('ends with a comma or semicolon', comma);
    return broken('is nothing that SPF knows');
  }
  const [, sign = '', written = '', mark = '', rest = ''] = match;
  const name = written.toLowerCase();
  const qualifier = (sign || '+') as Qualifier;
  const value = mark === '' ? null : mark === '/' ? `/${rest}` : rest;
  if (!mechanisms.includes(name)) return broken(...unknownMechanism(sign, name, rest));
  const problem = valueProblem(name as MechanismName, value);
  if (problem !== null) return broken(...problem);
  return { kind: 'mechanism', text, qualifier, name: name as MechanismName, value };
}

function readModifier(text: string, name: string, value: string): Term {
  const lower = name.toLowerCase();
  // An unknown modifier is skipped by receivers (RFC 7208 section 6): worse than an error, because nobody tells.
  if (mechanisms.includes(lower)) {
    const repaired = readTerm(`${lower}:${value}`);
    const why = 'has "=" where ":" has to stand, so receivers skip it';
    return { kind: 'broken', text, why, repaired: repaired.kind === 'broken' ? null : `${lower}:${value}` };
  }
  if (lower === 'redirect' && !isDomainSpec(value))
    return { kind: 'broken', text, why: 'names no domain', repaired: null };
  return { kind: 'modifier', text, name: lower, value };
}

function unknownMechanism(sign: string, name: string, rest: string): [string, string | null] {
  const kind = rest.includes(':') ? 'ip6' : 'ip4';
  if (['ip', 'ipv4', 'ipv6', 'ip-4'].includes(name) && parseNetwork(kind, rest) !== null)
    return [`is not known; before an address stands "${kind}:"`, `${sign}${kind}:${rest}`];
  const near: Readonly<Record<string, string>> = {
    includes: 'include',
    inlcude: 'include',
    incude: 'include',
  };
  const meant = near[name];
  if (meant !== undefined && isDomainSpec(rest))
    return [`is not known; ${meant}: was probably meant`, `${sign}${meant}:${rest}`];
  return ['is nothing that SPF knows', null];
}

/** What is wrong with the part after the name, or null. */
function valueProblem(name: MechanismName, value: string | null): [string, string | null] | null {
  switch (name) {
    case 'all':
      return value === null ? null : ['has something behind "all"', null];
    case 'ip4':
    case 'ip6': {
      if (value === null) return ['names no address', null];
      if (parseNetwork(name, value) !== null) return null;
      const other = name === 'ip4' ? 'ip6' : 'ip4';
      if (parseNetwork(other, value) !== null) return [`has to begin with "${other}:"`, `${other}:${value}`];
      return ['names no address or network', null];
    }
    case 'include':
    case 'exists':
      if (value === null || value === '') return ['names no domain', null];
      return isDomainSpec(value) ? null : domainProblem(name, value);
    case 'a':
    case 'mx':
    case 'ptr': {
      if (value === null) return null;
      const domain = value.replace(/(?:\/\d{1,2})?(?:\/\/\d{1,3})?$/, '');
      return domain === '' || isDomainSpec(domain) ? null : domainProblem(name, value);
    }
  }
}

function domainProblem(name: string, value: string): [string, string | null] {
  // Two strings of one TXT record are joined without a blank (RFC 7208 section 3.3).
  const joined = /^(.+?)([~?+-]all|(?:include|ip4|ip6|a|mx|redirect)[:=].+)$/i.exec(value);
  if (joined && isDomainSpec(joined[1] ?? ''))
    return [
      `has no blank before "${joined[2]}"; strings of one TXT record are joined without one`,
      `${name}:${joined[1]} ${joined[2]}`,
    ];
  return ['names something that is no domain', null];
}

/** A host name, or one with macros (RFC 7208 section 7.1), which only a mail can fill in. */
function isDomainSpec(text: string): boolean {
  if (text.includes('%'))
    return /^(?:%\{[slodiphcrtv]\d{0,3}r?[.\-+,/_=]*\}|%%|%_|%-|[\x21-\x24\x26-\x7e])+$/i.test(text);
  return /^(?=.{1,254}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\.?$/i.test(
    text,
  );
}

/** True for a name that only a mail can fill in. */
export function hasMacro(text: string | null): boolean {
  return text?.includes('%') ?? false;
}
