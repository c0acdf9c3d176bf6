/** The form in a real browser, with and without script: nothing serious for axe, nothing wider than the screen. */
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { knownFacts } from '#features/intake/index.ts';
import { jobs as mailInJobs } from '#features/mail-in/index.ts';
import { jobs as triageJobs } from '#features/triage/index.ts';
import { readerIsWarm } from '#features/triage/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { createServer } from '#platform/http/create-server.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { openBrowser, seriousProblems } from '#test/setup/browser.ts';
import type { ContactPorts } from './ports.ts';
import { serveContact } from './serve.ts';

/** Put together from parts: at these domains every address may be somebody's. */
const [slip, meant] = ['gmial.com', 'gmail.com'].map((domain) => ['anna', domain].join('@')) as [
  string,
  string,
];

const desk = await testDesk();
const server = await createServer({ logger: desk.log, version: 'test', trustedProxies: [] });
/** As the help centre will: one article for those who write about charging. */
const ports: ContactPorts = {
  suggestArticles: async ({ topic }) =>
    topic === 'charging'
      ? [{ title: 'Charge your ring', path: '/help/charging', summary: 'What the light on the dock means.' }]
      : [],
};
serveContact(server, desk, ports);
await server.listen({ host: '127.0.0.1', port: 0 });
readerIsWarm(desk);
const output = join(import.meta.dirname, '../../test/output/contact');
// A server that listens on TCP has an address of this form.
const origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
let browser: Browser;

beforeAll(async () => {
  desk.dns.set('*', 'MX', [{ exchange: 'mail.example.com', priority: 10 }]);
  browser = await openBrowser();
  await mkdir(output, { recursive: true });
});
beforeEach(async () => {
  await desk.db.deleteFrom('rateCount').execute();
});
afterAll(async () => {
  await browser?.close();
  await server.close();
});

type Look = { width?: number; theme?: 'light' | 'dark'; script?: boolean };

async function open(path: string, { width = 1440, theme = 'light', script = true }: Look = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    javaScriptEnabled: script,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => {
    // A form with a problem is answered by 422.
    const expected = /422/.test(message.text());
    if (message.type() === 'error' && !expected) broken.push(message.text());
  });
  await page.goto(origin + path);
  return { page, broken, close: () => context.close() };
}

/** Typed as people do it, so that the script hears of it. */
async function write(page: Page, language: 'en' | 'de'): Promise<void> {
  const text = {
    en: [
      'Ring does not charge',
      'Since Monday my Ring Gen3 does not charge any more. I cleaned the contacts and tried another cable, no change.',
    ],
    de: [
      'Ring lädt nicht',
      'Seit Montag lädt mein Ring Gen3 nicht mehr. Ich habe die Kontakte gereinigt und ein anderes Kabel probiert, ohne Erfolg.',
    ],
  }[language];
  await page.locator('#subject').fill(text[0] ?? '');
  const helped = page.waitForResponse('**/contact/help');
  await page.locator('#description').fill(text[1] ?? '');
  await helped;
}

type State = 'topics' | 'empty' | 'typed' | 'problem' | 'danger' | 'sent';
const looks: [state: State, language: 'en' | 'de' | 'ja' | 'fi', width: number, theme: 'light' | 'dark'][] = [
  ['topics', 'en', 390, 'light'],
  ['topics', 'en', 1440, 'dark'],
  ['topics', 'ja', 768, 'light'],
  ['empty', 'en', 390, 'light'],
  ['empty', 'en', 1440, 'light'],
  ['empty', 'fi', 2560, 'dark'],
  ['typed', 'en', 390, 'dark'],
  ['typed', 'en', 1440, 'light'],
  ['typed', 'de', 1440, 'dark'],
  ['typed', 'de', 768, 'light'],
  ['problem', 'en', 390, 'light'],
  ['problem', 'de', 1440, 'dark'],
  ['danger', 'en', 1440, 'light'],
  ['danger', 'en', 390, 'dark'],
  ['sent', 'en', 390, 'light'],
  ['sent', 'de', 1440, 'dark'],
];

async function show(page: Page, state: State, language: string): Promise<void> {
  if (state === 'typed') await write(page, language === 'de' ? 'de' : 'en');
  if (state === 'danger') {
    await page.locator('#description').fill('My ring got so hot that it burned my finger.');
    await page.locator('#safety h2').waitFor();
  }
  if (state === 'problem') {
    await page.locator('#description').fill('My Ring Gen3 is empty.');
    await page.locator('#files').setInputFiles({
      name: 'a-long-name-of-a-log-file-from-the-app-2026-11-23.log',
      mimeType: 'text/plain',
      buffer: Buffer.from('log'),
    });
    await page.locator('#email').fill(slip);
    await page.locator('#email').blur();
    await page.locator('#email-advice p').waitFor();
    await page.locator('#send').click();
    await page.locator('#problems').waitFor();
  }
  if (state === 'sent') {
    desk.clock.advance(60_000);
    await page.locator('#description').fill('My Ring Gen3 is empty every evening.');
    await page.locator('#email').fill('anna@example.com');
    await page.locator('#send').click();
    await page.waitForURL('**/contact/sent**');
    await work();
    await page.reload();
  }
}

test.each(looks)(
  '%s (%s) at %i px, %s: fits, and axe finds nothing serious',
  async (state, language, width, theme) => {
    const path =
      state === 'topics' ? `/contact?lang=${language}` : `/contact?topic=charging&lang=${language}`;
    const { page, broken, close } = await open(path, { width, theme });
    await show(page, state, language);
    expect(await seriousProblems(page)).toEqual([]);
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect(sideways).toBeLessThanOrEqual(0);
    await page.screenshot({
      path: join(output, `${state}-${language}-${width}-${theme}.png`),
      fullPage: true,
    });
    expect(broken).toEqual([]);
    await close();
  },
);

async function newestForm() {
  return desk.db
    .selectFrom('inboundMail as i')
    .innerJoin('ticket as t', 't.id', 'i.ticketId')
    .select(['t.id', 't.number', 't.topic', 't.subject', 'i.messageId'])
    .where('i.source', '=', 'form')
    .orderBy('i.id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

const work = () =>
  drainJobs(desk.pool, [
    ...mailInJobs(desk),
    ...triageJobs(desk),
    { name: 'acknowledgement.consider', run: async () => undefined },
  ]);

async function factsOf(ticketId: string): Promise<Record<string, string>> {
  const facts = await knownFacts(desk.db, ticketId);
  return Object.fromEntries(facts.map(({ key, value }) => [key, value]));
}

test('a customer without script chooses, changes the topic, mends the address, and gets the number', async () => {
  const { page, close } = await open('/contact', { script: false, width: 390 });
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await page.getByRole('link', { name: 'Etwas anderes' }).click();
  desk.clock.advance(60_000);
  expect(await page.locator('[name^="fact."]').count()).toBe(0);
  await page.getByLabel('In wenigen Worten').fill('Akku leer');
  await page.getByLabel('Erzählen Sie mehr').fill('Mein Ring Gen3 ist seit Montag jeden Abend leer.');
  await page.getByLabel('Worum es geht').selectOption('battery');
  await page.getByRole('button', { name: 'Fragen zu diesem Thema zeigen' }).click();
  expect(await page.locator('[name="fact.device.generation"]').inputValue()).toBe('gen3');
  expect(await page.getByText('Aus Ihrem Text übernommen').count()).toBeGreaterThan(0);
  await page.locator('[name="fact.firmware.version"]').fill('2.10.4');
  await page
    .locator('[name="files"]')
    .setInputFiles({ name: 'akku.log', mimeType: 'text/plain', buffer: Buffer.from('50 % 10 %') });
  await page.getByLabel('Ihre E-Mail-Adresse').fill(slip);
  await page.screenshot({ path: join(output, 'without-script-390.png'), fullPage: true });
  await page.getByRole('button', { name: 'An den Support senden' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('Bitte prüfen Sie Ihre E-Mail-Adresse');
  await page.getByRole('button', { name: `Ja, ${meant} verwenden` }).click();
  // On a busy machine the mail waits to be read; the page asks again by itself, and a reload asks now.
  await work();
  await page.reload();
  const ticket = await newestForm();
  expect(await page.locator('.sent').textContent()).toContain(`#${ticket.number}`);
  await work();
  expect(await factsOf(ticket.id)).toMatchObject({
    'device.generation': 'gen3',
    'firmware.version': '2.10.4',
  });
  expect((await newestForm()).topic).toBe('battery');
  const files = await desk.db
    .selectFrom('attachment')
    .select('filename')
    .where('messageId', '=', ticket.messageId ?? '')
    .execute();
  expect(files).toEqual([{ filename: 'akku.log' }]);
  await close();
});

test('with script: offers are taken by keyboard, the questions follow the topic, nothing is lost, one press is one ticket', async () => {
  const { page, broken, close } = await open('/contact?topic=sync&lang=en');
  desk.clock.advance(60_000);
  await page.locator('#subject').fill('Sync fails');
  await page.locator('#description').fill('My ring with firmware 2.10.4 does not sync since Monday.');
  const offer = page.locator('[data-key="firmware.version"] .offer');
  await offer.waitFor();
  expect(await offer.textContent()).toContain('Your text says “2.10.4”.');
  await offer.getByRole('button').focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('[name="fact.firmware.version"]').inputValue()).toBe('2.10.4');
  expect(await page.evaluate<string>('document.activeElement.name')).toBe('fact.firmware.version');
  const helped = page.waitForResponse('**/contact/help');
  await page.locator('#topic').selectOption('battery');
  await helped;
  await page.locator('[name="fact.symptom.frequency"]').waitFor();
  expect(await page.locator('[name="fact.firmware.version"]').inputValue()).toBe('2.10.4');
  expect(await page.getByRole('button', { name: 'Show the questions' }).isVisible()).toBe(false);
  await page.locator('.languages').getByRole('link', { name: 'Français' }).click();
  await page.getByRole('heading', { name: 'Contacter l’assistance Oura' }).waitFor();
  expect(await page.locator('#subject').inputValue()).toBe('Sync fails');
  await page.locator('#email').fill(slip);
  await page.locator('#email').blur();
  await page.getByRole('button', { name: `Oui, utiliser ${meant}` }).click();
  expect(await page.locator('#email').inputValue()).toBe(meant);
  await page.locator('#send').dblclick();
  await page.waitForURL('**/contact/sent**');
  await work();
  await page.reload();
  const ticket = await newestForm();
  expect(await page.locator('.number').textContent()).toContain(`#${ticket.number}`);
  await work();
  expect(await factsOf(ticket.id)).toMatchObject({ 'firmware.version': '2.10.4' });
  const { length } = await desk.db
    .selectFrom('ticket')
    .select('id')
    .where('subject', '=', 'Sync fails')
    .execute();
  expect(length).toBe(1);
  expect(broken).toEqual([]);
  await close();
});

test('with script: files that are too many are told before they are sent', async () => {
  const { page, close } = await open('/contact?topic=sync&lang=en');
  const file = (index: number) => ({
    name: `${index}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from('x'),
  });
  await page.locator('#files').setInputFiles([1, 2, 3, 4, 5, 6].map(file));
  expect(await page.evaluate<string>("document.getElementById('files').validationMessage")).toContain(
    'more files than we take',
  );
  await page.locator('#files').setInputFiles([1, 2].map(file));
  expect(await page.evaluate<string>("document.getElementById('files').validationMessage")).toBe('');
  await close();
});

test('the form works when its script gets no help', async () => {
  const { page, close } = await open('/contact?topic=sync&lang=en');
  await page.route('**/contact/help', (route) => route.fulfill({ status: 503, body: '{}' }));
  desk.clock.advance(60_000);
  await page.locator('#description').fill('My ring does not sync since the update on Monday.');
  await page.locator('#email').fill('anna@example.com');
  await page.locator('#send').click();
  await page.waitForURL('**/contact/sent**');
  await close();
});
