/** Renders the pages of the contact form: complete without script, in the language the reader asked for. */
import { readFileSync } from 'node:fs';
import type { FactKey } from '#features/intake/index.ts';
import { dangerTopic } from '#features/triage/index.ts';
import { type ContactWords, type Desk, dressPage, type Page } from '#features/workspace/index.ts';
import { renderTemplate, SafeHtml } from '#platform/templates/render.ts';
import type { Filled } from './form.ts';
import { renderMeters, renderQuestions, type Showing } from './fragments.ts';
import { contactLimits } from './limits.ts';
import type { Article } from './ports.ts';
import { needsOf, type Understood } from './queries/read-so-far.ts';
import type { Problem } from './rules/check-filled.ts';
import { proveFile } from './rules/kept-file.ts';
import { contactWords, put, readableSize } from './words.ts';

const read = (name: string): string => readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8');
const languageBar = read('languages.html.liquid');
const topicsPage = read('topics.html.liquid');
const formPage = read('form.html.liquid');
const sentPage = read('sent.html.liquid');
const styles = read('contact.css');

/** Where the script is served. */
export const scriptPath = '/contact/contact.js';
/** The topic of what fits nowhere else: whoever means that chooses none, and the words decide. */
const anythingElse = 'other';

type Dressing = { title: string; open?: boolean; wide?: boolean; script?: boolean };

async function dress(
  desk: Desk,
  language: string,
  template: string,
  variables: Record<string, unknown>,
  { title, open = false, wide = false, script = false }: Dressing,
): Promise<Page> {
  const body = await renderTemplate('html', template, { ...variables, language });
  return dressPage(desk, {
    language,
    title,
    body,
    open,
    wide,
    styles,
    ...(script ? { script: scriptPath } : {}),
  });
}

/** The first page: what is it about? */
export async function renderTopics(desk: Desk, language: string): Promise<Page> {
  const words = await contactWords(desk, language);
  const variables = {
    words,
    groups: topicGroups(desk, language),
    languages: await languageLinks(desk, language, ''),
  };
  return dress(desk, language, topicsPage, variables, { title: words.title, open: true, wide: true });
}

function topicGroups({ profile }: Desk, language: string) {
  const labels = profile.labels[language];
  return profile.departments
    .map(({ id, topics }) => ({
      id,
      label: labels?.departments[id] ?? id,
      topics: topics
        .filter((topic) => topic !== anythingElse)
        .map((topic) => ({ id: topic, label: labels?.topics[topic] ?? topic })),
    }))
    .filter(({ topics }) => topics.length > 0);
}

export type FormView = {
  filled: Pick<
    Filled,
    'language' | 'topic' | 'name' | 'email' | 'subject' | 'description' | 'answers' | 'files'
  >;
  onceToken: string;
  problems: readonly Problem[];
  /** The address that is asked about, and what was probably meant. */
  doubt: { address: string; suggestion: string | null } | null;
  /** Null: it cannot be read just now. */
  understood: Understood | null;
  /** Nothing was typed yet: the meters only tell something where a script moves them. */
  untouched: boolean;
  articles: readonly Article[];
};

export async function renderForm(desk: Desk, view: FormView): Promise<Page> {
  const { filled, problems, understood } = view;
  const { language, topic, answers } = filled;
  const words = await contactWords(desk, language);
  const showing: Showing = { profile: desk.profile, words, language };
  const needs = understood?.needs ?? needsOf(desk, topic, toldBy(answers));
  const found = new Map([...(understood?.facts ?? [])].map(([key, { value }]) => [key, value]));
  const questions = await renderQuestions(showing, needs, answers, offered(showing, found));
  const variables = {
    words,
    groups: topicGroups(desk, language),
    languages: await languageLinks(desk, language, topic ?? '-'),
    problems: problems.map(({ field, key }) => ({
      target: field === 'form' ? 'send' : field,
      words: words.problems[key],
    })),
    errors: errorsOf(problems, words),
    once: view.onceToken,
    asked: view.doubt?.address ?? '',
    topic: topic ?? '',
    safety: topic === dangerTopic || (understood?.danger ?? false),
    subject: filled.subject,
    description: filled.description,
    email: filled.email,
    name: filled.name,
    questions: questions.html.trim() === '' ? '' : questions,
    untouched: view.untouched,
    meters: understood === null ? '' : await renderMeters(showing, understood, view.articles),
    kept: filled.files.map((file) => ({
      proof: proveFile(desk.keys, file),
      name: file.filename,
      size: readableSize(file.size, language),
    })),
    filesHint: put(words.filesHint, {
      count: String(contactLimits.files),
      size: readableSize(contactLimits.allFileBytes, language),
    }),
    caps: { files: contactLimits.files, bytes: contactLimits.allFileBytes },
    doubt: view.doubt === null ? null : doubtWords(words, view.doubt),
  };
  return dress(desk, language, formPage, variables, { title: words.title, wide: true, script: true });
}

/** As facts, for the conditions of the topic's list. */
function toldBy(answers: ReadonlyMap<FactKey, string>) {
  return [...answers].map(([key, value]) => ({ key, value, confidence: 1 }));
}

/** A field with choices can only take one of them. */
function offered({ profile, language }: Showing, found: ReadonlyMap<FactKey, string>): Map<FactKey, string> {
  return new Map(
    [...found].filter(([key, value]) => {
      const choices = profile.questions[language]?.[key].choices;
      return choices === undefined || Object.hasOwn(choices, value);
    }),
  );
}

function errorsOf(problems: readonly Problem[], words: ContactWords) {
  const of = (field: Problem['field']): string | null => {
    const problem = problems.find((one) => one.field === field);
    return problem === undefined ? null : words.problems[problem.key];
  };
  return { description: of('description'), files: of('files'), email: of('email') };
}

function doubtWords(words: ContactWords, { address, suggestion }: NonNullable<FormView['doubt']>) {
  return {
    words: suggestion === null ? words.addressDoubtful : put(words.didYouMean, { address: suggestion }),
    use: suggestion === null ? '' : put(words.useSuggestion, { address: suggestion }),
    typed: put(words.sendAsTyped, { address }),
  };
}

/** `number`: null while it is not known, or when a person looks at the mail first. */
export async function renderSent(desk: Desk, language: string, number: number | null): Promise<Page> {
  const words = await contactWords(desk, language);
  return dress(desk, language, sentPage, { words, number }, { title: words.sentHeading });
}

/** Links to the same page in every offered language, each by its own name; nothing when there is only one. */
async function languageLinks(desk: Desk, current: string, topic: string): Promise<SafeHtml> {
  const { offered: all } = desk.profile.languages;
  if (all.length < 2) return new SafeHtml('');
  const languages = all.map((tag) => ({
    tag,
    name: new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag,
    current: tag === current,
  }));
  return new SafeHtml(await renderTemplate('html', languageBar, { languages, topic }));
}
