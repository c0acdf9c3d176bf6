/**
 * The ticket screen on a living desk with a relay: merge and unmerge, send later, status with an answer, a second agent,
 * pictures, a delivery that fails; and that every page holds from a phone to the widest screen.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sees, seriousProblems, takePicture } from '#test/setup/browser.ts';
import {
  lookAt,
  openRelayDesk,
  openTicket,
  type RelayDesk,
  receiveMail,
  signIn,
} from '#test/setup/relay-desk.ts';

const limitMs = 120_000;

let here: RelayDesk;
let page: Page;
/** A real picture: what the browser shows at the start. */
let screenshot: Buffer;

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
  screenshot = await page.screenshot();
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await takePicture(page, `ticket-screen-failed-${task.name.slice(0, 30)}`);
});

afterAll(() => here?.close());

const reply = () => page.getByRole('textbox', { name: 'Reply' });
const messageOf = (text: string): Locator => page.getByRole('article').filter({ hasText: text });
const statusButton = () => page.getByRole('button', { name: /^Status/ });

async function write(number: number, text: string): Promise<void> {
  await openTicket(here, number);
  await page.getByRole('button', { name: /^Reply to/ }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type(text);
  await page.locator('[contenteditable="true"]').getByText(text).waitFor();
}

async function chooseSending(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'More ways to send' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test(
  'two tickets are merged into one, and parted again',
  async () => {
    const stays = await receiveMail(here, { subject: 'The ring is lost in the post' });
    const goes = await receiveMail(here, {
      subject: 'Where is my parcel?',
      from: 'Ben Ode <ben.ode@customers.example.net>',
    });
    await openTicket(here, goes);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Merge/ }).click();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox', { name: 'Number of the ticket that stays' });
    await field.fill(String(goes));
    await dialog.getByText('This is the ticket itself').waitFor();
    await field.fill('999999');
    await dialog.getByText('There is no ticket #999999.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Merge', exact: true }).isDisabled()).toBe(true);
    await field.fill(`#${stays}`);
    await dialog.getByText('Another person wrote that ticket').waitFor();
    await lookAt(page, 'ticket-screen-merge');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.waitForURL(`${here.desk.url}/tickets/${stays}`);
    await page.getByText(`came with #${goes}, merged into #${stays}`).first().waitFor();
    await takePicture(page, 'ticket-screen-merged');
    await page.goto(`${here.desk.url}/tickets/${goes}`);
    await page.getByText(`#${goes} was merged into this ticket`).first().waitFor();
    const undo = page.getByRole('button', { name: 'Undo the merge' });
    // On a slow line the live refresh takes the button away before the answer to its click is here.
    await page.route('**/unmerge', async (route) => {
      const response = await route.fetch();
      await undo.waitFor({ state: 'detached' });
      await route.fulfill({ response });
    });
    await sees(page, `#${goes} is a ticket of its own again.`, () => undo.click());
    await page.unroute('**/unmerge');
    await page.getByText('Where is my parcel?').first().waitFor();
    await openTicket(here, stays);
    await expect.poll(() => page.getByText(`came with #${goes}`).count()).toBe(0);
  },
  limitMs,
);

test(
  'status, person and tag are chosen by keyboard alone',
  async () => {
    await openTicket(here, await receiveMail(here, { subject: 'Who takes this?' }));
    const focused = () => page.locator(':focus');
    await page.keyboard.press('a');
    await page.getByRole('textbox', { name: 'Find a person' }).waitFor();
    await expect.poll(() => focused().getAttribute('aria-label')).toBe('Find a person');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.keyboard.type('adm');
    await page.getByRole('option', { name: /Admin/ }).and(page.locator('[data-combobox-selected]')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Assignee: Admin' }).waitFor();
    await expect.poll(() => focused().getAttribute('aria-label')).toBe('Assignee: Admin');
    await statusButton().focus();
    await page.keyboard.press('Enter');
    // New is where it is, so the first that it can become has the focus.
    await expect.poll(() => focused().textContent()).toBe('Open');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => statusButton().textContent()).toContain('Open');
    await page.getByRole('button', { name: 'Tag: add one' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('New tag, then Enter').waitFor();
    expect.soft(await seriousProblems(page)).toEqual([]);
    await expect.poll(() => focused().getAttribute('maxlength')).toBe('60');
    await page.keyboard.type('firmware');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove tag firmware' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused().getAttribute('aria-label')).toBe('Tag: add one');
  },
  limitMs,
);

describe('an answer', () => {
  test(
    'that is to leave later is seen waiting, and comes back into the draft',
    async () => {
      const number = await receiveMail(here, { subject: 'Can you write on Monday?' });
      await write(number, 'Good morning!');
      await page.getByRole('button', { name: 'More ways to send' }).click();
      await page.getByRole('menuitem', { name: 'Tomorrow morning' }).waitFor();
      await takePicture(page, 'ticket-screen-send-menu');
      expect.soft(await seriousProblems(page)).toEqual([]);
      await page.getByRole('menuitem', { name: 'Choose a time' }).click();
      const dialog = page.getByRole('dialog', { name: 'Send later' });
      const time = dialog.getByLabel('When it should leave');
      await time.fill('2020-01-01T09:00');
      await dialog.getByText('Choose a time that is still to come').waitFor();
      expect(await dialog.getByRole('button', { name: 'Schedule' }).isDisabled()).toBe(true);
      await time.fill('2099-01-05T09:30');
      await lookAt(page, 'ticket-screen-send-later');
      await dialog.getByRole('button', { name: 'Schedule' }).click();
      const waiting = messageOf('Good morning!');
      await waiting
        .getByText(/Scheduled|later/i)
        .first()
        .waitFor();
      await lookAt(page, 'ticket-screen-scheduled');
      await page.keyboard.press('r');
      await page.keyboard.type('And more.');
      await sees(page, 'Taken back; the text is in your draft.', () =>
        waiting.getByRole('button', { name: 'Take back' }).click(),
      );
      await expect.poll(() => reply().textContent()).toBe('Good morning!And more.');
      await expect.poll(() => messageOf('Good morning!').count()).toBe(0);
    },
    limitMs,
  );

  test(
    'sets the status that was chosen with it',
    async () => {
      const number = await receiveMail(here, { subject: 'Thank you, it works' });
      await write(number, 'Glad to hear it.');
      await chooseSending('Send, then resolved');
      await messageOf('Glad to hear it.').waitFor();
      // The composer is closed and holds nothing of it any more.
      await page.getByRole('button', { name: /^Reply to/ }).waitFor();
      await expect.poll(() => statusButton().textContent()).toContain('Resolved');
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await expect.poll(() => statusButton().textContent()).toContain('New');
    },
    limitMs,
  );

  test(
    'the relay refuses says why, and leaves when it is tried again',
    async () => {
      const address = 'full.box@customers.example.net';
      const number = await receiveMail(here, { subject: 'Nothing arrives', from: `Cleo Full <${address}>` });
      here.refused.add(address);
      await write(number, 'Does this arrive?');
      await page.keyboard.press('Control+Enter');
      const message = messageOf('Does this arrive?');
      const trouble = message.getByRole('alert');
      await trouble.waitFor();
      expect(await trouble.textContent()).toMatch(/550|No such user/);
      await lookAt(page, 'ticket-screen-failed');
      here.refused.delete(address);
      await trouble.getByRole('button', { name: 'Try again' }).click();
      // Nobody has this mailbox, said the relay a moment ago: the agent is asked.
      await page.getByRole('dialog').getByRole('button', { name: 'Yes, send it all the same' }).click();
      await message.getByText('Accepted').waitFor();
      await trouble.waitFor({ state: 'detached' });
      expect(here.taken.filter(({ raw }) => raw.includes('Does this arrive?'))).toHaveLength(1);
    },
    limitMs,
  );
});

test(
  'two agents see each other: who looks, and who writes',
  async () => {
    const number = await receiveMail(here, { subject: 'Both of you?' });
    const link = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/agents', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'journey-second-agent' },
        body: JSON.stringify({ name: 'Otto Second', email: 'otto@desk.example', role: 'agent' }),
      });
      return ((await answer.json()) as { signInLink: string }).signInLink;
    });
    const other = await signIn(here.browser, new URL(link, here.desk.url).href, here.complaints);
    await openTicket(here, number);
    await openTicket({ ...here, page: other.page }, number);
    await other.page.getByRole('button', { name: /^Reply to/ }).waitFor();
    await page.getByText('Otto Second is here').waitFor();
    await other.page.getByText('Admin is here').waitFor();
    await takePicture(page, 'ticket-screen-presence');
    await sees(page, 'Otto Second is typing', async () => {
      await other.page.keyboard.press('r');
      await other.page.keyboard.type('I answer this one');
    });
    await takePicture(page, 'ticket-screen-typing');
    await other.page.goto(`${here.desk.url}/inbox/open`);
    await page.getByText('Otto Second is').waitFor({ state: 'detached' });
    await other.context.close();
  },
  limitMs,
);

test(
  'pictures of a mail are seen large, one after the other, by keyboard',
  async () => {
    const number = await receiveMail(here, {
      subject: 'Three pictures',
      attachments: ['front.png', 'back.png', `${'very-long-name-'.repeat(8)}.png`].map((filename) => ({
        filename,
        content: screenshot,
      })),
    });
    await openTicket(here, number);
    await page.getByRole('button', { name: 'front.png' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: 'front.png' }).waitFor();
    await lookAt(page, 'ticket-screen-gallery');
    await page.keyboard.press('ArrowRight');
    await dialog.getByRole('img', { name: 'back.png' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await dialog.getByText('3 of 3').waitFor();
    await takePicture(page, 'ticket-screen-gallery-long');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.getByRole('button', { name: 'front.png' }).evaluate((one) => one.matches(':focus')))
      .toBe(true);
  },
  limitMs,
);

describe('from a phone to the widest screen', () => {
  let number = 0;

  beforeAll(async () => {
    const word = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(5);
    number = await receiveMail(here, {
      subject: `${word} fährt`,
      from: `${'Maximiliane '.repeat(12)}<${'long.'.repeat(11)}name@customers.example.net>`,
      cc: Array.from({ length: 12 }, (_, at) => `Person Number ${at} <person.${at}@customers.example.net>`),
      text: `${word}\n\nhttps://example.com/${'path/'.repeat(60)}\n\nشكرا جزيلا لكم على المساعدة\n\n${'A sentence that goes on and on. '.repeat(40)}`,
      attachments: [{ filename: `${'protocol-'.repeat(20)}.log`, content: 'x' }],
    });
    await receiveMail(here, {
      subject: 'A wide table',
      html: `<table width="1400"><tr>${'<td width="200" bgcolor="#eeeeee">A cell of a wide table</td>'.repeat(7)}</tr></table><img src="https://example.com/x.png" width="1200" height="200"><img src="cid:gone">`,
    });
  }, limitMs);

  test.each([390, 768, 1280, 1920, 2560])(
    '%i pixels hold the longest words',
    async (width) => {
      await page.setViewportSize({ width, height: width < 500 ? 844 : width < 1900 ? 900 : 1200 });
      await openTicket(here, number);
      const check = async (name: string): Promise<void> => {
        await takePicture(page, `ticket-screen-${name}-${width}`);
        await expect.poll(() => beyond(page), { message: `${name} at ${width}` }).toEqual([]);
      };
      await check('long');
      await page.getByRole('button', { name: /^Reply to/ }).waitFor();
      await page.keyboard.press('r');
      await page.locator('[contenteditable="true"]').waitFor();
      await check('long-writing');
      expect.soft(await seriousProblems(page)).toEqual([]);
      await page.goto(`${here.desk.url}/inbox/all?ticket=${number}`);
      await page.locator('[data-ticket]').first().waitFor();
      await check('inbox');
      await page.goto(`${here.desk.url}/inbox/all`);
      await page.locator('[data-ticket]').first().waitFor();
      await page.keyboard.press('c');
      await page.getByRole('dialog').waitFor();
      await check('new-ticket');
    },
    limitMs,
  );
});

/** What stands out of the window to the side, one line each. */
async function beyond(on: Page): Promise<string[]> {
  return on.evaluate<string[]>(`[...document.querySelectorAll('body *')].flatMap((element) => {
    const box = element.getBoundingClientRect();
    if (element.tagName === 'ASIDE' && element.scrollWidth > element.clientWidth + 1) return ['the panel'];
    if (box.width === 0 || box.height === 0 || (box.right <= innerWidth + 1 && box.left >= -1)) return [];
    for (let up = element.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') return [];
    }
    return [element.outerHTML.slice(0, 120)];
  }).slice(0, 5)`);
}

test('nothing broke in the browser on the whole way', () => {
  expect(here.complaints).toEqual([]);
});
