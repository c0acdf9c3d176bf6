/** Why somebody gets a ticket, or nobody does, in words for people. */
import type { Looked, TicketToRoute } from './look-at-candidate.ts';
import type { Words } from './words.ts';

export type Line = {
  agentId: string;
  name: string;
  verdict: 'chosen' | 'possible' | 'full' | 'out';
  /** In the order in which it counts. */
  notes: string[];
};

/** How the person fits the ticket. */
export function fitNotes({ speaks, level }: Looked, ticket: TicketToRoute, words: Words): string[] {
  const subject = ticket.topic ?? ticket.department;
  const notes: string[] = [];
  if (ticket.language === null) notes.push('language not known');
  else notes.push(`${speaks ? 'speaks' : 'does not speak'} ${words.language(ticket.language)}`);
  if (subject !== null && level > 0) notes.push(`${skillWords[level] ?? 'knows'} ${words.subject(subject)}`);
  return notes;
}

const skillWords: Readonly<Record<number, string>> = { 1: 'is learning', 2: 'knows', 3: 'is asked about' };

/** One line a person: the arithmetic of the choice. */
export function linesOf(
  looked: readonly Looked[],
  ticket: TicketToRoute,
  chosenId: string | null,
  words: Words,
): Line[] {
  const rank: readonly Line['verdict'][] = ['chosen', 'possible', 'full', 'out'];
  const line = (one: Looked): Line => {
    const { candidate, against, full, cap } = one;
    const base = { agentId: candidate.id, name: candidate.name };
    const load = `${candidate.load} of ${cap} tickets`;
    if (candidate.id === chosenId) {
      return { ...base, verdict: 'chosen', notes: [...fitNotes(one, ticket, words), load] };
    }
    if (against !== null) return { ...base, verdict: 'out', notes: [against] };
    return {
      ...base,
      verdict: full ? 'full' : 'possible',
      notes: [...fitNotes(one, ticket, words), full ? `is full: ${load}` : load],
    };
  };
  return looked.map(line).sort((a, b) => rank.indexOf(a.verdict) - rank.indexOf(b.verdict));
}

/** A large team is not told person by person. */
export function short(reasons: readonly string[]): string[] {
  const most = 4;
  return reasons.length <= most
    ? [...reasons]
    : [...reasons.slice(0, most), `and ${reasons.length - most} more`];
}
