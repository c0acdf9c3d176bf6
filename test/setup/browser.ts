/** A real Chromium for journeys, with pictures of every step in test/output/. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';

const output = path.join(import.meta.dirname, '../output');
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium. Throws a sentence when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error('The journeys need Chromium. On Debian: apt-get install chromium');
  }
  // The sandbox does not work as root, and /dev/shm is small in containers.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

/** Saves what the page shows as test/output/<name>.png. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(output, { recursive: true });
  await page.screenshot({ path: path.join(output, `${name}.png`), animations: 'disabled' });
}

/** What axe calls serious or critical on the page, one line each; empty when all is well. */
export async function seriousProblems(page: Page): Promise<string[]> {
  // Colours on their way from one to another have no contrast that counts.
  await page.evaluate('Promise.allSettled(document.getAnimations().map((one) => one.finished))');
  // A mail's own HTML stands in a frame without scripts, in which axe could not run and would wait for ever.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox]').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 160))
          .join(' | ')})`,
    );
}
