/** A real Chromium for journeys, with pictures of every step in test/output/. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long a journey waits for a fact on a machine that has much else to do. */
const patienceMs = 60_000;
const output = path.join(import.meta.dirname, '../output');
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium. Throws a sentence when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error('The journeys need Chromium. On Debian: apt-get install chromium');
  }
  // The sandbox does not work as root, and /dev/shm is small in containers.
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    timeout: patienceMs,
  });
  browser.on('context', (context) => context.setDefaultTimeout(patienceMs));
  return browser;
}

/** How a public page is looked at. */
export type PageLook = { width: number; theme: 'light' | 'dark'; script?: boolean };

/** A public page in a window of its own, under its own policy. */
export async function openPublicPage(browser: Browser, url: string, look: PageLook): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.theme,
    javaScriptEnabled: look.script ?? true,
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Does something and sees what is then said; a toast may be gone before a slow machine looks for it. */
export async function sees(page: Page, words: string | RegExp, after: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.getByText(words).first().waitFor(), after()]);
}

/** A row shown in the list that stands open, without a reload; a click on what announces news lets it in. */
export async function seesRow(page: Page, title: string): Promise<void> {
  const row = page.getByRole('link', { name: title });
  const news = page.getByRole('button', { name: /\d+ new/ });
  await expect
    .poll(async () => {
      // Found and clicked in one step: the list may let the row in by itself between two.
      await news.evaluateAll((found) => (found[0] as unknown as { click(): void } | undefined)?.click());
      return row.isVisible();
    })
    .toBe(true);
}

/** Saves what the page shows as test/output/<name>.png. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(output, { recursive: true });
  await page.screenshot({ path: path.join(output, `${name}.png`), animations: 'disabled' });
}

/**
 * Run in the page itself, which takes a quarter of the time of going through all frames from outside. Mails' own HTML stands in
 * frames without scripts, in which nothing could run.
 */
const runAxe = `axe.run({ exclude: ['iframe[sandbox]'] }, { resultTypes: ['violations'], iframes: false }).then(({ violations }) =>
  violations.map(({ id, help, impact, nodes }) => ({ id, help, impact, html: nodes.map((node) => node.html) })))`;

type Violation = { id: string; help: string; impact: string | null; html: string[] };

/** What axe calls serious or critical on the page, one line each; empty when all is well. */
export async function seriousProblems(page: Page): Promise<string[]> {
  // Colours on their way from one to another have no contrast that counts.
  await page.evaluate('Promise.allSettled(document.getAnimations().map((one) => one.finished))');
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>(runAxe);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, html }) => {
      const examples = html.slice(0, 3).map((one) => one.slice(0, 160));
      return `${id}: ${help} (${examples.join(' | ')})`;
    });
}
