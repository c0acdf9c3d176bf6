/**
 * Whether a ticket may be about a known issue: how much speaks for it, and what. Pure. What contradicts (another device, a
 * version outside of the range) ends it; what nobody knows yet neither helps nor hinders.
 */
import { fold } from '#platform/text/fold.ts';
import { findAll, type Lexicon, lexicon } from '#platform/text/lexicon.ts';
import { type Affects, systemLabel } from './affects.ts';
import { isInRanges, parseRanges, type VersionRange } from './version-ranges.ts';

/** A ticket as it is compared. */
export type TicketTraits = {
  readonly topic: string | null;
  readonly generations: readonly string[];
  readonly firmware: readonly string[];
  readonly app: readonly string[];
  readonly systems: readonly { readonly name: string; readonly version: string | null }[];
  /** Ids of the catalogue, the known ones only. */
  readonly errors: readonly string[];
};

export type Fit = {
  /** 0 to 1. */
  readonly score: number;
  /** For people, the weightiest first. */
  readonly reasons: readonly string[];
  /** Enough to be proposed. */
  readonly fits: boolean;
};

/** How things are called where people read the reasons. */
export type TraitNames = {
  topic(id: string): string;
  generation(id: string): string;
  error(id: string): string;
};

/** From here on a ticket is proposed. */
export const PROPOSED_FROM = 0.6;
/** From here on an issue that may link by itself does. */
export const LINKED_FROM = 0.8;

/** More of a ticket's words is not looked through. */
export const MOST_TEXT = 20_000;

/** How much each thing says alone; two of them say 1 - (1 - a)(1 - b). */
const weight = {
  error: 0.65,
  words: 0.4,
  moreWords: 0.2,
  topic: 0.4,
  firmware: 0.4,
  app: 0.35,
  /** A range without an end holds for nearly everybody. */
  openRange: 0.2,
  generation: 0.15,
  system: 0.15,
  systemVersion: 0.25,
} as const;

export type PreparedIssue = {
  readonly affects: Affects;
  readonly firmware: readonly VersionRange[];
  readonly app: readonly VersionRange[];
  readonly systems: readonly { readonly name: string; readonly versions: readonly VersionRange[] }[];
  readonly words: Lexicon<string> | null;
};

const prepared = new WeakMap<Affects, PreparedIssue>();

/** Reads ranges and phrases once for many tickets. */
export function prepareIssue(affects: Affects): PreparedIssue {
  const known = prepared.get(affects);
  if (known) return known;
  const made: PreparedIssue = {
    affects,
    firmware: rangesOf(affects.firmware),
    app: rangesOf(affects.app),
    systems: affects.systems.map(({ name, versions }) => ({ name, versions: rangesOf(versions) })),
    words: affects.words.length === 0 ? null : lexicon(affects.words.map((phrase) => [phrase, phrase])),
  };
  prepared.set(affects, made);
  return made;
}

/** Ranges were checked before they were stored. */
function rangesOf(text: string): readonly VersionRange[] {
  const parsed = parseRanges(text);
  return 'ranges' in parsed ? parsed.ranges : [];
}

type Said = { kind: 'error' | 'words' | 'topic' | 'other'; weight: number; reason: string };
/** `named`: the issue says something of it. `said` is empty when the ticket does not. */
type Part = { named: boolean; said: readonly Said[] };
/** Null where the ticket contradicts. */
type Judged = Part | null;

/**
 * Null when the ticket contradicts the issue. `texts` is asked for only when nothing else rules the ticket out.
 */
export function matchIssue(
  { affects, firmware, app, systems, words }: PreparedIssue,
  ticket: TicketTraits,
  texts: () => readonly string[],
  names: TraitNames,
): Fit | null {
  const judged = [
    generationPart(affects, ticket, names),
    versionPart('Firmware', affects.firmware, firmware, ticket.firmware, weight.firmware),
    versionPart('App', affects.app, app, ticket.app, weight.app),
    systemPart(systems, ticket),
  ];
  if (judged.includes(null)) return null;
  const errors = errorPart(affects, ticket, names);
  const topic = topicPart(affects, ticket, names);
  // Customers of one error write about it in many ways, so only the error outweighs another topic.
  if (topic === null && errors.said.length === 0) return null;
  const parts = [errors, wordsPart(words, texts), topic, ...judged].filter((part) => part !== null);
  return sum(parts);
}

function sum(parts: readonly Part[]): Fit {
  const said = parts.flatMap((part) => part.said);
  const happening = said.filter(({ kind }) => kind !== 'other');
  const telling = said.some(({ kind }) => kind === 'error' || kind === 'words');
  const counted = 1 - said.reduce((rest, one) => rest * (1 - one.weight), 1);
  // All that the issue names is there: nothing more could be asked for.
  const complete = telling && parts.every((part) => !part.named || part.said.length > 0);
  const score = rounded(complete ? Math.max(counted, PROPOSED_FROM) : counted);
  return {
    score,
    reasons: said.toSorted((a, b) => b.weight - a.weight).map(({ reason }) => reason),
    fits: happening.length > 0 && score >= PROPOSED_FROM,
  };
}

function errorPart({ errors }: Affects, ticket: TicketTraits, names: TraitNames): Part {
  const same = errors.filter((id) => ticket.errors.includes(id)).slice(0, 1);
  return {
    named: errors.length > 0,
    said: same.map((id) => ({
      kind: 'error' as const,
      weight: weight.error,
      reason: `The same error: ${names.error(id)}`,
    })),
  };
}

function topicPart({ topics }: Affects, { topic }: TicketTraits, names: TraitNames): Judged {
  if (topics.length === 0 || topic === null) return { named: topics.length > 0, said: [] };
  if (!topics.includes(topic)) return null;
  return {
    named: true,
    said: [{ kind: 'topic', weight: weight.topic, reason: `The topic is ${names.topic(topic)}` }],
  };
}

function wordsPart(words: Lexicon<string> | null, texts: () => readonly string[]): Part {
  if (words === null) return { named: false, said: [] };
  const found = new Set<string>();
  for (const text of texts()) {
    for (const { value } of findAll(words, fold(text.slice(0, MOST_TEXT)).text)) found.add(value);
  }
  return {
    named: true,
    said: [...found].slice(0, 2).map((phrase, at) => ({
      kind: 'words' as const,
      weight: at === 0 ? weight.words : weight.moreWords,
      reason: `“${phrase}” is in their words`,
    })),
  };
}

function generationPart({ generations }: Affects, ticket: TicketTraits, names: TraitNames): Judged {
  if (generations.length === 0 || ticket.generations.length === 0) return { named: false, said: [] };
  const same = ticket.generations.find((id) => generations.includes(id));
  if (same === undefined) return null;
  return {
    named: true,
    said: [{ kind: 'other', weight: weight.generation, reason: `The device is ${names.generation(same)}` }],
  };
}

function versionPart(
  what: string,
  written: string,
  ranges: readonly VersionRange[],
  versions: readonly string[],
  full: number,
): Judged {
  const judged = versions.map((version) => ({ version, isIn: isInRanges(version, ranges) }));
  const same = judged.find(({ isIn }) => isIn === true);
  if (same) {
    const isOpen = ranges.some(({ from, to }) => from === null || to === null);
    const reason =
      same.version === written ? `${what} ${written}` : `${what} ${same.version} is among ${written}`;
    return { named: true, said: [{ kind: 'other', weight: isOpen ? weight.openRange : full, reason }] };
  }
  return judged.some(({ isIn }) => isIn === false) ? null : { named: false, said: [] };
}

function systemPart(systems: PreparedIssue['systems'], ticket: TicketTraits): Judged {
  if (systems.length === 0 || ticket.systems.length === 0) return { named: false, said: [] };
  const judged = ticket.systems.flatMap(({ name, version }) =>
    systems
      .filter((one) => one.name === name)
      .map(({ versions }) => ({
        name,
        version,
        isIn: version === null ? null : isInRanges(version, versions),
      })),
  );
  const same = judged.find(({ isIn }) => isIn === true) ?? judged.find(({ isIn }) => isIn === null);
  if (same === undefined) return null;
  const label = systemLabel(same.name);
  const exact = same.isIn === true;
  return {
    named: true,
    said: [
      {
        kind: 'other',
        weight: exact ? weight.systemVersion : weight.system,
        reason: exact ? `${label} ${same.version}` : `The phone runs ${label}`,
      },
    ],
  };
}

function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}
