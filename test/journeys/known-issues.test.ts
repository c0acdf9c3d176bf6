/**
 * Two customers have the same problem: by one key each their tickets come together, and the counts tell which firmware it
 * is. A lead previews what an issue would be proposed for, and makes one of what rises. By keyboard.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seriousProblems, takePicture } from '#test/setup/browser.ts';
import {
  askDesk,
  openRelayDesk,
  openTicket,
  type RelayDesk,
  receiveMail,
  untilUnderstood,
} from '#test/setup/relay-desk.ts';

const limitMs = 240_000;
let here: RelayDesk;
let page: Page;

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
  page.setDefaultTimeout(60_000);
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, `known-issues-failed-${task.name.slice(0, 30)}`);
});

afterAll(() => here?.close());

const sizes = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } } as const;

/** Both widths in both colours; axe has nothing serious to say, and nothing scrolls sideways. */
async function look(name: string, narrow: () => Promise<unknown> = async () => undefined): Promise<void> {
  for (const width of [390, 1440] as const) {
    await page.setViewportSize(sizes[width]);
    if (width === 390) await narrow();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${width}-${colorScheme}`);
      expect.soft(await seriousProblems(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
    }
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect.soft(sideways, `${name}, ${width} scrolls sideways`).toBeLessThanOrEqual(0);
  }
}

const ask = <T>(path: string): Promise<T> => askDesk<T>(here, path);

type Problems = { errors: { id: string }[]; issues: { number: number; state: string }[] };

/** Waits until what the desk thinks of the ticket is so. */
async function untilProblems(number: number, is: (problems: Problems) => boolean): Promise<void> {
  await expect
    .poll(async () => is(await ask<Problems>(`/tickets/${number}/problems`)), { timeout: 60_000 })
    .toBe(true);
}

async function understood(number: number): Promise<void> {
  await untilUnderstood(here, number);
}

const panel = () => page.getByRole('complementary', { name: 'About this ticket' });
let count = 0;

async function mail(subject: string, text: string): Promise<number> {
  count += 1;
  const number = await receiveMail(here, {
    from: `Customer ${count} <customer${count}@customers.example.net>`,
    subject,
    text,
  });
  await understood(number);
  return number;
}

const sync = (firmware: string) =>
  `Hello, my Oura Ring Gen3 does not sync with the app any more since the update to firmware ${firmware}. My Pixel 8 says "Bluetooth connection failed" (error 133). Thanks`;

test(
  'a known error stands beside the ticket, and its remedy goes into the answer',
  async () => {
    const number = await mail('Ring does not sync', sync('2.10.4'));
    await untilProblems(number, ({ errors }) => errors.length > 0);
    await page.setViewportSize(sizes[1440]);
    await openTicket(here, number);
    const errors = panel().getByRole('region', { name: 'Known errors' });
    await errors.getByText('The phone could not open a connection to the ring.').waitFor();
    await errors.getByText(/Put the ring on its charger/).waitFor();
    await errors.getByRole('button', { name: /Put into the answer/ }).focus();
    await page.keyboard.press('Enter');
    const editor = page.getByRole('textbox', { name: 'Reply' });
    await editor.getByText('Please put the ring on its charger, next to the phone, for a minute.').waitFor();
    await errors.getByText(/^Why/).click();
    await errors.getByText(/Help article/).waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();
    await look('known-error', () => page.getByRole('button', { name: 'About this ticket' }).click());
    await page.setViewportSize(sizes[1440]);
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'the first ticket makes a known issue by one key, the second is linked by one key',
  async () => {
    const first = await mail('No sync since Tuesday', sync('2.10.4'));
    await openTicket(here, first);
    await panel().getByRole('region', { name: 'Known errors' }).waitFor();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('There is no open known issue yet.').waitFor();
    await dialog.getByRole('button', { name: /New known issue from this ticket/ }).focus();
    await page.keyboard.press('Enter');
    const title = dialog.getByRole('textbox', { name: 'Title' });
    await title.fill('Syncing stops after firmware 2.10.4');
    await dialog.getByText('firmware 2.10.4').waitFor();
    await takePicture(page, 'known-issue-from-ticket');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await panel()
      .getByRole('region', { name: 'Known issue', exact: true })
      .getByText('Syncing stops after')
      .waitFor();

    const second = await mail('App cannot find my ring', sync('2.10.4'));
    await untilProblems(second, ({ issues }) => issues.some(({ state }) => state === 'proposed'));
    await openTicket(here, second);
    const proposed = panel().getByRole('region', { name: 'Proposed known issues' });
    await proposed.getByText('Firmware 2.10.4', { exact: true }).waitFor();
    await look('known-issue-proposed', () => page.getByRole('button', { name: 'About this ticket' }).click());
    await page.setViewportSize(sizes[1440]);
    await page.locator('body').press('s');
    await panel()
      .getByRole('region', { name: 'Known issue', exact: true })
      .getByText(/linked by/)
      .waitFor();
    await page.getByText(`#${second} is linked to KI-1.`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await proposed.getByRole('button', { name: 'Same problem as KI-1' }).focus();
    await page.keyboard.press('Enter');
    await panel().getByRole('button', { name: 'Unlink KI-1' }).waitFor();
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'a third is chosen by hand among open issues, a fourth is told apart for good',
  async () => {
    const third = await mail(
      'Sync again',
      'My ring does not sync with the app. Firmware 2.9.1, please help.',
    );
    await openTicket(here, third);
    await panel().getByText('No known error and no known issue fits.').waitFor();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Syncing stops after/ }).waitFor();
    await takePicture(page, 'known-issue-chooser');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.keyboard.type('syncing');
    await page.keyboard.press('Enter');
    await panel().getByRole('button', { name: 'Unlink KI-1' }).waitFor();

    const fourth = await mail('It fails', sync('2.10.4'));
    await untilProblems(fourth, ({ issues }) => issues.length > 0);
    await openTicket(here, fourth);
    await panel().getByRole('button', { name: 'Not KI-1' }).focus();
    await page.keyboard.press('Enter');
    await panel().getByRole('button', { name: 'Not KI-1' }).waitFor({ state: 'detached' });
    await page.reload();
    await panel().getByRole('region', { name: 'Known errors' }).waitFor();
    expect(await panel().getByRole('region', { name: 'Proposed known issues' }).count()).toBe(0);
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'the counts tell which firmware it is',
  async () => {
    await page.goto(`${here.desk.url}/known-issues`);
    await page.getByRole('heading', { name: 'One problem, many tickets' }).waitFor();
    await look('known-issues-list');
    await page.setViewportSize(sizes[1440]);
    await page.locator('body').press('j');
    await page.getByRole('heading', { name: 'Syncing stops after firmware 2.10.4' }).waitFor();
    const firmware = page.getByRole('table', { name: 'Tickets by firmware' });
    await expect
      .poll(() => firmware.getByRole('row', { name: /^2\.10\.4/ }).textContent())
      .toMatch(/2\.10\.4\s*2\s*2 open/);
    await expect
      .poll(() => firmware.getByRole('row', { name: /^2\.9\.1/ }).textContent())
      .toMatch(/2\.9\.1\s*1\s*1 open/);
    await page.getByRole('table', { name: 'Tickets by device' }).getByText('Gen3').waitFor();
    await page.getByRole('button', { name: 'As a table' }).click();
    await page.getByRole('cell', { name: '3', exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'As columns' }).click();
    await page.getByText('Proposed 1').waitFor();
    await look('known-issue-detail');
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'a lead sees which recent tickets would be proposed before saving',
  async () => {
    await page.setViewportSize(sizes[1440]);
    await page.getByRole('link', { name: 'Edit' }).focus();
    await page.keyboard.press('Enter');
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await preview.getByText(/^4 of the last 5 tickets would be proposed/).waitFor();
    await preview.getByText('linked already').first().waitFor();
    await preview.getByText('somebody said no').waitFor();
    await page.getByRole('textbox', { name: 'Firmware' }).fill('latest');
    await preview.getByText('“latest” is no version').waitFor();
    await page.getByRole('textbox', { name: 'Firmware' }).fill('2.9 to 2.10.6');
    await preview.getByText(/^\d of the last 5 tickets would be proposed/).waitFor();
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Workaround');
    await page
      .getByRole('textbox', { name: 'Workaround in English' })
      .fill('Please restart the ring.\n\nThen open the app.');
    await page.getByRole('textbox', { name: 'Internal notes' }).fill('The bond is lost by the update.');
    await look('known-issue-editor');
    await page.setViewportSize(sizes[1440]);
    await page.getByRole('button', { name: 'Save', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Firmware changed from 2.10.4 to 2.9 to 2.10.6.').waitFor();
    await page.getByText('The bond is lost by the update.').waitFor();
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'what rises without a known issue is proposed, and made one',
  async () => {
    for (let at = 0; at < 5; at += 1)
      await mail(
        `Paying fails ${at}`,
        'Hello, my payment for the membership is declined: "Your card has expired". What now?',
      );
    await page.goto(`${here.desk.url}/known-issues`);
    const rising = page.getByRole('region', { name: 'Maybe a new problem' });
    await expect
      .poll(
        async () => {
          await page.reload();
          await page.getByRole('heading', { name: 'Known issues' }).waitFor();
          return rising.count();
        },
        { timeout: 60_000 },
      )
      .toBe(1);
    await rising.getByText(/5 tickets in 3 days/).waitFor();
    await look('known-issues-rising');
    await page.setViewportSize(sizes[1440]);
    await rising.getByRole('link', { name: /Make it a known issue/ }).focus();
    await page.keyboard.press('Enter');
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await preview.getByText(/^5 of the last 10 tickets would be proposed/).waitFor();
    await page.getByRole('button', { name: 'Make it a known issue' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Reported.').waitFor();
    await page.getByText('Proposed 5').waitFor({ timeout: 60_000 });
    expect(await rising.count()).toBe(0);
    const exported = await ask<{ brand: string; issues: { number: number }[] }>('/known-issues/export');
    expect(exported.issues.map(({ number }) => number)).toEqual([1, 2]);
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'several tickets of the inbox are linked at once, and what cannot be read says so',
  async () => {
    await page.goto(`${here.desk.url}/inbox/open`);
    await page
      .getByRole('link', { name: /Paying fails 4|card|Payment/i })
      .first()
      .waitFor();
    await page.locator('body').press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Same problem…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Which known issue?' }).click();
    await page.getByRole('option', { name: /KI-2/ }).click();
    await takePicture(page, 'known-issue-many');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Link them' }).click();
    await page.getByText('2 tickets linked to KI-2.').waitFor();
    await page.route('**/api/v1/known-issues?*', (route) => route.abort());
    await page.goto(`${here.desk.url}/known-issues/999`);
    await page.getByText('There is no KI-999').waitFor();
    await page.getByRole('button', { name: 'Try again' }).first().waitFor({ timeout: 60_000 });
    await takePicture(page, 'known-issues-error');
    await page.unroute('**/api/v1/known-issues?*');
  },
  limitMs,
);
