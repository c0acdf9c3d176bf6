/** The reference page in a real browser: nothing serious for axe, nothing wider than the screen, in both themes and widths. */
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { openBrowser, seriousProblems } from '#test/setup/browser.ts';

const web = await testWeb();
await web.server.listen({ host: '127.0.0.1', port: 0 });
// A listening server has an address of this kind.
const { port } = web.server.server.address() as AddressInfo;
const output = join(import.meta.dirname, '../output/reference');
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  await mkdir(output, { recursive: true });
});
afterAll(() => browser.close());

it.each([
  ['light', 1280],
  ['dark', 390],
] as const)('is readable by everybody in %s at %d px, without script', async (colorScheme, width) => {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/api`);
  await page.screenshot({ path: join(output, `${colorScheme}-${width}.png`) });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  expect(await seriousProblems(page)).toEqual([]);
  await page.locator('nav a[href="#get_tickets_number"]').click();
  expect(await page.locator('article:target h3').isVisible()).toBe(true);
  await page.screenshot({ path: join(output, `${colorScheme}-${width}-ticket.png`) });
  await context.close();
});
