/**
 * Who of a team gets a ticket, and why: the one rule. Each person is looked at once; the first thing that speaks against
 * them is said, and whoever is left is put in order. The lines are the arithmetic that the preview and the timeline show.
 */
import { fitNotes, type Line, linesOf, short } from './explain-choice.ts';
import {
  type Candidate,
  type Looked,
  look,
  type Present,
  readTeam,
  type TicketToRoute,
} from './look-at-candidate.ts';
import type { Policy } from './policy.ts';
import type { Words } from './words.ts';

export type Choice = {
  agent: { id: string; name: string } | null;
  /** What decided; when nobody was chosen, why. */
  rule:
    | 'same-agent'
    | 'round-robin'
    | 'least-loaded'
    | 'above-cap'
    | 'lead'
    | 'off'
    | 'nobody-here'
    | 'nobody-fits'
    | 'everybody-full';
  /** For the timeline: short, without a full stop. */
  reasons: string[];
  lines: Line[];
};

/** Chooses one of the candidates, or nobody. Pure: the same input always gives the same choice. */
export function chooseAgent(
  ticket: TicketToRoute,
  candidates: readonly Candidate[],
  policy: Policy,
  now: Date,
  words: Words,
): Choice {
  return chooseAmong(ticket, readTeam(candidates, policy, now), policy, words);
}

/** The same for a team that was read before. */
export function chooseAmong(
  ticket: TicketToRoute,
  team: readonly Present[],
  policy: Policy,
  words: Words,
): Choice {
  const looked = team.map((present) => look(present, ticket, policy, words));
  if (policy.mode === 'off')
    return nobody('off', ['people of this team take tickets themselves'], looked, ticket, words);
  const fit = looked.filter(({ against }) => against === null);
  const free = fit.filter(({ full }) => !full).sort(order(ticket, policy));
  const first = free[0];
  if (first) return chosen(first, ruleFor(first, ticket, policy), ticket, free, looked, words);
  if (ticket.priority === 'urgent') {
    const beyond = urgentChoice(looked, policy);
    if (beyond) return chosen(beyond.one, beyond.rule, ticket, [], looked, words);
  }
  return whyNobody(fit, looked, ticket, words);
}

/** Language first, then skill, then the team's rule; the name settles what is left, so that no choice is by chance. */
function order(ticket: TicketToRoute, policy: Policy): (a: Looked, b: Looked) => number {
  const same = (one: Looked): number => (policy.sameAgent && one.candidate.id === ticket.lastAgentId ? 1 : 0);
  return (a, b) =>
    same(b) - same(a) ||
    fitness(b, ticket, policy) - fitness(a, ticket, policy) ||
    (policy.mode === 'least-loaded' ? a.candidate.load / a.cap - b.candidate.load / b.cap : 0) ||
    turnOrder(a, b) ||
    a.candidate.name.localeCompare(b.candidate.name, 'en') ||
    (a.candidate.id < b.candidate.id ? -1 : 1);
}

/** Whoever waits longest for one goes first, and before them whoever never had one. */
function turnOrder({ candidate: a }: Looked, { candidate: b }: Looked): number {
  return (a.lastGivenAt?.getTime() ?? 0) - (b.lastGivenAt?.getTime() ?? 0);
}

/** Speaking the language counts more than any skill. Whoever others ask goes first only where much presses, else they would get all. */
function fitness({ speaks, level }: Looked, ticket: TicketToRoute, policy: Policy): number {
  const presses = ticket.priority === 'urgent' || ticket.priority === 'high';
  const skill = policy.skill === 'any' ? 0 : presses ? level : Math.min(level, 2);
  return (policy.language === 'any' || speaks ? 10 : 0) + skill;
}

function ruleFor(one: Looked, ticket: TicketToRoute, policy: Policy): Choice['rule'] {
  if (policy.sameAgent && one.candidate.id === ticket.lastAgentId) return 'same-agent';
  return policy.mode === 'least-loaded' ? 'least-loaded' : 'round-robin';
}

/** Nobody who fits has room, but this cannot wait. */
function urgentChoice(
  looked: readonly Looked[],
  policy: Policy,
): { one: Looked; rule: 'above-cap' | 'lead' } | null {
  const here = looked.filter(({ against, lacking }) => against === null || lacking);
  if (policy.urgent === 'wait') return null;
  if (policy.urgent === 'above-cap') {
    const fit = here.filter(({ against }) => against === null);
    const one = leastLoaded(fit.length > 0 ? fit : here);
    return one ? { one, rule: 'above-cap' } : null;
  }
  // A lead takes it whatever it is about and however much they have, as long as they are here.
  const one = leastLoaded(here.filter(({ candidate }) => leads.includes(candidate.role)));
  return one ? { one, rule: 'lead' } : null;
}

const leads: readonly string[] = ['lead', 'admin'];

function leastLoaded(some: readonly Looked[]): Looked | undefined {
  return some.toSorted((a, b) => a.candidate.load - b.candidate.load || turnOrder(a, b))[0];
}

function chosen(
  one: Looked,
  rule: Choice['rule'],
  ticket: TicketToRoute,
  free: readonly Looked[],
  looked: readonly Looked[],
  words: Words,
): Choice {
  const reasons = [
    ...fitNotes(one, ticket, words),
    ...ruleNotes(rule, one, free),
    `${one.candidate.load + 1} of ${one.cap} tickets with this one`,
  ];
  const { id, name } = one.candidate;
  return { agent: { id, name }, rule, reasons, lines: linesOf(looked, ticket, id, words) };
}

function ruleNotes(rule: Choice['rule'], one: Looked, free: readonly Looked[]): string[] {
  if (rule === 'same-agent') return ['helped this customer last'];
  if (rule === 'above-cap') return ['urgent, and nobody who fits has room'];
  if (rule === 'lead') return ['urgent, nobody else has room, so a lead takes it'];
  if (free.length === 1) return ['the only one free'];
  if (rule === 'least-loaded') return ['has the most room'];
  return [one.candidate.lastGivenAt === null ? 'had none yet' : 'longest since their last one'];
}

function whyNobody(
  fit: readonly Looked[],
  looked: readonly Looked[],
  ticket: TicketToRoute,
  words: Words,
): Choice {
  if (fit.length > 0) {
    const most =
      fit.length === 1 ? 'the one who could take it is full' : `all ${fit.length} who could take it are full`;
    return nobody('everybody-full', [most], looked, ticket, words);
  }
  const team = looked.filter(({ candidate }) => candidate.inTeam);
  if (team.length === 0) return nobody('nobody-fits', ['nobody is in this team'], looked, ticket, words);
  // Who will come back is said first.
  const told = team.toSorted((a, b) => Number(b.absent) - Number(a.absent));
  const reasons = short(told.map(({ candidate, against }) => `${candidate.name} ${against ?? ''}`.trim()));
  return nobody(told[0]?.absent ? 'nobody-here' : 'nobody-fits', reasons, looked, ticket, words);
}

function nobody(
  rule: Choice['rule'],
  reasons: string[],
  looked: readonly Looked[],
  ticket: TicketToRoute,
  words: Words,
): Choice {
  return { agent: null, rule, reasons, lines: linesOf(looked, ticket, null, words) };
}
