/** What a mail is about, whose work it is and how much it presses: all judgements of one reading, with their reasons. */
import type { Profile, SignalStrength, TriageWords } from '#features/workspace/index.ts';
import { chosenSentence, followChoice } from './chosen-topic.ts';
import { dangerBook, findDanger } from './find-danger.ts';
import { judgePriority, type Pressure, type PriorityVerdict, pressureBook } from './judge-priority.ts';
import { type Clarity, judgeSubject, type VagueWords, vagueWordsOf } from './judge-subject.ts';
import { judgeTopic, type Signal, signalBook, speaksOfTopic, type TopicGuess } from './judge-topic.ts';
import { type PhraseBook, readyText } from './phrases.ts';
import { type Example, type TopicModel, topicChances, trainTopics } from './softmax.ts';

/** A profile made ready for reading: compiled once, used for every mail. */
export type TriageBooks = {
  topics: readonly string[];
  departmentOf: ReadonlyMap<string, string>;
  model: TopicModel;
  signals: PhraseBook<Signal>;
  danger: PhraseBook<keyof TriageWords['danger']>;
  pressing: PhraseBook<Pressure>;
  vague: VagueWords;
  pressure: Profile['triage']['pressure'];
};

export type Triage = {
  topic: string;
  department: string;
  priority: PriorityVerdict['priority'];
  /** 0 to 1: how likely the topic is the right one. */
  confidence: number;
  /** True when a person should choose: the guesses are what we would try first. */
  unsure: boolean;
  guesses: readonly TopicGuess[];
  clarity: Clarity;
  /** For people, the weightiest first. */
  reasons: readonly string[];
};

export const dangerTopic = 'safety';
/** Whoever says on the form that it is about harm need not find the right words for it. */
const dangerPriority: PriorityVerdict = { priority: 'urgent', reason: { why: 'danger', words: null } };
/** Below this a person chooses the team. */
export const sureFrom = 0.5;
const namedFrom = 0.6;

type Part = Pick<Profile, 'departments' | 'triage'>;

/** The model that the profile's examples give. */
export function seedExamples(profile: Part): Example[] {
  return Object.values(profile.triage.examples).flat();
}

export function triageBooks(
  profile: Part,
  model: TopicModel = trainTopics(seedExamples(profile)),
): TriageBooks {
  const words = Object.values(profile.triage.words);
  const departmentOf = new Map(
    profile.departments.flatMap(({ id, topics }) => topics.map((topic) => [topic, id] as const)),
  );
  return {
    topics: [...departmentOf.keys()],
    departmentOf,
    model,
    signals: signalBook(words),
    danger: dangerBook(words),
    pressing: pressureBook(words),
    vague: vagueWordsOf(words.map(({ vagueWords }) => vagueWords)),
    pressure: profile.triage.pressure,
  };
}

/**
 * `subject` without reply marks; `body`: what the sender newly wrote; `about`: of it, what tells the topic; `chosen`: the topic that
 * the customer chose on the contact form.
 */
export function triageMail(
  books: TriageBooks,
  mail: { subject: string; body: string; about?: string; chosen?: string | null },
): Triage {
  const subject = readyText(mail.subject);
  const body = readyText(mail.body);
  const about = mail.about === undefined ? body : readyText(mail.about);
  const danger = findDanger(subject, books.danger) ?? findDanger(body, books.danger);
  const { guesses, evidence } = judgeTopic(subject, body, about, books.model, books.signals, books.topics);
  const best = guesses.find(({ topic }) => topic !== dangerTopic) ?? { topic: 'other', chance: 0 };
  const chosen = mail.chosen && books.departmentOf.has(mail.chosen) ? mail.chosen : null;
  const choice = danger === null && chosen ? followChoice(chosen, best, guesses, dangerTopic) : null;
  const topic = danger === null ? (choice?.topic ?? best.topic) : dangerTopic;
  const { priority, reason } =
    choice?.topic === dangerTopic
      ? dangerPriority
      : judgePriority([subject, body], topic, danger, books.pressing, books.pressure);
  const confidence = danger === null ? (choice?.confidence ?? best.chance) : 1;
  const unsure = confidence < sureFrom;
  return {
    topic,
    department: books.departmentOf.get(topic) ?? 'general',
    priority,
    confidence: Math.round(confidence * 1000) / 1000,
    unsure,
    guesses: choice?.guesses ?? guesses,
    clarity: judgeSubject(
      mail.subject,
      speaksOfTopic(subject, books.signals) || namesTopic(books.model, mail.subject),
      books.vague,
    ),
    reasons: [
      ...(choice?.reasons ?? []),
      ...(danger === null ? evidence.map(({ words, where }) => `"${words}" in the ${where}`) : []),
      ...(danger === null && choice === null && evidence.length === 0
        ? ['Its words are like those of other mails on this topic']
        : []),
      ...(danger !== null && chosen && chosen !== dangerTopic
        ? [`${chosenSentence(chosen)}; words of harm outweigh that`]
        : []),
      ...(unsure ? [`Unsure: a person should choose`] : []),
      priorityReason(priority, reason),
    ],
  };
}

/** A subject alone from which the classifier tells the topic. */
function namesTopic(model: TopicModel, subject: string): boolean {
  return topicChances(model, subject, '').some((chance) => chance >= namedFrom);
}

const because: Record<PriorityVerdict['reason']['why'], string> = {
  danger: 'something that can hurt a person',
  topic: 'what this topic means',
  'nothing-pressing': 'nothing in it presses',
  takenOver: 'somebody else may have the account, the data or the money',
  unusable: 'the device cannot be used',
  moneyTaken: 'wrong money was taken',
  again: 'not the first mail about it',
  soon: 'a date within three days',
};

function priorityReason(priority: string, { why, words }: PriorityVerdict['reason']): string {
  const said = words === null ? '' : `: "${words.replace(/\s+/g, ' ')}"`;
  return `Priority ${priority}, because of ${because[why]}${said}`.replace(
    'because of nothing in it presses',
    'as nothing in it presses',
  );
}

export type { SignalStrength };
