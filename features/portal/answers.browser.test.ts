/** The page of questions in a real browser: nothing serious for axe, nothing wider than the screen, answered without script. */
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FactKey, knownFacts, recordAsked, writeFormFacts } from '#features/intake/index.ts';
import { makeTrackingToken } from '#features/mail-out/rules/tracking-link.ts';
import { receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createServer } from '#platform/http/create-server.ts';
import { openBrowser, openPublicPage, seriousProblems } from '#test/setup/browser.ts';
import { servePortal } from './serve.ts';

const desk = await testDesk();
const server = await createServer({ logger: desk.log, version: 'test', trustedProxies: [] });
servePortal(server, desk);
await server.listen({ host: '127.0.0.1', port: 0 });

const output = join(import.meta.dirname, '../../test/output/portal');
let browser: Browser;
let origin: string;
const tickets: Record<string, { id: string; path: string }> = {};

const asks: FactKey[] = ['device.generation', 'phone.model', 'firmware.version'];

/** A ticket about syncing whose customer told us of a phone, and was asked for three things. */
async function asked(language: string): Promise<{ id: string; path: string }> {
  const { ticketId, messageId } = await receive(desk, { language, text: 'Pixel 8' });
  await desk.db.updateTable('ticket').set({ topic: 'sync' }).where('id', '=', ticketId).execute();
  const at = desk.clock.now();
  const told = {
    quote: 'Pixel 8',
    start: 0,
    end: 7,
    part: 'body' as const,
    confidence: 0.9,
    reader: 'device',
  };
  await inTransaction(desk, async (tx) => {
    await writeFormFacts(tx, {
      homeTicketId: ticketId,
      messageId,
      saidAt: at,
      facts: [{ key: 'phone.model', value: 'Pixel 8', ...told }],
    });
    await tx.updateTable('fact').set({ saidBy: 'customer' }).where('ticketId', '=', ticketId).execute();
    await recordAsked(tx, { brandId: desk.brand.id, ticketId, keys: asks, how: 'acknowledgement', at });
  });
  desk.clock.advance(60_000);
  const token = makeTrackingToken(desk.keys, { ticketId, addresses: ['anna@example.com'], now: at });
  return { id: ticketId, path: `/t/${token}/answers` };
}

beforeAll(async () => {
  browser = await openBrowser();
  // A server that listens on TCP has an address of this form.
  origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  await mkdir(output, { recursive: true });
  for (const language of ['en', 'de', 'fi', 'ja']) tickets[language] = await asked(language);
});

afterAll(async () => {
  await browser?.close();
  await server.close();
});

async function look(page: Page, name: string): Promise<void> {
  expect(await seriousProblems(page)).toEqual([]);
  expect(
    await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
  ).toBeLessThanOrEqual(0);
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true });
}

const looks: [language: string, width: number, theme: 'light' | 'dark'][] = [
  ['en', 390, 'light'],
  ['en', 1440, 'dark'],
  ['de', 390, 'dark'],
  ['de', 1440, 'light'],
  ['fi', 390, 'light'],
  ['ja', 390, 'light'],
  ['ja', 1440, 'dark'],
];

test.each(looks)(
  'in %s at %i px, %s: fits, and axe finds nothing serious',
  async (language, width, theme) => {
    const page = await openPublicPage(browser, origin + (tickets[language]?.path ?? ''), { width, theme });
    await look(page, `answers-${language}-${width}-${theme}`);
    await page.locator('summary').click();
    await look(page, `answers-${language}-${width}-${theme}-more`);
    await page.context().close();
  },
);

test('a customer without script is told what is missing, answers, sees what was noted, and corrects it', async () => {
  const { id, path } = tickets.de ?? { id: '', path: '' };
  const page = await openPublicPage(browser, origin + path, { width: 390, theme: 'light', script: false });
  await page.getByRole('button', { name: 'Antworten senden' }).click();
  expect(await page.locator('[role=alert]').textContent()).toContain('mindestens eine Frage');
  await page.getByRole('radio', { name: 'Ring Gen3' }).check();
  await page.getByRole('textbox', { name: 'Welche Firmware hat Ihr Ring?' }).fill('2.10.4');
  await page.getByRole('textbox', { name: 'Sonst noch etwas?' }).fill('Danke! 💍');
  await page.getByRole('button', { name: 'Antworten senden' }).click();
  expect(page.url()).toContain('/answers?sent=1#sent');
  expect(await page.locator('dl').textContent()).toMatch(/Ring Gen3[\s\S]*2\.10\.4/);
  expect(await page.getByRole('radio', { name: 'Ring Gen3' }).isChecked()).toBe(true);
  await page.screenshot({ path: join(output, 'answers-sent-390-light.png'), fullPage: true });
  await page.getByRole('textbox', { name: 'Firmware-Version' }).fill('2.11.0');
  desk.clock.advance(60_000);
  await page.getByRole('button', { name: 'Antworten senden' }).click();
  expect(await page.locator('dl').textContent()).toContain('2.11.0');
  const facts = await knownFacts(desk.db, id);
  expect(facts.map(({ key, value }) => `${key} ${value}`).sort()).toEqual([
    'device.generation gen3',
    'firmware.version 2.11.0',
    'phone.model Pixel 8',
  ]);
  await page.context().close();
});

test.each([
  [390, 'dark'],
  [1440, 'light'],
  [1440, 'dark'],
] as const)('what was sent, and what was wrong, at %i px, %s', async (width, theme) => {
  const page = await openPublicPage(browser, origin + (tickets.de?.path ?? ''), { width, theme });
  await look(page, `answers-answered-${width}-${theme}`);
  const broken = await openPublicPage(browser, origin + (tickets.en?.path ?? ''), { width, theme });
  await broken.evaluate("document.querySelector('#answer-firmware-version').removeAttribute('maxlength')");
  await broken.locator('#answer-firmware-version').fill('9'.repeat(400));
  await broken.getByRole('button', { name: 'Send answers' }).click();
  expect(await broken.locator('.error').textContent()).toContain('too long');
  await look(broken, `answers-problem-${width}-${theme}`);
  await broken.locator('[role=alert] a').click();
  expect(await broken.locator(':focus').getAttribute('id')).toBe('answer-firmware-version');
  await page.context().close();
  await broken.context().close();
});

test('the answers are filled in by keyboard alone', async () => {
  const page = await openPublicPage(browser, origin + (tickets.en?.path ?? ''), {
    width: 1440,
    theme: 'light',
  });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('radio', { name: 'Ring Gen3' }).isChecked()).toBe(true);
  await page.screenshot({ path: join(output, 'answers-keyboard-1440-light.png') });
  await page.keyboard.press('Tab');
  await page.keyboard.type('2.10.4');
  await page.keyboard.press('Enter');
  await page.waitForURL(/sent=1/);
  expect(await page.locator('dl').textContent()).toContain('2.10.4');
  await page.context().close();
});
