/** How clear subject and description are, and what would make them clearer. It helps the writer and decides nothing. Pure. */
import type { FactKey } from '#features/intake/index.ts';
import type { ContactWords, MeterLevel } from '#features/workspace/index.ts';

export type ClarityFacts = {
  /** Of the subject, as triage judges it. */
  subject: 'clear' | 'vague' | 'empty' | 'shouting';
  description: string;
  /** What was found in it. */
  known: ReadonlySet<FactKey>;
  stepsTried: number;
  /** What the topic's list asks for. */
  asked: ReadonlySet<FactKey>;
};

export type HintKey = keyof ContactWords['hints'];
export type ClarityVerdict = { percent: number; level: MeterLevel; hints: HintKey[] };

const subjectPoints = { clear: 30, shouting: 24, vague: 12, empty: 0 } as const;
const subjectHints = {
  clear: [],
  shouting: ['subjectShouting'],
  vague: ['subjectVague'],
  empty: ['subjectEmpty'],
} as const satisfies Record<ClarityFacts['subject'], readonly HintKey[]>;

/** Letters of a description that says enough; a letter of Japanese or Chinese says as much as three. */
const enough = 160;
const least = 15;
const descriptionPoints = 40;
const partPoints = 10;
/** More than two things to do at once are none. */
const mostHints = 2;

export function judgeClarity(facts: ClarityFacts): ClarityVerdict {
  const weight = weightOf(facts.description);
  const symptom = [...facts.asked].some((key) => key.startsWith('symptom.') || key.startsWith('error.'));
  const parts: [asked: boolean, told: boolean, hint: HintKey][] = [
    [facts.asked.has('symptom.since'), facts.known.has('symptom.since'), 'since'],
    [facts.asked.has('symptom.frequency'), facts.known.has('symptom.frequency'), 'often'],
    [symptom, facts.stepsTried > 0, 'tried'],
  ];
  const asked = parts.filter(([wanted]) => wanted);
  const told = asked.filter(([, isTold]) => isTold);
  const most = subjectPoints.clear + descriptionPoints + asked.length * partPoints;
  const got =
    subjectPoints[facts.subject] +
    Math.min(1, weight / enough) * descriptionPoints +
    told.length * partPoints;
  const percent = Math.round((100 * got) / most);
  const hints: HintKey[] = [
    ...(weight < least ? (['describe'] as const) : []),
    ...subjectHints[facts.subject],
    ...(weight >= least && weight < enough / 2 ? (['describeMore'] as const) : []),
    ...(weight < least ? [] : asked.filter(([, isTold]) => !isTold).map(([, , hint]) => hint)),
  ];
  return {
    percent,
    level: levelOf(percent),
    hints: hints.length === 0 ? ['clear'] : hints.slice(0, mostHints),
  };
}

/** In words; a number would promise an exactness that is not there. */
export function levelOf(percent: number): MeterLevel {
  if (percent >= 85) return 'great';
  if (percent >= 55) return 'good';
  return percent >= 25 ? 'fair' : 'start';
}

function weightOf(text: string): number {
  let weight = 0;
  for (const sign of text.slice(0, 4 * enough)) {
    if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(sign)) weight += 3;
    else if (/[\p{L}\p{N}]/u.test(sign)) weight += 1;
  }
  return weight;
}
