/**
 * The agent's app on a living desk: every page in both colours and at both widths without an axe finding, and the
 * promises of the screen that only a browser can prove (nothing typed is lost, no letter becomes an action, undo).
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, seriousProblems, takePicture } from '#test/setup/browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

const limitMs = 240_000;
const widths = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

let desk: DeskProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

type Row = { number: number; subject: string };

async function tickets(): Promise<Row[]> {
  const reply = await context.request.get(`${desk.url}/api/v1/tickets?view=all&limit=100`);
  return ((await reply.json()) as { tickets: Row[] }).tickets;
}

async function numberOf(subject: RegExp): Promise<number> {
  const found = (await tickets()).find((ticket) => subject.test(ticket.subject));
  if (!found) throw new Error(`There is no ticket with a subject like ${subject}`);
  return found.number;
}

async function openTicket(number: number): Promise<void> {
  await page.goto(`${desk.url}/tickets/${number}`);
  await page.getByRole('article').first().waitFor();
}

beforeAll(async () => {
  desk = await startDeskProcess(await newDataDir(), ['--demo']);
  browser = await openBrowser();
  context = await browser.newContext({ viewport: widths.wide, colorScheme: 'light' });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  const [, link = ''] = await desk.hear(/Sign in\s+(http\S+)/);
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await desk.hear(/The demo desk is ready/, limitMs);
}, limitMs);

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  if (desk) await removeDataDir(desk.dataDir);
});

/** Path of each page; a ticket is named by its subject, because numbers depend on the order of arrival. */
const pages: readonly { name: string; path: string | RegExp }[] = [
  { name: 'inbox', path: '/inbox/all' },
  { name: 'ticket', path: /133|2\.10/ },
  { name: 'newsletter', path: /sleep better/ },
  { name: 'captured', path: '/captured' },
  { name: 'quarantine', path: '/quarantine' },
  { name: 'settings-mailboxes', path: '/settings/mailboxes' },
  { name: 'settings-agents', path: '/settings/agents' },
  { name: 'nowhere', path: '/no-such-page' },
];

describe.each(Object.entries(widths))('%s', (width, viewport) => {
  test.each(pages)(
    '$name is readable by everybody in both colours and never scrolls sideways',
    async ({ name, path }) => {
      await page.setViewportSize(viewport);
      const target = typeof path === 'string' ? path : `/tickets/${await numberOf(path)}`;
      await page.goto(desk.url + target);
      await page.getByRole('heading').first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await takePicture(page, `agent-web-${name}-${width}-${colorScheme}`);
        expect(await seriousProblems(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      const sideways = await page.evaluate<number>(
        'document.documentElement.scrollWidth - window.innerWidth',
      );
      expect(sideways).toBeLessThanOrEqual(0);
    },
    limitMs,
  );
});

describe('writing', () => {
  test(
    'no letter typed right after "r" is lost or becomes an action',
    async () => {
      await page.setViewportSize(widths.wide);
      await openTicket(await numberOf(/refund please/));
      const status = await page.getByRole('button', { name: /^Status/ }).textContent();
      await page.keyboard.press('r');
      await page.keyboard.type('eeee a sentence');
      await page.getByRole('textbox', { name: 'Reply' }).getByText('eeee a sentence').waitFor();
      expect(await page.getByRole('button', { name: /^Status/ }).textContent()).toBe(status);
    },
    limitMs,
  );

  test(
    'what was typed is still there after a reload',
    async () => {
      await page.getByText('Draft saved').waitFor();
      await page.reload();
      await page.getByRole('textbox', { name: 'Reply' }).getByText('eeee a sentence').waitFor();
    },
    limitMs,
  );

  test(
    'an answer can be taken back, and its text returns',
    async () => {
      await page.getByRole('textbox', { name: 'Reply' }).click();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.getByRole('textbox', { name: 'Reply' }).getByText('eeee a sentence').waitFor();
      await takePicture(page, 'agent-web-undone');
    },
    limitMs,
  );
});

describe('the list', () => {
  test(
    'is walked, selected and changed by keyboard, after the outcome was shown',
    async () => {
      await page.goto(`${desk.url}/inbox/unassigned`);
      await page.locator('[data-ticket]').nth(3).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('Shift+X');
      await page.getByText('3 tickets selected').waitFor();
      await page.getByRole('button', { name: 'Assign', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Assign to me' }).click();
      const yes = page.getByRole('button', { name: 'Change 3 tickets' });
      await expect.poll(() => yes.and(page.locator(':focus')).count()).toBe(1);
      await page.keyboard.press('Enter');
      await page.getByText('3 tickets selected').waitFor({ state: 'detached' });
      await page.getByRole('link', { name: /^Mine/ }).click();
      await expect.poll(() => page.locator('[data-ticket]').count()).toBe(3);
    },
    limitMs,
  );

  test(
    'announces what another person changed, without moving rows',
    async () => {
      await page.goto(`${desk.url}/inbox/open`);
      await page.locator('[data-ticket]').nth(3).waitFor();
      const first = await page.locator('[data-ticket]').first().getAttribute('data-ticket');
      const opened = await page.evaluate(async () => {
        const reply = await fetch('/api/v1/tickets', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': 'journey-new-ticket' },
          body: JSON.stringify({
            customer: { email: 'new.person@example.com' },
            subject: 'A ticket from elsewhere',
            text: 'x',
            kind: 'note',
          }),
        });
        return reply.status;
      });
      expect(opened).toBe(201);
      await page.getByRole('button', { name: /1 new/ }).waitFor();
      expect(await page.locator('[data-ticket]').first().getAttribute('data-ticket')).toBe(first);
      await page.getByRole('button', { name: /1 new/ }).click();
      await page.getByRole('link', { name: 'A ticket from elsewhere' }).waitFor();
    },
    limitMs,
  );
});

test(
  'Ctrl-K finds a ticket by its number',
  async () => {
    const number = await numberOf(/refund please/);
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find anything' }).fill(String(number));
    await page.getByText(`Open ticket #${number}`).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${desk.url}/tickets/${number}`);
  },
  limitMs,
);

test('nothing broke in the browser on the whole way', () => {
  expect(complaints).toEqual([]);
});
