/** Edits as they change the files of a profile. What is wrong with the outcome is judged afterwards, by the profile's own rules. */
import type {
  Edit,
  ErrorKnowledge,
  IntakeKnowledge,
  NeedKnowledge,
  QuestionKnowledge,
  TopicKnowledge,
} from '../contract.ts';
import { type Files, FilesInWork } from './files.ts';

type Told<K extends Edit['kind']> = Extract<Edit, { kind: K }>;

/** The files with all edits; those that did not change are the very same values. */
export function applyEdits(files: Files, languages: readonly string[], edits: readonly Edit[]): Files {
  const work = new FilesInWork(files);
  for (const edit of edits) apply(work, languages, edit);
  return work.files;
}

function apply(work: FilesInWork, languages: readonly string[], edit: Edit): void {
  if (edit.kind === 'topic') applyTopic(work, languages, edit.topic);
  else if (edit.kind === 'intake') applyIntake(work, edit.intake);
  else if (edit.kind === 'question') applyQuestion(work, edit.question);
  else if (edit.kind === 'error') applyError(work, edit.error);
  else removeError(work, edit);
}

function applyTopic(work: FilesInWork, languages: readonly string[], topic: TopicKnowledge): void {
  const { id, pressure } = topic;
  place(work, topic);
  for (const language of languages) {
    set(work.labels(language).topics, id, topic.labels[language]?.trim());
    const triage = work.triage(language);
    set(triage.titles.topics, id, topic.titles[language]?.trim());
    const { strong = [], fair = [], slight = [], against = [] } = topic.signals[language] ?? {};
    const signals = Object.fromEntries(
      Object.entries({ strong, fair, slight, against }).filter(([, phrases]) => phrases.length > 0),
    );
    set(triage.signals, id, Object.keys(signals).length === 0 ? undefined : signals);
  }
  const lists = work.pressure;
  for (const level of ['high', 'low'] as const) {
    if (level !== pressure) lists[level] = lists[level].filter((other) => other !== id);
    else if (!lists[level].includes(id)) lists[level].push(id);
  }
  if (!topic.retired && !Object.hasOwn(work.intake, id)) set(work.intake, id, { required: [], useful: [] });
}

/** In its department, or among the retired ones: a topic leaves the profile never. */
function place(work: FilesInWork, { id, department: wanted, retired }: TopicKnowledge): void {
  const { profile } = work;
  for (const department of profile.departments) {
    const stays = !retired && department.id === wanted;
    if (!stays) department.topics = department.topics.filter((topic) => topic !== id);
    else if (!department.topics.includes(id)) department.topics.push(id);
  }
  const others = (profile.retiredTopics ?? []).filter((topic) => topic !== id);
  const list = retired ? [...others, id] : others;
  if (list.length > 0) profile.retiredTopics = list;
  else delete profile.retiredTopics;
}

function applyIntake(work: FilesInWork, { topic, required, useful }: IntakeKnowledge): void {
  // The names of facts are judged with the whole profile.
  set(work.intake as Record<string, { required: NeedKnowledge[]; useful: NeedKnowledge[] }>, topic, {
    required,
    useful,
  });
}

function applyQuestion(work: FilesInWork, { fact, words }: QuestionKnowledge): void {
  for (const [language, question] of Object.entries(words))
    set(work.questions(language) as Record<string, QuestionKnowledge['words'][string]>, fact, question);
}

function applyError(work: FilesInWork, error: ErrorKnowledge): void {
  const { errors } = work.errors;
  const at = errors.findIndex(({ id }) => id === error.id);
  const texts = Object.fromEntries(Object.entries(error.texts).filter(([, list]) => list.length > 0));
  const { id, platform, operation, codes, meaning, cause, remedy, article, source } = error;
  const entry = { id, platform, operation, codes, texts, meaning, cause, remedy, article, source };
  if (at === -1) errors.push(entry);
  else errors[at] = entry;
}

function removeError(work: FilesInWork, { id }: Told<'error-removed'>): void {
  work.errors.errors = work.errors.errors.filter((entry) => entry.id !== id);
}

/** A key keeps its place; without a value it goes. */
function set<T>(record: Record<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) delete record[key];
  else Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}
