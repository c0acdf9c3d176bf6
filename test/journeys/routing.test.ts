/**
 * A lead has tickets given: a German mail about syncing goes to whoever speaks German and knows it, with the reason in its timeline;
 * she goes away, it goes to the next, and what waits is given when somebody is back.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dialog, hasFocus } from '#test/setup/admin-browser.ts';
import { seriousProblems, takePicture } from '#test/setup/browser.ts';
import {
  lookAt,
  openRelayDesk,
  openTicket,
  type RelayDesk,
  receiveMail,
  signIn,
} from '#test/setup/relay-desk.ts';

const limitMs = 180_000;
let here: RelayDesk;
let page: Page;
let mira: { context: BrowserContext; page: Page };

type Made = { agent: { id: string }; signInLink: string };

async function api<T>(method: 'get' | 'post' | 'put' | 'patch', path: string, data?: object): Promise<T> {
  const reply = await here.context.request[method](`${here.desk.url}/api/v1${path}`, data ? { data } : {});
  expect(reply.ok(), `${method} ${path}: ${await reply.text()}`).toBe(true);
  return (await reply.json()) as T;
}

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
  const { teams } = await api<{ teams: { id: string; key: string }[] }>('get', '/workspace');
  const technical = teams.find(({ key }) => key === 'technical')?.id ?? '';
  const invite = (name: string): Promise<Made> =>
    api('post', '/agents', {
      name,
      email: `${name.toLowerCase().replace(' ', '.')}@desk.example`,
      role: 'agent',
      teamIds: [technical],
    });
  const { signInLink } = await invite('Mira Sommer');
  mira = await signIn(here.browser, signInLink, here.complaints);
  const ben = await invite('Ben Osei');
  const other = await signIn(here.browser, ben.signInLink, here.complaints);
  await other.context.close();
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await takePicture(page, `routing-failed-${task.name.slice(0, 30)}`);
  await takePicture(mira.page, `routing-failed-mira-${task.name.slice(0, 30)}`);
});

afterAll(() => here?.close());

const settings = async (of: Page, area: string) => {
  await of.goto(`${here.desk.url}/settings/${area}`);
  await of.getByRole('main').getByRole('heading').first().waitFor();
};
const choose = async (of: Page, label: string | RegExp, option: string) => {
  await of.getByRole('combobox', { name: label, exact: true }).click();
  await of.getByRole('option', { name: option, exact: true }).click();
};

test(
  'an agent says in “You” which languages she speaks and when she works, by keyboard, too',
  async () => {
    const own = mira.page;
    await settings(own, 'you');
    await choose(own, 'Languages you answer in', 'German');
    await own.keyboard.press('Escape');
    const byPlan = own.getByRole('switch', { name: 'Works at set hours' });
    await byPlan.focus();
    await own.keyboard.press('Space');
    await own.getByLabel('Monday from').waitFor();
    await lookAt(own, 'routing-you');
    await own.getByRole('button', { name: 'Add hours on Saturday' }).click();
    await own.getByLabel('Saturday from').fill('22:00');
    await own.getByLabel('Saturday to').fill('06:00');
    await own.getByRole('button', { name: 'Remove these hours of Saturday' }).click();
    await byPlan.focus();
    await own.keyboard.press('Space');
    await own.getByRole('button', { name: 'Save hours and languages' }).click();
    await own.getByText('Your hours and languages are saved.').waitFor();
    await own.reload();
    await own.getByText('German', { exact: true }).first().waitFor();
  },
  limitMs,
);

test(
  'a lead gives her a skill, sees who would get the next German ticket about syncing and why, and switches it on',
  async () => {
    await settings(page, 'routing');
    await lookAt(page, 'routing-off');
    const change = page.getByRole('button', { name: 'Change how Mira Sommer works' });
    await change.click();
    await dialog(page).getByRole('button', { name: 'Add a skill' }).click();
    await choose(page, 'Skill 1', 'Syncing');
    await lookAt(page, 'routing-person');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved how Mira Sommer works.').waitFor();
    await hasFocus(change);
    await page.getByRole('button', { name: 'Change Technical support' }).click();
    await choose(page, 'How tickets find their person', 'In turn');
    await choose(page, /^About/, 'Syncing');
    await choose(page, /^In$/, 'German');
    const preview = page.getByRole('region', { name: 'Who gets the next ticket' });
    await preview
      .getByText(/Speaks German, knows Syncing, had none yet, 1 of 10 tickets with this one\./)
      .waitFor();
    await preview.getByText('could: does not speak German, 0 of 10 tickets').waitFor();
    await lookAt(page, 'routing-policy');
    await preview.scrollIntoViewIfNeeded();
    await takePicture(page, 'routing-preview');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('In turn, 10 tickets at most').waitFor();
  },
  limitMs,
);

const german = {
  subject: 'Ring synchronisiert nicht mehr',
  text: [
    'Guten Tag,',
    '',
    'seit dem Update auf Firmware 2.10.4 synchronisiert mein Oura Ring Gen3 nicht mehr mit der App auf meinem iPhone 14.',
    '',
    'Viele Grüße',
    'Anna Keller',
  ].join('\n'),
};
let number = 0;

test(
  'a German mail about syncing goes to the German speaker, with the reason in the timeline',
  async () => {
    number = await receiveMail(here, german);
    await openTicket(here, number);
    await page.getByText('Given to Mira Sommer.').waitFor();
    await page
      .getByText(/Speaks German, knows Syncing, had none yet, 1 of 10 tickets with this one\./)
      .waitFor();
    await page.getByRole('button', { name: 'Assignee: Mira Sommer' }).waitFor();
    await lookAt(page, 'routing-timeline');
  },
  limitMs,
);

test(
  'she goes away: it goes back and on to the next; when all are away it waits, and is given when she is back',
  async () => {
    const own = mira.page;
    await settings(own, 'you');
    await own.getByRole('button', { name: 'Set me away…' }).focus();
    await own.keyboard.press('Enter');
    await own.getByRole('menuitem', { name: 'Until I say so' }).click();
    await own.getByRole('button', { name: 'I am back' }).waitFor();
    await takePicture(own, 'routing-away');
    expect.soft(await seriousProblems(own)).toEqual([]);
    await page.getByText('Back in the queue. Mira Sommer is away.').waitFor();
    await page.getByText('Given to Ben Osei.').waitFor();
    await settings(page, 'routing');
    await page.getByRole('button', { name: 'Set Ben Osei away' }).click();
    await page.getByRole('menuitem', { name: 'For a week' }).click();
    await page.getByRole('list', { name: 'Waiting in Technical support' }).getByText(`#${number}`).waitFor();
    await page.getByText('Ben Osei is away until').first().waitFor();
    await lookAt(page, 'routing-waiting');
    await own.getByRole('button', { name: 'I am back' }).click();
    await own.getByText('Welcome back.').waitFor();
    await openTicket(here, number);
    await page.getByRole('button', { name: 'Assignee: Mira Sommer' }).waitFor();
    await takePicture(page, 'routing-back');
  },
  limitMs,
);

test('nothing broke in any browser on the whole way', () => {
  expect(here.complaints).toEqual([]);
});
