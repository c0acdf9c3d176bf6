/** Renders the public pages about addresses: complete without script, in the language the reader asked for. */
import { readFileSync } from 'node:fs';
import { type Desk, dressPage, fillWords, type Page } from '#features/workspace/index.ts';
import { renderTemplate, SafeHtml } from '#platform/templates/render.ts';
import type { OfficialAddress } from './contract.ts';
import { addressWords, type ToldCheck } from './queries/tell-check.ts';
import { writableTopics, writeWords } from './queries/topic-letters.ts';

const read = (name: string): string => readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8');
const languageBar = read('languages.html.liquid');
const listPage = read('list.html.liquid');
const checkPage = read('check.html.liquid');
const writePage = read('write.html.liquid');

/** The page of all published addresses. */
export async function renderList(
  desk: Desk,
  language: string,
  addresses: readonly OfficialAddress[],
): Promise<Page> {
  const words = await addressWords(desk, language);
  const published = addresses.filter((one) => one.id !== null);
  const group = (id: OfficialAddress['state'], heading: string, intro: string) => ({
    id,
    heading,
    intro,
    addresses: published
      .filter((one) => one.state === id)
      .map((one) => ({
        address: one.address,
        write: id === 'active',
        purpose: purposeOf(desk, one, language),
        replacement: one.replacement ?? '',
        times: timesOf(one, words, language),
      })),
  });
  const groups = [
    group('active', words.activeHeading, ''),
    group('retired', words.retiredHeading, words.retiredIntro),
    group('never-ours', words.neverOursHeading, words.neverOursIntro),
  ].filter((one) => one.addresses.length > 0);
  const body = await renderTemplate('html', listPage, {
    words,
    groups,
    language,
    languages: await languageLinks(desk, language),
    contact: await contactLabel(desk, language),
  });
  return dressPage(desk, { language, title: `${words.title} – ${desk.brand.name}`, body, open: true });
}

/** What one writes there for: in the reader's language, else the name of the department. */
function purposeOf(desk: Desk, one: OfficialAddress, language: string): string {
  const department =
    one.department === null ? '' : desk.profile.labels[language]?.departments[one.department];
  return one.purpose[language] ?? department ?? one.purpose[desk.profile.languages.default] ?? '';
}

function timesOf(one: OfficialAddress, words: { since: string; until: string }, language: string): string {
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const day = (text: string | null, word: string): string[] =>
    text === null ? [] : [`${word} ${clock.format(new Date(`${text}T00:00:00Z`))}`];
  return [...day(one.since, words.since), ...day(one.until, words.until)].join(', ');
}

export type CheckView = { typed: string; result: ToldCheck | null; tooMany: boolean };

/** The page with the question, and the verdict when there is one. */
export async function renderCheck(desk: Desk, language: string, view: CheckView): Promise<Page> {
  const words = await addressWords(desk, language);
  const { result } = view;
  const body = await renderTemplate('html', checkPage, {
    words,
    language,
    languages: await languageLinks(desk, language),
    contact: await contactLabel(desk, language),
    typed: view.typed.slice(0, shownCharacters),
    tooMany: view.tooMany,
    result: result && {
      verdict: result.verdict,
      words: result.words,
      advice: result.advice,
      address: result.address.slice(0, shownCharacters),
      use: result.verdict === 'official' ? '' : result.use,
      reasons: result.told.map((one) => one.words),
      sure: new Intl.NumberFormat(language, { style: 'percent' }).format(result.confidence),
    },
  });
  return dressPage(desk, { language, title: `${words.checkHeading} – ${desk.brand.name}`, body, open: true });
}

/** The page on which people choose what to write about. */
export async function renderWrite(desk: Desk, language: string): Promise<Page> {
  const words = await writeWords(desk, language);
  const departments = await writableTopics(desk, language, words);
  const languages = await languageLinks(desk, language);
  const body = await renderTemplate('html', writePage, {
    words,
    departments,
    language,
    languages,
    contact: await contactLabel(desk, language),
  });
  return dressPage(desk, { language, title: `${words.title} – ${desk.brand.name}`, body, open: true });
}

/** What the contact form is called: linked on every page about writing to us. */
async function contactLabel({ profile, brand }: Desk, language: string): Promise<string> {
  const title = profile.contactWords[language]?.title ?? '';
  const address = profile.support.address;
  return (await fillWords({ title }, { brand: { name: brand.name, address } })).title;
}

/** Of what was typed: more than any address has is not shown again. */
const shownCharacters = 400;

/** Links to the same page in every offered language, each by its own name; nothing when there is only one. */
async function languageLinks(desk: Desk, current: string): Promise<SafeHtml> {
  const { offered } = desk.profile.languages;
  if (offered.length < 2) return new SafeHtml('');
  const languages = offered.map((tag) => ({
    tag,
    name: new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag,
    current: tag === current,
  }));
  return new SafeHtml(await renderTemplate('html', languageBar, { languages }));
}
