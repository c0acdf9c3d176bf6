/** How right a model is on mails whose answer is known. Judged as the desk judges: words of the profile and of harm included. */
import { createHash } from 'node:crypto';
import type { Example } from './softmax.ts';
import { type TriageBooks, triageMail } from './triage-mail.ts';

/** A mail with what people say of it: its topic, or no more than the departments it may belong to. */
export type KnownMail = {
  subject: string;
  body: string;
  language: string;
  topic: string | null;
  departments: readonly string[];
};

export type Measured = {
  mails: number;
  /** Right topic; of those whose topic nobody named, right department. */
  right: number;
  departmentRight: number;
  byTopic: { topic: string; mails: number; right: number }[];
  byLanguage: { language: string; mails: number; right: number }[];
  /** How often mails of one topic were judged to be of another, or of their own. */
  judged: { topic: string; as: string; mails: number }[];
};

type Tally = { mails: number; right: number };

/** Judges every mail and counts. */
export function measure(
  books: TriageBooks,
  mails: readonly KnownMail[],
  onMail: () => void = () => undefined,
): Measured {
  const topics = new Map<string, Tally>();
  const languages = new Map<string, Tally>();
  const judged = new Map<string, { topic: string; as: string; mails: number }>();
  let right = 0;
  let departmentRight = 0;
  for (const mail of mails) {
    const verdict = triageMail(books, mail);
    const itsDepartment = mail.departments.includes(verdict.department);
    const isRight = mail.topic === null ? itsDepartment : verdict.topic === mail.topic;
    right += Number(isRight);
    departmentRight += Number(itsDepartment);
    count(languages, mail.language, isRight);
    if (mail.topic !== null) {
      count(topics, mail.topic, isRight);
      const key = `${mail.topic} ${verdict.topic}`;
      const cell = judged.get(key) ?? { topic: mail.topic, as: verdict.topic, mails: 0 };
      judged.set(key, { ...cell, mails: cell.mails + 1 });
    }
    onMail();
  }
  return {
    mails: mails.length,
    right,
    departmentRight,
    byTopic: [...topics].map(([topic, tally]) => ({ topic, ...tally })),
    byLanguage: [...languages].map(([language, tally]) => ({ language, ...tally })),
    judged: [...judged.values()],
  };
}

function count(tallies: Map<string, Tally>, key: string, isRight: boolean): void {
  const { mails, right } = tallies.get(key) ?? { mails: 0, right: 0 };
  tallies.set(key, { mails: mails + 1, right: right + Number(isRight) });
}

/** One in so many examples of the profile is held back from training, to measure by. */
export const heldBackOneIn = 10;

/**
 * Which examples of the profile are held back: by the digest of each, so that an example stays on its side whatever is added
 * beside it. A topic that would have none gives the one with the lowest digest.
 */
export function splitExamples<E extends Example>(examples: readonly E[]): { train: E[]; heldBack: E[] } {
  const drawn = examples.map((example) => ({ example, draw: drawOf(example) }));
  const lowest = new Map<string, number>();
  for (const { example, draw } of drawn)
    lowest.set(example.topic, Math.min(draw, lowest.get(example.topic) ?? Infinity));
  const isHeldBack = ({ example, draw }: { example: E; draw: number }): boolean =>
    draw % heldBackOneIn === 0 || (lowest.get(example.topic) === draw && !covered.has(example.topic));
  const covered = new Set(
    drawn.flatMap(({ example, draw }) => (draw % heldBackOneIn === 0 ? [example.topic] : [])),
  );
  return {
    train: drawn.filter((one) => !isHeldBack(one)).map(({ example }) => example),
    heldBack: drawn.filter(isHeldBack).map(({ example }) => example),
  };
}

function drawOf({ topic, subject, body }: Example): number {
  return createHash('sha256')
    .update(JSON.stringify([topic, subject, body]))
    .digest()
    .readUInt32BE(0);
}
