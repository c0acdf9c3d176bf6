/**
 * A newcomer's first walk: start with the demo, open the printed link, look at inbox, ticket, captured mail, settings,
 * and leave a note. With POSTHASTE_UPDATE_PICTURES=1 it also takes the picture of the README.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, seriousProblems, takePicture } from '#test/setup/browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

const pictures = path.join(import.meta.dirname, '../../docs/pictures');
const limitMs = 240_000;
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

let desk: DeskProcess;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  desk = await startDeskProcess(await newDataDir(), ['--demo']);
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: wide, colorScheme: 'light' });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const failedLoad = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !failedLoad) complaints.push(message.text());
  });
  page.on('response', (reply) => {
    // Before the sign-in the app asks who is there, and is told nobody.
    if (reply.status() >= 400 && reply.status() !== 401) complaints.push(`${reply.status()} ${reply.url()}`);
  });
}, limitMs);

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  if (desk) await removeDataDir(desk.dataDir);
});

/** Takes the picture and asks axe, in both colours. */
async function look(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await takePicture(page, `newcomer-${name}-${colorScheme}`);
    expect.soft(await seriousProblems(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Opens the ticket of this customer. */
async function openTicketOf(customer: string): Promise<void> {
  await page.goto(`${desk.url}/inbox/all`);
  await page.locator('[data-ticket]').first().waitFor();
  const number = await page.evaluate(async (name) => {
    const reply = await fetch('/api/v1/tickets?view=all&limit=100');
    const { tickets } = (await reply.json()) as {
      tickets: { number: number; customer: { name: string } | null }[];
    };
    return tickets.find((ticket) => ticket.customer?.name === name)?.number ?? null;
  }, customer);
  if (number === null) throw new Error(`There is no ticket of ${customer}`);
  await page.goto(`${desk.url}/tickets/${number}`);
  await page.getByRole('article').first().waitFor();
}

test(
  'the printed link signs in, once, before the demo is done',
  async () => {
    const [, link = ''] = await desk.hear(/Sign in\s+(http\S+)/);
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await look('sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await desk.hear(/The demo desk is ready/, limitMs);
  },
  limitMs,
);

test(
  'the inbox is a living desk',
  async () => {
    await page.goto(`${desk.url}/inbox/open`);
    await page.locator('[data-ticket]').nth(5).waitFor();
    await look('inbox');
    await page.goto(`${desk.url}/inbox/all`);
    await page.locator('[data-ticket]').nth(5).waitFor();
    await look('inbox-all');
    await page.setViewportSize(narrow);
    await look('inbox-narrow');
    await page.setViewportSize(wide);
  },
  limitMs,
);

test(
  'a ticket shows its conversation, and takes a note',
  async () => {
    await openTicketOf('Anna Kowalczyk');
    await page
      .getByRole('article', { name: /^Message by/ })
      .nth(3)
      .waitFor();
    await look('ticket');
    await page.setViewportSize(narrow);
    await look('ticket-narrow');
    await page.setViewportSize(wide);
    await page.getByRole('button', { name: /^Note/ }).click();
    const editor = page.getByRole('textbox', { name: 'Internal note' });
    await editor.click();
    await editor.pressSequentially('A first note of a newcomer.');
    await look('note');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('article', { name: /^Note by/ })
      .filter({ hasText: 'A first note of a newcomer.' })
      .waitFor();
    await look('noted');
  },
  limitMs,
);

test(
  'mail that was sent can be read in the app',
  async () => {
    await page.goto(`${desk.url}/captured`);
    await page
      .getByRole('link', { name: /Answer|Acknowledgement/ })
      .first()
      .click();
    await page.waitForURL(/\/captured\/[0-9a-f-]+/);
    await page
      .getByRole('link', { name: /\.eml|Download/ })
      .first()
      .waitFor();
    await look('captured');
  },
  limitMs,
);

test(
  'settings open without a problem',
  async () => {
    for (const area of ['desk', 'mailboxes', 'sending', 'agents', 'keys', 'you']) {
      await page.goto(`${desk.url}/settings/${area}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await look(`settings-${area}`);
    }
  },
  limitMs,
);

test('nothing went wrong in the browser on the whole way', () => {
  expect(complaints).toEqual([]);
});

test.runIf(process.env.POSTHASTE_UPDATE_PICTURES === '1')(
  'takes the picture of the README',
  async () => {
    await mkdir(pictures, { recursive: true });
    await page.setViewportSize({ width: 1280, height: 800 });
    await openTicketOf('Priya Raghunathan');
    await page.screenshot({ path: path.join(pictures, 'ticket.png'), animations: 'disabled' });
  },
  limitMs,
);
