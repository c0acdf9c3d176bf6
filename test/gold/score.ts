/** How well a reader reads the gold set. Pure: mails and readings in, figures and misses out. */
import { type GoldMail, type Step, writtenText } from './mails.ts';
import { matchFacts, matchUp } from './match.ts';

/** What a reader says about one mail: one line of `posthaste triage`. */
export type Reading = {
  topic: string;
  department: string;
  priority: string;
  language: string | null;
  clarity?: string | undefined;
  facts: { key: string; value: string }[];
  stepsTried: Step[];
};

/** Reads many mails at once; what it says is found by the mail's id. */
export type Reader = (mails: readonly GoldMail[]) => Promise<ReadonlyMap<string, Reading>>;

/** One thing read wrongly, for `--verbose`. */
export type Miss = { id: string; what: string; expected: string; got: string };

/** So many of so many; none of none is no figure. */
export type Share = { right: number; of: number };

/** Found and right, found but wrong, there but not found. */
export type Findings = { right: number; wrong: number; missed: number };

export type Scores = {
  mails: number;
  department: Share;
  topic: Share;
  priority: Share;
  language: Share;
  clarity: Share;
  safetyRecall: Share;
  falseAlarms: Share;
  facts: Findings;
  steps: Findings;
  outcome: Share;
  factKeys: Map<string, Findings>;
  /** `expected -> got` of the topics, with the number of mails. */
  confusions: Map<string, number>;
  misses: Miss[];
};

const none = (): Share => ({ right: 0, of: 0 });
const nothing = (): Findings => ({ right: 0, wrong: 0, missed: 0 });

function noScores(): Scores {
  return {
    mails: 0,
    department: none(),
    topic: none(),
    priority: none(),
    language: none(),
    clarity: none(),
    safetyRecall: none(),
    falseAlarms: none(),
    facts: nothing(),
    steps: nothing(),
    outcome: none(),
    factKeys: new Map(),
    confusions: new Map(),
    misses: [],
  };
}

type Tell = (what: string, expected: string, got: string) => void;

function count(share: Share, what: string, expected: string, got: string, tell: Tell): boolean {
  const right = expected === got;
  share.of += 1;
  if (right) share.right += 1;
  else tell(what, expected, got);
  return right;
}

function scoreTriage(scores: Scores, mail: GoldMail, reading: Reading, tell: Tell): void {
  const { labels } = mail;
  if (!count(scores.topic, 'topic', labels.topic, reading.topic, tell)) {
    const pair = `${labels.topic} -> ${reading.topic}`;
    scores.confusions.set(pair, (scores.confusions.get(pair) ?? 0) + 1);
  }
  count(scores.department, 'department', labels.department, reading.department, tell);
  count(scores.priority, 'priority', labels.priority, reading.priority, tell);
  count(scores.language, 'language', mail.language, (reading.language ?? 'none').slice(0, 2), tell);
  if (reading.clarity !== undefined) count(scores.clarity, 'clarity', labels.clarity, reading.clarity, tell);

  const alarm = reading.department === 'safety' || reading.topic === 'safety';
  if (labels.department === 'safety') {
    scores.safetyRecall.of += 1;
    if (alarm) scores.safetyRecall.right += 1;
    else tell('SAFETY', 'safety', reading.topic);
  } else {
    scores.falseAlarms.of += 1;
    if (alarm) scores.falseAlarms.right += 1;
    if (alarm) tell('false alarm', labels.topic, 'safety');
  }
}

function scoreFacts(scores: Scores, mail: GoldMail, reading: Reading, tell: Tell): void {
  const { facts, optionalFacts } = mail.labels;
  const matched = matchFacts(facts, optionalFacts, reading.facts, writtenText(mail));
  const add = (key: string, kind: keyof Findings) => {
    const ofKey = scores.factKeys.get(key) ?? nothing();
    ofKey[kind] += 1;
    scores.factKeys.set(key, ofKey);
    scores.facts[kind] += 1;
  };
  for (const [expected] of matched.pairs) add(expected.key, 'right');
  for (const expected of matched.missed) {
    add(expected.key, 'missed');
    const likely = matched.wrong.filter((got) => got.key === expected.key).map((got) => got.value);
    tell(`fact ${expected.key}`, expected.value, likely.join(' | ') || 'nothing');
  }
  for (const got of matched.wrong) {
    add(got.key, 'wrong');
    if (!matched.missed.some((one) => one.key === got.key)) tell(`fact ${got.key}`, 'nothing', got.value);
  }
}

function scoreSteps(scores: Scores, mail: GoldMail, reading: Reading, tell: Tell): void {
  // A step told twice is one step; the last word about it counts.
  const got = [...new Map(reading.stepsTried.map((step) => [step.step, step])).values()];
  const { steps, optionalSteps } = mail.labels;
  const matched = matchUp(steps, got, (one, other) => one.step === other.step);
  const wrong = matched.wrong.filter(({ step }) => !optionalSteps.includes(step));
  scores.steps.right += matched.pairs.length;
  scores.steps.missed += matched.missed.length;
  scores.steps.wrong += wrong.length;
  for (const [one, other] of matched.pairs)
    count(scores.outcome, `outcome of ${one.step}`, one.outcome, other.outcome, tell);
  for (const one of matched.missed) tell('step', one.step, 'nothing');
  for (const other of wrong) tell('step', 'nothing', other.step);
}

/** The figures of these mails. A mail that has no reading is an error of the reader, not a miss. */
export function score(mails: readonly GoldMail[], readings: ReadonlyMap<string, Reading>): Scores {
  const scores = noScores();
  for (const mail of mails) {
    const reading = readings.get(mail.id);
    if (!reading) throw new Error(`The reader said nothing about mail ${mail.id}.`);
    const tell: Tell = (what, expected, got) => scores.misses.push({ id: mail.id, what, expected, got });
    scores.mails += 1;
    scoreTriage(scores, mail, reading, tell);
    scoreFacts(scores, mail, reading, tell);
    scoreSteps(scores, mail, reading, tell);
  }
  return scores;
}

/** Between 0 and 1, or null where there was nothing to be right about. */
export function rate({ right, of }: Share): number | null {
  return of === 0 ? null : right / of;
}

export function precision({ right, wrong }: Findings): number | null {
  return right + wrong === 0 ? null : right / (right + wrong);
}

export function recall({ right, missed }: Findings): number | null {
  return right + missed === 0 ? null : right / (right + missed);
}

/** The harmonic mean of precision and recall. */
export function f1({ right, wrong, missed }: Findings): number | null {
  const all = 2 * right + wrong + missed;
  return all === 0 ? null : (2 * right) / all;
}
