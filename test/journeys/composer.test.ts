/** Writing an answer on a living desk, in the moments when something goes wrong: nothing written or attached is lost. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseMailSync } from '#mail/parse-mail.ts';
import { takePicture } from '#test/setup/browser.ts';
import {
  lookAt,
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

/** The name stands there from the start; only a file that is up can be taken off again. */
const isThere = (filename: string) => page.getByRole('button', { name: `Remove ${filename}` }).waitFor();

async function attach(filename: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Attach' }).click(),
  ]);
  await chooser.setFiles({ name: filename, mimeType: 'text/plain', buffer: Buffer.from('1. Charger\n') });
  await isThere(filename);
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
      await isThere('steps.txt');
      await lookAt(page, 'composer-undone');
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
      await lookAt(page, 'composer-draft-not-read');
      await page.unroute('**/draft');
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(() => reply().textContent()).toBe('From last time.eeee and on');
      await page.getByText('Draft saved').waitFor();
      expect(await page.getByRole('button', { name: /^Status/ }).textContent()).toContain('New');
    },
    limitMs,
  );
});

describe('a fast hand on a slow machine', () => {
  test.each([1, 2])(
    'loses no letter while draft and editor are still coming (%i)',
    async () => {
      const chrome = await here.context.newCDPSession(page);
      await chrome.send('Emulation.setCPUThrottlingRate', { rate: 10 });
      await begin('Good morning! eeee');
      await page.locator('[contenteditable="true"]').getByText('Good morning! eeee').waitFor();
      await chrome.detach();
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
      await lookAt(page, 'composer-without-editor');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('article').getByText('Plain words & no editor').waitFor();
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await page.unroute(chunk);
      // Unless a try of its own has just brought it.
      await page.evaluate(
        `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Load it again')?.click()`,
      );
      await page.locator('[contenteditable="true"]').getByText('Plain words & no editor').waitFor();
    },
    limitMs,
  );
});

describe('what is pasted and dropped', () => {
  const text = () => page.locator('[contenteditable="true"]');
  /** Not the one ProseMirror puts behind a picture at the end of a line. */
  const pictures = () => text().locator('img[src^="/api/v1/files/"]');
  const widthOf = (picture: Locator) =>
    // Runs in the browser, whose types the tests do not have.
    picture.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth);

  /** A picture on the real clipboard, as a screenshot tool leaves it there. */
  async function copyPicture(): Promise<void> {
    await here.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(`(async () => {
      const canvas = new OffscreenCanvas(900, 300);
      const paint = canvas.getContext('2d');
      paint.fillStyle = '#0f6b62';
      paint.fillRect(0, 0, 900, 300);
      paint.fillStyle = '#ffffff';
      paint.font = '60px sans-serif';
      paint.fillText('Settings › Bluetooth', 60, 170);
      const picture = await canvas.convertToBlob({ type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    })()`);
  }

  /** Drops or pastes these files onto the text, with what else the clipboard holds. */
  async function bring(how: 'drop' | 'paste', files: Record<string, string>, html = ''): Promise<void> {
    await page.evaluate(`(() => {
      const { how, files, html } = ${JSON.stringify({ how, files, html })};
      const transfer = new DataTransfer();
      for (const [name, type] of Object.entries(files)) transfer.items.add(new File([name], name, { type }));
      if (html) transfer.setData('text/html', html);
      const options = { bubbles: true, cancelable: true };
      document.querySelector('[contenteditable="true"]').dispatchEvent(how === 'drop'
        ? new DragEvent('drop', { ...options, dataTransfer: transfer })
        : new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
    })()`);
  }

  test(
    'a picture stands where it was pasted: in the draft, in the mail and in the conversation',
    async () => {
      await begin('Open this page:');
      await copyPicture();
      await text().click();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Control+V');
      await expect.poll(() => pictures().count()).toBe(1);
      await page.keyboard.type('Then switch it on.');
      await page.getByText('Draft saved').waitFor();
      await expect.poll(() => attached().count()).toBe(0);
      await page.reload();
      await text().getByText('Then switch it on.').waitFor();
      await expect.poll(() => widthOf(pictures())).toBe(900);
      await lookAt(page, 'composer-picture');
      const before = here.taken.length;
      await text().click();
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => here.taken.length).toBe(before + 1);
      const raw = here.taken[before]?.raw ?? '';
      expect(raw).toContain('multipart/related');
      const mail = parseMailSync(Buffer.from(raw, 'latin1'));
      const [, contentId = ''] =
        /Open this page:<img src="cid:([^"]+@ouraring\.com)" alt="[^"]*" width="640" \/>Then switch it on\./.exec(
          mail.html ?? '',
        ) ?? [];
      expect(mail.attachments.map((file) => [file.contentId, file.contentType, file.inline])).toEqual([
        [contentId, 'image/png', true],
      ]);
      const shown = page.frameLocator('iframe[title^="Message by"]').locator('img');
      await expect.poll(() => widthOf(shown)).toBe(900);
      await lookAt(page, 'composer-picture-sent');
    },
    limitMs,
  );

  test(
    'a picture taken out of the text does not go along, and comes back with an undo',
    async () => {
      await begin('');
      await copyPicture();
      await text().click();
      await page.keyboard.press('Control+V');
      await expect.poll(() => pictures().count()).toBe(1);
      // Changes within half a second are undone together.
      await page.getByText('Draft saved').waitFor();
      await page.keyboard.press('Backspace');
      await expect.poll(() => pictures().count()).toBe(0);
      const send = page.getByRole('button', { name: 'Send and wait' });
      await expect.poll(() => send.isDisabled()).toBe(true);
      await page.keyboard.press('Control+Z');
      await expect.poll(() => pictures().count()).toBe(1);
      await expect.poll(() => send.isDisabled()).toBe(false);
    },
    limitMs,
  );

  test(
    'other files become attachments, and copied cells stay words',
    async () => {
      await begin('Here they are. ');
      await text().waitFor();
      await bring('drop', { 'dropped.log': 'text/plain', 'dropped.png': 'image/png' });
      await isThere('dropped.log');
      await isThere('dropped.png');
      await bring('paste', { 'pasted.pdf': 'application/pdf' });
      await isThere('pasted.pdf');
      const cells =
        '<table><tr><td>Firmware</td><td>2.10.4</td></tr><tr><td>Ring</td><td>Gen3</td></tr></table>';
      await bring('paste', { 'cells.png': 'image/png' }, cells);
      await text().getByText('Firmware 2.10.4').waitFor();
      await expect.poll(() => text().getByRole('paragraph').count()).toBe(1);
      await expect.poll(() => attached().getByRole('listitem').count()).toBe(3);
      await lookAt(page, 'composer-files');
    },
    limitMs,
  );
});

test('nothing broke in the browser on the whole way', () => {
  expect(here.complaints).toEqual([]);
});
