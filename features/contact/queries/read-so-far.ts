/** What the desk understands of a form that somebody is still filling in, by the same rules as of a mail. */
import {
  completenessOf,
  type Fact,
  type FactKey,
  intakeFor,
  isKnown,
  type Need,
} from '#features/intake/index.ts';
import { ReadingFailedError, readingThread, tellsDanger } from '#features/triage/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { detectLanguage } from '#mail/language.ts';
import { contactLimits } from '../limits.ts';
import { type ClarityVerdict, judgeClarity, levelOf } from '../rules/judge-clarity.ts';

export type SoFar = {
  language: string;
  topic: string | null;
  subject: string;
  description: string;
  answers: ReadonlyMap<FactKey, string>;
};

export type Understood = {
  /** Facts of the description that are sure enough, the first of each key. */
  facts: ReadonlyMap<FactKey, Fact>;
  /** The topic's list, given what is known. */
  needs: readonly Need[];
  missing: readonly Need[];
  percent: number;
  level: ClarityVerdict['level'];
  clarity: ClarityVerdict;
  /** The topic the words speak of, when they do so clearly and it is another one. */
  otherTopic: string | null;
  danger: boolean;
};

/** From here on the words are clear enough to ask about the topic. */
const guessFrom = 0.6;

type ReadingDesk = Pick<Desk, 'profile' | 'clock'>;

/** Null when it cannot be read just now: the form works without. */
export async function readSoFar(desk: ReadingDesk, soFar: SoFar): Promise<Understood | null> {
  const subject = soFar.subject;
  const body = soFar.description.slice(0, contactLimits.descriptionCharacters);
  try {
    const reading = await readingThread(desk.profile).read({
      subject,
      body,
      language: detectLanguage(`${subject}\n${body}`) ?? soFar.language,
      receivedAt: desk.clock.now().toISOString(),
    });
    const facts = firstOfEach(reading.facts);
    const told = [
      ...reading.facts,
      ...[...soFar.answers].map(([key, value]) => ({ key, value, confidence: 1 })),
    ];
    const needs = needsOf(desk, soFar.topic, told);
    const completeness = completenessOf(needs, told);
    const danger = tellsDanger(reading);
    const speaksOf = danger || (!reading.unsure && reading.confidence >= guessFrom) ? reading.topic : null;
    return {
      facts,
      needs,
      missing: completeness.missing,
      percent: completeness.score,
      level: levelOf(completeness.score),
      clarity: judgeClarity({
        subject: reading.clarity,
        description: body,
        known: new Set([...facts.keys(), ...soFar.answers.keys()]),
        stepsTried: reading.stepsTried.length,
        asked: new Set(needs.map(({ key }) => key)),
      }),
      otherTopic: speaksOf !== soFar.topic && body !== '' ? speaksOf : null,
      danger,
    };
  } catch (error) {
    if (error instanceof ReadingFailedError) return null;
    throw error;
  }
}

/** Before anything is typed. */
export function nothingYet(desk: Pick<Desk, 'profile'>, topic: string | null): Understood {
  const needs = needsOf(desk, topic, []);
  const asked = new Set(needs.map(({ key }) => key));
  const clarity = judgeClarity({ subject: 'empty', description: '', known: new Set(), stepsTried: 0, asked });
  const nothing = { facts: new Map<FactKey, Fact>(), otherTopic: null, danger: false };
  return { ...nothing, needs, missing: needs, percent: 0, level: levelOf(0), clarity };
}

/** The questions of a topic, given what is known. */
export function needsOf(
  desk: Pick<Desk, 'profile'>,
  topic: string | null,
  told: readonly { key: string; value: string; confidence: number }[],
): Need[] {
  return intakeFor(desk.profile.intake, topic ?? '', told);
}

function firstOfEach(all: readonly Fact[]): Map<FactKey, Fact> {
  const first = new Map<FactKey, Fact>();
  for (const fact of all) if (isKnown(fact) && !first.has(fact.key)) first.set(fact.key, fact);
  return first;
}
