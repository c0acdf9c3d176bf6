/** Renders the page of questions: complete without script, in the ticket's language, filled in with what is known. */
import { readFileSync } from 'node:fs';
import type { FactKey, FormAnswerProblem } from '#features/intake/index.ts';
import { MOST_VALUE_CHARACTERS } from '#features/intake/index.ts';
import {
  type AnswersWords,
  type Desk,
  dressPage,
  fillWords,
  languageFor,
  type Page,
  type Questions,
  questionsFor,
} from '#features/workspace/index.ts';
import { renderTemplate } from '#platform/templates/render.ts';
import { factField } from './form.ts';
import { portalLimits } from './limits.ts';
import { answersWords, wordsFor } from './page.ts';
import type { OpenedLink } from './queries/open-link.ts';
import type { AnswerFields } from './rules/answer-fields.ts';

const answersPage = readFileSync(new URL('./pages/answers.html.liquid', import.meta.url), 'utf8');

/** What was typed and could not be sent, with the reasons. */
export type AnswersDraft = {
  text: string;
  fields: ReadonlyMap<string, string>;
  problems: readonly FormAnswerProblem[];
  /** What is wrong with the form as a whole; null when only fields are. */
  sentence: 'emptyForm' | 'changed' | 'messageTooLong' | 'fileTooLarge' | 'notSent' | null;
};

export type AnswersView = {
  token: string;
  link: OpenedLink;
  fields: AnswerFields;
  once: string;
  draft: AnswersDraft | null;
  sent: boolean;
};

export async function renderAnswers(desk: Desk, view: AnswersView): Promise<Page> {
  const { token, link, fields, draft } = view;
  const language = languageFor(desk.profile, link.language);
  const number = String(link.number);
  const brand = { name: desk.brand.name, address: desk.profile.support.address };
  const [tracking, words] = await Promise.all([
    wordsFor(desk, language, number),
    fillWords(answersWords(desk, language), { ticket: { number }, brand }),
  ]);
  const questions = questionsFor(desk.profile, language);
  const groups = groupsOf(fields, { words, questions, draft });
  const wrong = groups.flatMap((group) => group.fields).find((field) => field.problem !== '');
  const body = await renderTemplate('html', answersPage, {
    words,
    tracking,
    groups,
    answered: fields.answered.map(({ key, value }) => ({
      label: questions[key].label,
      shown: questions[key].choices?.[value] ?? value,
    })),
    problem: draft ? problemOf(draft, { ...tracking, ...words }) : '',
    wrong: wrong?.id ?? '',
    sent: view.sent,
    once: view.once,
    draft: draft?.text ?? '',
    action: `/t/${token}/answers`,
    ticketPath: `/t/${token}`,
    mostCharacters: MOST_VALUE_CHARACTERS,
  });
  return dressPage(desk, { language, title: words.title, body });
}

type Words = Readonly<
  Record<'emptyForm' | 'changed' | 'messageTooLong' | 'fileTooLarge' | 'notSent', string>
> &
  Pick<AnswersWords, 'tooLong' | 'notFitting'>;

function problemOf({ sentence, problems }: AnswersDraft, words: Words): string {
  if (sentence !== null) return words[sentence];
  const [first] = problems;
  return first?.problem === 'tooLong' ? words.tooLong : words.notFitting;
}

type Field = {
  id: string;
  name: string;
  label: string;
  ask: string;
  where: string;
  value: string;
  /** Digits are all that is asked for: phones then show those keys. */
  digits: boolean;
  choices: { value: string; label: string }[];
  problem: string;
};
type Group = { id: string; heading: string; hint: string; folded: boolean; open: boolean; fields: Field[] };

type Filling = { words: AnswersWords; questions: Questions; draft: AnswersDraft | null };

function groupsOf({ asked, known, more }: AnswerFields, filling: Filling): Group[] {
  const { words, draft } = filling;
  const fieldsFor = (all: readonly { key: FactKey; value: string }[]): Field[] =>
    all.map(({ key, value }) => fieldFor(key, value, filling));
  const empty = (keys: readonly FactKey[]) => keys.map((key) => ({ key, value: '' }));
  const plain = { hint: '', folded: false, open: false };
  const typedMore = more.some((key) => (draft?.fields.get(key) ?? '') !== '');
  const groups: Group[] = [
    { ...plain, id: 'asked', heading: words.askedHeading, fields: fieldsFor(empty(asked)) },
    {
      ...plain,
      id: 'known',
      heading: words.knownHeading,
      hint: words.knownHint,
      // Nobody is asked: its name is enough to see whether it is right.
      fields: fieldsFor(known).map((field) => ({ ...field, ask: field.label, where: '' })),
    },
    {
      ...plain,
      id: 'more',
      heading: words.moreHeading,
      folded: true,
      open: typedMore,
      fields: fieldsFor(empty(more)),
    },
  ];
  return groups.filter(({ fields }) => fields.length > 0);
}

const digitKeys: ReadonlySet<FactKey> = new Set<FactKey>(['firmware.version', 'app.version', 'device.size']);

function fieldFor(key: FactKey, value: string, { words, questions, draft }: Filling): Field {
  const { label, ask, where, choices = {} } = questions[key];
  const problem = draft?.problems.find((one) => one.key === key)?.problem;
  return {
    id: `answer-${key.replaceAll('.', '-')}`,
    name: factField + key,
    label,
    ask,
    where,
    value: (draft?.fields.get(key) ?? value).slice(0, portalLimits.shownAnswer),
    digits: digitKeys.has(key),
    choices: Object.entries(choices).map(([id, shown]) => ({ value: id, label: shown })),
    problem: problem === undefined ? '' : problem === 'tooLong' ? words.tooLong : words.notFitting,
  };
}
