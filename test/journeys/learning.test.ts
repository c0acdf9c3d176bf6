/**
 * A mail goes to the wrong team, an agent corrects it by one key and a letter, the desk trains, and the next similar mail goes
 * right. The page of the model shows what was learnt, and takes it back.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sees, seriousProblems, takePicture } from '#test/setup/browser.ts';
import {
  askDesk,
  openRelayDesk,
  openTicket,
  type RelayDesk,
  receiveMail,
  untilUnderstood,
} from '#test/setup/relay-desk.ts';

/** Training gives way to all else, which a busy machine has much of. */
const limitMs = 400_000;
let here: RelayDesk;
let page: Page;

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, `learning-failed-${task.name.slice(0, 30)}`);
});

afterAll(() => here?.close());

type Ticket = {
  number: number;
  team: { name: string } | null;
  events: { kind: string; actor: { name: string } }[];
};

const ask = <T>(path: string): Promise<T> => askDesk<T>(here, path);

/** The ticket, once its message was understood. */
async function understood(number: number): Promise<Ticket> {
  await untilUnderstood(here, number);
  return ask<Ticket>(`/tickets/${number}`);
}

/** Both widths and both colours; axe says nothing of narrow and dark, nor of wide and light; nothing scrolls sideways. */
async function look(name: string): Promise<void> {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${width}-${colorScheme}`);
      if ((width === 390) === (colorScheme === 'dark'))
        expect.soft(await seriousProblems(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
    }
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect.soft(sideways, `${name}, ${width} scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const sticker = {
  first: {
    subject: 'Sticker programme',
    text: 'Hello, our gym corner in Tampere wants the wellness sticker programme back. Whom do I ask about the sticker programme?',
  },
  next: {
    subject: 'Sticker programme for us',
    text: 'Hi, we run a gym corner in Oulu and want the wellness sticker programme. Whom do I ask about it?',
  },
};

test(
  'the page says what will come, before anybody corrected anything',
  async () => {
    await page.goto(`${here.desk.url}/settings/triage-model`);
    await page.getByRole('heading', { level: 1, name: 'Triage model' }).waitFor();
    await page.getByText('Nobody moved a ticket yet').waitFor();
    await page.getByText('Nothing was measured yet').waitFor();
    expect(await page.getByRole('button', { name: 'Retrain now' }).isDisabled()).toBe(true);
    await look('learning-empty');
  },
  limitMs,
);

test(
  'm and a letter move a ticket, Escape leaves, Undo takes it back, and the timeline says who did it',
  async () => {
    const number = await receiveMail(here, sticker.first);
    const before = (await understood(number)).team?.name;
    expect(before).not.toBe('Orders and shipping');
    await openTicket(here, number);
    await page.getByRole('button', { name: `Team: ${before}` }).waitFor();
    await page.keyboard.press('m');
    const sheet = page.getByRole('dialog', { name: `Move #${number} to which team?` });
    await sheet.getByText('here now').waitFor();
    await look('learning-move');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Team: ${before}` }).waitFor();
    await page.keyboard.press('m');
    await sheet.waitFor();
    await sees(page, `#${number} is with Orders and shipping now.`, () => page.keyboard.press('o'));
    await page.getByRole('button', { name: 'Team: Orders and shipping' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: `Team: ${before}` }).waitFor();
    await page.keyboard.press('m');
    await sheet.waitFor();
    await page.keyboard.press('o');
    await page.getByRole('button', { name: 'Team: Orders and shipping' }).waitFor();
    await page.getByText('Given to the team Orders and shipping.').first().waitFor();
    const { events } = await ask<Ticket>(`/tickets/${number}`);
    expect(events.findLast(({ kind }) => kind === 'team-changed')?.actor.name).not.toBe('Triage');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Move to a team, then its letter').waitFor();
    await page.keyboard.press('Escape');
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'after retraining the next similar mail goes where the person had put the first',
  async () => {
    // The page stands open while the correction is learnt.
    await page.goto(`${here.desk.url}/settings/triage-model`);
    const corrections = page.getByRole('region', { name: 'Recent corrections' });
    await corrections.getByRole('link', { name: /^#\d+$/ }).waitFor();
    await page.getByRole('button', { name: 'Retrain now' }).click();
    await page.getByRole('progressbar').waitFor();
    await takePicture(page, 'learning-training');
    await page.getByText('Version 1', { exact: true }).first().waitFor({ timeout: 300_000 });
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await page.getByText('Why it was adopted').click();
    await page.getByText(/held-back examples of the profile/).waitFor();
    const number = await receiveMail(here, sticker.next);
    expect((await understood(number)).team?.name).toBe('Orders and shipping');
    const { verdict } = await ask<{ verdict: { model: string } }>(`/tickets/${number}/facts`);
    expect(verdict.model).toBe('v1');
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'the page shows how right it is, by department and by topic, and what people put elsewhere',
  async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${here.desk.url}/settings/triage-model`);
    await page.getByRole('heading', { name: 'What was taken for what' }).waitFor();
    await page.setViewportSize({ width: 1440, height: 2600 });
    await takePicture(page, 'learning-page-tall');
    await look('learning-page');
    await page.getByRole('rowheader').getByRole('button').first().click();
    await page.getByRole('heading', { name: /What was taken for what: / }).waitFor();
    await page.getByRole('heading', { name: /What was taken for what: / }).scrollIntoViewIfNeeded();
    await look('learning-topics');
    await page.getByRole('button', { name: 'All departments' }).click();
    await page.getByText('As a table').click();
    await page
      .getByRole('region', { name: 'By week' })
      .getByRole('columnheader', { name: 'Put elsewhere' })
      .waitFor();
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'a correction can be left out of learning, and the version taken back',
  async () => {
    const corrections = page.getByRole('region', { name: 'Recent corrections' });
    await corrections
      .getByRole('button', { name: /Do not learn from/ })
      .first()
      .click();
    await corrections.getByText(/not learnt from, says/).waitFor();
    await page.getByRole('button', { name: 'Use The profile’s own' }).click();
    await page.getByText(/rests since a version was chosen by hand/).waitFor();
    const { inUse } = await ask<{ inUse: { number: number } }>('/triage-model');
    expect(inUse.number).toBe(0);
    await page.route('**/api/v1/triage-model', (route) => route.abort());
    await page.reload();
    await page.getByText('Mail is judged as before.').waitFor({ timeout: 60_000 });
    await look('learning-error');
    await page.unroute('**/api/v1/triage-model');
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'in the list m moves the selected tickets at once, and Undo gives each back',
  async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${here.desk.url}/inbox/all`);
    await expect.poll(() => page.getByRole('main').getByText('Anna Keller').count()).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Select all shown' }).click();
    await page.getByText('2 tickets selected').waitFor();
    await page.locator('body').press('m');
    await page.getByRole('dialog', { name: 'Move 2 tickets to which team?' }).waitFor();
    await look('learning-move-many');
    await sees(page, '2 tickets are with Billing and accounts now.', () => page.keyboard.press('b'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(async () =>
        (await ask<{ tickets: Ticket[] }>('/tickets?view=all')).tickets.map(({ team }) => team?.name),
      )
      .toEqual(['Orders and shipping', 'Orders and shipping']);
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);
