/** What is wrong with an edit that the profile's own rules do not see. */
import { phraseProblem } from '#features/triage/index.ts';
import type { Profile, ProfileProblem } from '#features/workspace/index.ts';
import type { Edit, TopicKnowledge } from '../contract.ts';
import { knowledgeLimits } from '../limits.ts';
import { errorsPath, profilePath, triagePath } from './files.ts';
import { topicView } from './views.ts';

/** Topics that the desk itself gives: harm goes to one, what nobody can tell to the other. */
const needed: ReadonlySet<string> = new Set(['safety', 'other']);

export function checkEdits(profile: Profile, edits: readonly Edit[]): ProfileProblem[] {
  return edits.flatMap((edit) => [
    ...languagesOf(edit)
      .filter((language) => !profile.languages.offered.includes(language))
      .map((language) => ({ file: profilePath, key: language, message: 'is not an offered language' })),
    ...(edit.kind === 'topic' ? checkTopic(profile, edit.topic) : []),
    ...(edit.kind === 'error' && isReserved(edit.error.id)
      ? [{ file: errorsPath, key: edit.error.id, message: 'is a word that means something to the program' }]
      : []),
  ]);
}

/** The caps of a desk, on the profile as it would be. */
export function checkCaps(profile: Profile): ProfileProblem[] {
  const topics =
    profile.departments.flatMap((one) => one.topics).length + (profile.retiredTopics?.length ?? 0);
  const errors = profile.errors.errors.length;
  return [
    ...(topics > knowledgeLimits.topics
      ? [
          {
            file: profilePath,
            key: 'departments',
            message: `has ${topics} topics; at most ${knowledgeLimits.topics} are allowed`,
          },
        ]
      : []),
    ...(errors > knowledgeLimits.errors
      ? [
          {
            file: errorsPath,
            key: 'errors',
            message: `has ${errors} entries; at most ${knowledgeLimits.errors} are allowed`,
          },
        ]
      : []),
  ];
}

function languagesOf(edit: Edit): string[] {
  if (edit.kind === 'topic')
    return Object.keys({ ...edit.topic.labels, ...edit.topic.titles, ...edit.topic.signals });
  if (edit.kind === 'question') return Object.keys(edit.question.words);
  return edit.kind === 'error' ? Object.keys(edit.error.texts) : [];
}

function checkTopic(profile: Profile, topic: TopicKnowledge): ProfileProblem[] {
  const { id, department, retired } = topic;
  const problems: ProfileProblem[] = [];
  const note = (key: string, message: string): void => {
    problems.push({ file: profilePath, key, message });
  };
  if (isReserved(id)) note(id, 'is a word that means something to the program');
  if (retired && needed.has(id)) note(id, 'cannot be retired: the desk itself gives this topic');
  if (retired && topicView(profile, id) === null) note(id, 'is not a topic yet, so it cannot be retired');
  if (!retired && !profile.departments.some((one) => one.id === department))
    note(`${id}.department`, 'must be one of the departments');
  return [...problems, ...checkPhrases(topic)];
}

/** Phrases that cannot be read would stop all reading. */
function checkPhrases({ id, signals }: TopicKnowledge): ProfileProblem[] {
  return Object.entries(signals).flatMap(([language, byStrength]) =>
    Object.entries(byStrength).flatMap(([strength, phrases]) =>
      phrases.flatMap((phrase, index) => {
        const message = phraseProblem(phrase);
        const key = `signals.${id}.${strength}[${index}]`;
        return message === null ? [] : [{ file: triagePath(language), key, message }];
      }),
    ),
  );
}

/** Every object has these names already. */
function isReserved(id: string): boolean {
  return id in Object.prototype;
}
