/** Writing an answer on a living desk, in the moments when something goes wrong: nothing written or attached is lost. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seriousProblems, takePicture } from '#test/setup/browser.ts';
import {
  narrow,
  openRelayDesk,
  openTicket,
  type RelayDesk,
  receiveMail,
  wide,
} from '#test/setup/relay-desk.ts';

const limitMs = 120_000;

let here: RelayDesk;
let page: Page;
let counter = 0;
let number = 0;

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
  page.setDefaultTimeout(20_000);
}, limitMs);

beforeEach(async () => {
  await page.setViewportSize(wide);
  counter += 1;
  number = await receiveMail(here, { subject: `The ring does not sync ${counter}` });
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, `composer-failed-${counter}`);
});

afterAll(() => here?.close());

const reply = () => page.getByRole('textbox', { name: 'Reply' });
const attached = () => page.getByRole('list', { name: 'Attached files' });

async function begin(text: string): Promise<void> {
  await openTicket(here, number);
  await page.getByRole('button', { name: /^Reply to/ }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type(text);
}

async function attach(filename: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Attach' }).click(),
  ]);
  await chooser.setFiles({ name: filename, mimeType: 'text/plain', buffer: Buffer.from('1. Charger\n') });
  await attached().getByText(filename).waitFor();
}

/** Picture at both widths, in both colours, with what axe says. */
async function look(name: string): Promise<void> {
  for (const [width, size] of Object.entries({ wide, narrow })) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `composer-${name}-${width}-${colorScheme}`);
      expect.soft(await seriousProblems(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(wide);
}

describe('an answer taken back', () => {
  test(
    'brings its files with it, also when nothing can be read from the desk afterwards',
    async () => {
      await begin('Please try these steps.');
      await attach('steps.txt');
      await page.route('**/draft', (route) =>
        route.request().method() === 'GET' ? route.abort() : route.continue(),
      );
      await reply().click();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await reply().getByText('Please try these steps.').waitFor();
      await reply().click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(' And tell us.');
      await page.getByText('Draft saved').waitFor();
      await page.unroute('**/draft');
      await page.reload();
      await reply().getByText('Please try these steps. And tell us.').waitFor();
      await attached().getByText('steps.txt').waitFor();
      await look('undone');
    },
    limitMs,
  );

  test(
    'stands above what was written meanwhile',
    async () => {
      await begin('The first answer.');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
      await page.keyboard.press('r');
      await page.keyboard.type('The second one.');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await expect.poll(() => reply().textContent()).toBe('The first answer.The second one.');
      expect(here.taken.filter(({ raw }) => raw.includes('The first answer'))).toEqual([]);
    },
    limitMs,
  );
});

describe('a letter typed right after "r"', () => {
  test(
    'belongs to the answer, also while the draft of last time is on its way or cannot be had',
    async () => {
      await begin('From last time.');
      await page.getByText('Draft saved').waitFor();
      await page.route('**/draft', (route) => route.abort());
      await begin('eeee and on');
      await page.getByText('Your draft of this ticket could not be read').waitFor();
      await look('draft-not-read');
      await page.unroute('**/draft');
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(() => reply().textContent()).toBe('From last time.eeee and on');
      await page.getByText('Draft saved').waitFor();
      expect(await page.getByRole('button', { name: /^Status/ }).textContent()).toContain('New');
    },
    limitMs,
  );
});

describe('the editor', () => {
  const chunk = /\/assets\/editor-[^/]*\.js$/;

  test(
    'comes although its file was lost once',
    async () => {
      let lost = 0;
      await page.route(chunk, (route) => {
        lost += 1;
        return lost === 1 ? route.abort() : route.continue();
      });
      await begin('Typed at once');
      await page.locator('[contenteditable="true"]').getByText('Typed at once').waitFor();
      expect(lost).toBeGreaterThanOrEqual(2);
      await page.unroute(chunk);
    },
    limitMs,
  );

  test(
    'that does not come at all says so, and the answer can be written and sent',
    async () => {
      await page.route(chunk, (route) => route.abort());
      await begin('Plain words & no editor');
      await page.getByText('The editor with formatting did not load').waitFor();
      await look('without-editor');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('article').getByText('Plain words & no editor').waitFor();
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.unroute(chunk);
      await page.getByRole('button', { name: 'Load it again' }).click();
      await page.locator('[contenteditable="true"]').getByText('Plain words & no editor').waitFor();
    },
    limitMs,
  );
});

test('nothing broke in the browser on the whole way', () => {
  expect(here.complaints).toEqual([]);
});
