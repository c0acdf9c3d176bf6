/** The page in a real browser: nothing serious for axe, nothing wider than the screen, and writing back without script. */
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTrackingToken } from '#features/mail-out/rules/tracking-link.ts';
import { answer } from '#features/mail-out/test-help/reply-builder.ts';
import { sendDue } from '#features/mail-out/testing.ts';
import { incomingFile, receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
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
const pages: Record<string, string> = {};

function link(ticketId: string): string {
  const token = makeTrackingToken(desk.keys, {
    ticketId,
    addresses: ['anna@example.com'],
    now: desk.clock.now(),
  });
  return `/t/${token}`;
}

async function conversation(language: string): Promise<string> {
  const picture = await incomingFile(desk, 'ring on the dock.png', pixels, {
    contentType: 'image/png',
    sniffedType: 'image/png',
  });
  const log = await incomingFile(desk, `a-very-long-file-name-${'x'.repeat(80)}.log`);
  const { ticketId } = await receive(desk, {
    language,
    text: `Hello,\n\nmy ring stopped syncing after the update. See https://example.com/${'long'.repeat(40)}\n\nWhat can I do?`,
    files: [picture, log],
  });
  desk.clock.advance(3_600_000);
  await answer(desk, ticketId, {
    text: 'Hello Anna,\n\nplease put the ring on its dock for a minute and open the app again.',
  });
  await sendDue(desk);
  desk.clock.advance(600_000);
  await receive(desk, { target: { kind: 'existing', ticketId }, text: 'مرحبا، لم ينجح ذلك 🙂', language });
  return ticketId;
}

/** One teal pixel, which the page enlarges. */
const pixels = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgiHn6HwAEYwJcXbGVtwAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  browser = await openBrowser();
  // A server that listens on TCP has an address of this form.
  origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  await mkdir(output, { recursive: true });
  pages.ticket = link(await conversation('en'));
  pages.deutsch = link(await conversation('de'));
  pages.japanese = link(await conversation('ja'));
  const done = await conversation('fr');
  await desk.db.updateTable('ticket').set({ status: 'resolved' }).where('id', '=', done).execute();
  pages.resolved = link(done);
  pages.sent = `${pages.ticket}?sent=1`;
  pages.invalid = '/t/nothing';
});
afterAll(async () => {
  await browser?.close();
  await server.close();
});

/** Every page where the layout differs most; other languages where their words are longest or tallest. */
const looks: [name: string, width: number, theme: 'light' | 'dark'][] = [
  ['ticket', 390, 'light'],
  ['ticket', 390, 'dark'],
  ['ticket', 1280, 'light'],
  ['ticket', 1280, 'dark'],
  ['sent', 1280, 'dark'],
  ['resolved', 390, 'light'],
  ['deutsch', 390, 'light'],
  ['japanese', 390, 'dark'],
  ['invalid', 390, 'light'],
  ['invalid', 1280, 'dark'],
];

test.each(looks)('%s at %i px, %s: fits, and axe finds nothing serious', async (name, width, theme) => {
  const page = await openPublicPage(browser, origin + (pages[name] ?? ''), { width, theme });
  expect(await seriousProblems(page)).toEqual([]);
  expect(
    await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
  ).toBeLessThanOrEqual(0);
  await page.screenshot({ path: join(output, `${name}-${width}-${theme}.png`), fullPage: true });
  await page.context().close();
});

test('a customer without script writes back with a picture and sees it on the page', async () => {
  const page = await openPublicPage(browser, origin + (pages.deutsch ?? ''), {
    width: 390,
    theme: 'light',
    script: false,
  });
  await page.locator('button').click();
  expect(await page.locator('[role=alert]').textContent()).toContain('schreiben');
  await page.screenshot({ path: join(output, 'problem-390-light.png'), fullPage: true });
  await page.locator('textarea').fill('Hier ist noch ein Bild.');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'bild.png', mimeType: 'image/png', buffer: pixels });
  await page.locator('button').click();
  expect(page.url()).toContain('?sent=1#sent');
  const last = page.locator('.message').last();
  expect(await last.textContent()).toContain('Hier ist noch ein Bild.');
  expect(await last.locator('img').getAttribute('src')).toContain('/files/');
  await page.context().close();
});
