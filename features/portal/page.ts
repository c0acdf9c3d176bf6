/** Renders the public pages from their Liquid templates: complete without script, in the ticket's language. */
import { readFileSync } from 'node:fs';
import {
  type AnswersWords,
  type Desk,
  dressPage,
  fillWords,
  languageFor,
  languageForAny,
  type Page,
  type TrackingWords,
} from '#features/workspace/index.ts';
import { preferredLanguages } from '#platform/http/accept-language.ts';
import { renderTemplate } from '#platform/templates/render.ts';
import type { FormProblem } from './form.ts';
import type { OpenedLink, ShownFile, ShownMessage } from './queries/open-link.ts';
import { isPicture } from './rules/visible.ts';

const read = (name: string): string => readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8');
const ticketPage = read('ticket.html.liquid');
const invalidPage = read('invalid.html.liquid');

/** All words of the page in one language, with number and brand filled in. */
export function wordsFor(desk: Desk, language: string, number: string): Promise<TrackingWords> {
  const source = desk.profile.tracking[language];
  if (!source) throw new Error(`The profile has no tracking words in ${language}`);
  const brand = { name: desk.brand.name, address: desk.profile.support.address };
  return fillWords(source, { ticket: { number }, brand });
}

/** The page of a link that opens nothing, whatever the reason. */
export async function renderInvalid(desk: Desk, acceptLanguage: string | undefined): Promise<Page> {
  const language = languageForAny(desk.profile, preferredLanguages(acceptLanguage));
  const words = await wordsFor(desk, language, '');
  const brand = { name: desk.brand.name, address: desk.profile.support.address };
  const { title: contact } = await fillWords(
    { title: desk.profile.contactWords[language]?.title ?? '' },
    { brand },
  );
  const body = await renderTemplate('html', invalidPage, { words, language, contact });
  return dressPage(desk, { language, title: String(words.linkInvalidHeading), body });
}

export type TicketView = {
  token: string;
  link: OpenedLink;
  once: string;
  /** What was typed and could not be sent, with the reason. */
  draft: { text: string; problem: FormProblem } | null;
  sent: boolean;
  /** Questions of ours wait on their own page. */
  asks: boolean;
};

export async function renderTicket(desk: Desk, view: TicketView): Promise<Page> {
  const { link, token, draft } = view;
  const language = languageFor(desk.profile, link.language);
  const words = await wordsFor(desk, language, String(link.number));
  const body = await renderTemplate('html', ticketPage, {
    words,
    status: link.status,
    // The words of every status a customer may see are in the profile; spam never gets here.
    statusWord: pick(words.statuses, link.status),
    explanation: pick(words.explanations, link.status),
    finished: link.status === 'resolved' || link.status === 'closed',
    number: link.number,
    messages: link.messages.map((message) => present(message, token, language)),
    canWrite: link.viewer !== null,
    action: `/t/${token}`,
    once: view.once,
    sent: view.sent,
    draft: draft?.text ?? '',
    problem: draft ? words[draft.problem] : '',
    asks: view.asks ? answersWords(desk, language) : null,
    answersPath: `/t/${token}/answers`,
  });
  return dressPage(desk, { language, title: String(words.title), body });
}

/** The words of the page of questions, with their variables. */
export function answersWords(desk: Desk, language: string): AnswersWords {
  const words = desk.profile.answersWords[language];
  if (!words) throw new Error(`The profile has no words for answers in ${language}`);
  return words;
}

function pick(from: unknown, key: string): string {
  return String((from as Record<string, unknown>)[key] ?? '');
}

function present(message: ShownMessage, token: string, language: string): Record<string, unknown> {
  const clock = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return {
    mine: message.mine,
    fromTeam: message.fromTeam,
    unproven: message.unproven,
    author: message.authorName,
    text: message.text,
    at: message.at.toISOString(),
    when: `${clock.format(message.at)} UTC`,
    files: message.files.map((file) => presentFile(file, token, language)),
  };
}

function presentFile(file: ShownFile, token: string, language: string): Record<string, unknown> {
  return {
    url: `/t/${token}/files/${file.id}`,
    name: file.filename,
    size: readableSize(file.size, language),
    picture: isPicture(file),
  };
}

function readableSize(bytes: number, language: string): string {
  const inUnit = (value: number, unit: string): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  if (bytes < 1_000_000) return inUnit(Math.max(1, Math.round(bytes / 1000)), 'kilobyte');
  return inUnit(bytes / 1_000_000, 'megabyte');
}
