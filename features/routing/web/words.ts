/** Plain words of routing. Pure. */
import type { Word } from '#ui/words/words.ts';
import type { Person, PolicyInput } from '../contract.ts';

type Spans = NonNullable<Person['hours']>;

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
const short = weekdays.map((day) => day.slice(0, 3));

export const modeWords: Readonly<Record<PolicyInput['mode'], Word>> = {
  off: { label: 'People take tickets themselves', tone: 'quiet', shape: 'ring', hint: 'The desk gives none' },
  'round-robin': { label: 'In turn', tone: 'green', shape: 'tick', hint: 'Whoever waited longest for one' },
  'least-loaded': {
    label: 'Most room first',
    tone: 'green',
    shape: 'tick',
    hint: 'Whoever has the most room',
  },
};

export const needWords: Readonly<Record<PolicyInput['language'], string>> = {
  required: 'Must',
  preferred: 'Goes first',
  any: 'Does not matter',
};

export const urgentWords: Readonly<Record<PolicyInput['urgent'], string>> = {
  'above-cap': 'Goes above the limit',
  lead: 'Goes to a lead',
  wait: 'Waits like the others',
};

export const overdueWords: Readonly<Record<PolicyInput['overdue'], string>> = {
  lead: 'A lead is told',
  general: 'It goes to the general queue',
  wider: 'Everybody of the team may get it',
};

export const levelWords: Readonly<Record<number, string>> = {
  1: 'Is learning',
  2: 'Knows it',
  3: 'Is asked by others',
};

const names = new Intl.DisplayNames('en', { type: 'language' });

/** `de` -> `German`. */
export function languageName(tag: string): string {
  return names.of(tag) ?? tag;
}

/** Languages that are offered beside those of the brand. */
const widelyWritten =
  'ar cs da de el en es fi fr he hi hu id it ja ko nb nl pl pt ro ru sv th tr uk vi zh'.split(' ');

/** All languages one may choose, those of the brand first. */
export function languageChoices(ofBrand: readonly string[]): { value: string; label: string }[] {
  const others = widelyWritten.filter((tag) => !ofBrand.includes(tag));
  const named = (tags: readonly string[]) => tags.map((tag) => ({ value: tag, label: languageName(tag) }));
  return [...named(ofBrand), ...named(others).sort((a, b) => (a.label < b.label ? -1 : 1))];
}

/** "Mon to Fri 09:00–17:00", days with the same hours together; "At any time", "No hours". */
export function hoursWords(hours: Person['hours']): string {
  if (hours === null) return 'At any time';
  if (hours.length === 0) return 'No hours';
  const ofDay = weekdays.map((_name, at) => dayWords(hours, at + 1));
  const groups: { from: number; to: number; words: string }[] = [];
  for (const [at, words] of ofDay.entries()) {
    const last = groups.at(-1);
    if (last && last.words === words && last.to === at - 1) last.to = at;
    else groups.push({ from: at, to: at, words });
  }
  return groups
    .filter(({ words }) => words !== '')
    .map(({ from, to, words }) => `${from === to ? short[from] : `${short[from]} to ${short[to]}`} ${words}`)
    .join(', ');
}

function dayWords(hours: Spans, day: number): string {
  return hours
    .filter((span) => span.day === day)
    .map(({ from, to }) => `${from}–${to}`)
    .sort()
    .join(' and ');
}

/** Times that a ticket may take; minutes of work. */
export const takeChoices = choices([15, 30, 60, 120, 240, 480, 960]);

function choices(minutes: readonly number[]): { value: string; label: string }[] {
  return [
    ...minutes.map((one) => ({ value: String(one), label: minutesWords(one) })),
    { value: '', label: 'No limit' },
  ];
}

/** What is set stays in the list, also when it is none of those that are offered. */
export function withCurrent(minutes: number | null): { value: string; label: string }[] {
  const known = takeChoices.some(({ value }) => value === String(minutes ?? ''));
  return known
    ? takeChoices
    : [{ value: String(minutes), label: minutesWords(minutes ?? 0) }, ...takeChoices];
}

/** "30 minutes", "4 hours": of work, so not of the night. */
export function minutesWords(minutes: number): string {
  if (minutes < 60 || minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
}

/** One sentence on how a team's tickets find their person. */
export function policySentence(policy: PolicyInput): string {
  const { mode, cap, onlyWorking, language, skill } = policy;
  if (mode === 'off') return 'Tickets stay in the team’s queue until somebody takes them.';
  const parts = [
    mode === 'round-robin' ? 'In turn' : 'To whoever has the most room',
    `${cap} tickets at most`,
    onlyWorking ? 'within working hours' : 'at any hour',
    ...(language === 'any'
      ? []
      : [language === 'required' ? 'only in a language they speak' : 'by language']),
    ...(skill === 'any' ? [] : [skill === 'required' ? 'only on what they know' : 'by skill']),
  ];
  return `${parts.join(', ')}.`;
}

const here: Word = { label: 'Here', tone: 'green', shape: 'dot', hint: 'Gets tickets' };
const away: Word = { label: 'Away', tone: 'amber', shape: 'half', hint: 'Gets no tickets' };
const offWork: Word = { label: 'Not at work', tone: 'quiet', shape: 'ring', hint: 'Outside of their hours' };
const invited: Word = { label: 'Invited', tone: 'quiet', shape: 'ring', hint: 'Has not signed in yet' };

/** Whether somebody gets tickets now. */
export function presenceWord(person: Pick<Person, 'away' | 'working' | 'signedIn'>): Word {
  if (!person.signedIn) return invited;
  if (person.away) return away;
  return person.working ? here : offWork;
}
