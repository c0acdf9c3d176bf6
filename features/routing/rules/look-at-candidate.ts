/** One person looked at for one ticket: the first thing that speaks against them, and how well they fit. */
import type { Policy } from './policy.ts';
import { type Words, whenWords } from './words.ts';
import { isWorking, nextStart, type Schedule } from './working-hours.ts';

/** 1 is learning, 2 knows it, 3 is the one others ask. */
export type Skill = { of: string; level: number };

export type Candidate = {
  id: string;
  name: string;
  role: string;
  active: boolean;
  /** Has been at the desk at least once: nobody who was only invited is given tickets. */
  signedIn: boolean;
  /** A member of the team. */
  inTeam: boolean;
  /** Language tags; whoever names none speaks the desk's own language. */
  languages: readonly string[];
  /** By topic or department. */
  skills: readonly Skill[];
  schedule: Schedule;
  /** Their own cap; null: that of the team. */
  cap: number | null;
  /** Tickets in work they have now. */
  load: number;
  /** Null: here. `until` null: until they say so. */
  away: { until: Date | null } | null;
  /** When the desk last gave them a ticket of this team. */
  lastGivenAt: Date | null;
};

export type TicketToRoute = {
  topic: string | null;
  department: string | null;
  /** Null: not known. */
  language: string | null;
  priority: 'urgent' | 'high' | 'normal' | 'low';
  /** Whoever had it before, or helped this customer last. */
  lastAgentId: string | null;
  /** Had it and did nothing with it. */
  notAgain: readonly string[];
  /** It waited too long: language and skill are no longer required. */
  wider: boolean;
};

export type Looked = {
  candidate: Candidate;
  /** What speaks against them beside their load; null: nothing. */
  against: string | null;
  /** They are not here, which time heals; a language or skill does not come by itself. */
  absent: boolean;
  /** They are here, and only language or skill speaks against them. */
  lacking: boolean;
  full: boolean;
  cap: number;
  speaks: boolean;
  /** 0 none, 1 learning, 2 knows it, 3 asked by others. */
  level: number;
};

/** A candidate, with what does not depend on the ticket. */
export type Present = { candidate: Candidate; gone: string | null; absence: string | null };

/** Reckoning with hours and zones is dear, so it is done once for many tickets. */
export function readTeam(candidates: readonly Candidate[], policy: Policy, now: Date): Present[] {
  return candidates.map((candidate) => {
    const gone = goneFor(candidate);
    return { candidate, gone, absence: gone === null ? absenceOf(candidate, policy, now) : null };
  });
}

/** What speaks for and against one candidate. */
export function look(
  { candidate, gone, absence }: Present,
  ticket: TicketToRoute,
  policy: Policy,
  words: Words,
): Looked {
  const cap = candidate.cap ?? policy.cap;
  const speaks = ticket.language === null || speaksIt(candidate.languages, ticket.language);
  const level = levelOf(candidate.skills, ticket);
  const out = gone ?? (ticket.notAgain.includes(candidate.id) ? 'had it before and it came back' : null);
  const lack = lacks({ speaks, level }, ticket, policy, words);
  return {
    candidate,
    against: out ?? absence ?? lack,
    absent: out === null && absence !== null,
    lacking: out === null && absence === null && lack !== null,
    full: candidate.load >= cap,
    cap,
    speaks,
    level,
  };
}

/** What no time and no policy changes: they cannot have tickets of this team. */
export function goneFor({ active, role, inTeam }: Candidate): string | null {
  if (!active) return 'is switched off';
  if (role === 'viewer') return 'may only look';
  return inTeam ? null : 'is not in this team';
}

/** Why they are not here now; null: they are. */
export function absenceOf({ away, schedule, signedIn }: Candidate, policy: Policy, now: Date): string | null {
  if (!signedIn) return 'has not signed in yet';
  if (away !== null && (away.until === null || away.until > now)) {
    return away.until === null ? 'is away' : `is away until ${whenWords(away.until, schedule.zone)}`;
  }
  if (!policy.onlyWorking || isWorking(schedule, now)) return null;
  const next = nextStart(schedule, now);
  return next === null ? 'has no working hours' : `begins ${whenWords(next, schedule.zone)}`;
}

function lacks(
  { speaks, level }: { speaks: boolean; level: number },
  ticket: TicketToRoute,
  policy: Policy,
  words: Words,
): string | null {
  if (ticket.wider) return null;
  if (policy.language === 'required' && !speaks)
    return `does not speak ${words.language(ticket.language ?? '')}`;
  const subject = ticket.topic ?? ticket.department;
  if (policy.skill === 'required' && subject !== null && level === 0)
    return `does not know ${words.subject(subject)}`;
  return null;
}

/** `pt-BR` is spoken by whoever speaks `pt`. */
function speaksIt(languages: readonly string[], wanted: string): boolean {
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  return languages.some((tag) => primary(tag) === primary(wanted));
}

/** Whoever knows a department knows its topics; what is said of the topic itself counts more. */
function levelOf(skills: readonly Skill[], { topic, department }: TicketToRoute): number {
  const of = (subject: string | null): number | undefined =>
    subject === null ? undefined : skills.find((skill) => skill.of === subject)?.level;
  return of(topic) ?? of(department) ?? 0;
}
