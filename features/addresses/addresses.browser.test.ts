/** The public pages in a real browser: no script, nothing serious for axe, nothing wider than the screen. */
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { createServer } from '#platform/http/create-server.ts';
import { openBrowser, openPublicPage, seriousProblems, takePicture } from '#test/setup/browser.ts';
import { seedAddresses } from './commands/seed-addresses.ts';
import { serveAddresses } from './serve.ts';

const desk = await testDesk();
await seedAddresses(desk.db, desk.profile, desk.brand.id, desk.clock.now());
const server = await createServer({ logger: desk.log, version: 'test', trustedProxies: [] });
serveAddresses(server, desk);
await server.listen({ host: '127.0.0.1', port: 0 });
// A server that listens on TCP has an address of this form.
const origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const trap = `${'very-long-name.'.repeat(12)}@ouraring-support.com`;

test.each<[string, string, number, 'light' | 'dark']>([
  ['addresses-list', '/addresses?lang=en', 1280, 'light'],
  ['write', '/write?lang=en', 390, 'light'],
  ['write', '/write?lang=de#topic-sync', 1280, 'dark'],
  ['addresses-list-ja', '/addresses?lang=ja', 390, 'dark'],
  ['addresses-check', '/addresses/check?lang=fi', 390, 'light'],
  ['addresses-official', '/addresses/check?lang=en&address=support@ouraring.com', 1280, 'dark'],
  ['addresses-look-alike', `/addresses/check?lang=de&address=${trap}`, 390, 'dark'],
  ['addresses-look-alike', `/addresses/check?lang=de&address=${trap}`, 1280, 'light'],
])('%s (%s) at %i px, %s: fits, and axe finds nothing serious', async (name, path, width, colorScheme) => {
  const page = await openPublicPage(browser, origin + path, { width, theme: colorScheme });
  const topic = page.locator('summary').first();
  if (await topic.isVisible()) await topic.click();
  await takePicture(page, `${name}-${width}-${colorScheme}`);
  expect(await seriousProblems(page)).toEqual([]);
  const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  expect(sideways).toBeLessThanOrEqual(0);
  await page.context().close();
});

test('a customer without script pastes a whole line, learns that it is a trap, and which address is right', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${origin}/addresses`);
  await page.getByRole('link', { name: 'Vérifier une adresse' }).click();
  await page.getByLabel('Adresse e-mail').fill('Oura Support <support@ouraring-help.com.example>');
  await page.getByRole('button', { name: 'Vérifier l’adresse' }).click();
  const verdict = page.getByRole('status');
  expect(await verdict.getByRole('heading', { level: 2 }).textContent()).toMatch(/^Non\./);
  expect(await verdict.getByRole('link', { name: 'support@ouraring.com' }).getAttribute('href')).toBe(
    'mailto:support@ouraring.com',
  );
  await context.close();
});
