/**
 * What helps an agent answer well, by keyboard alone: an angry mail is told calmly first, what is missing is asked for by
 * one key and not twice, the draft gets quiet hints, and what changed when stands beside the conversation.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { seriousProblems, takePicture } from '#test/setup/browser.ts';
import {
  askDesk,
  lookAt,
  openRelayDesk,
  openTicket,
  type RelayDesk,
  receiveMail,
  untilUnderstood,
  wide,
} from '#test/setup/relay-desk.ts';

const limitMs = 150_000;
let here: RelayDesk;
let page: Page;

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
}, limitMs);

beforeEach(() => page.setViewportSize(wide));

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, `answering-failed-${task.name.slice(0, 30)}`);
});

afterAll(() => here?.close());

type Understood = {
  verdict: { tone: string; priority: string } | null;
  completeness: { missing: { key: string; asked: { how: string } | null }[] } | null;
};

const ask = <T>(path: string): Promise<T> => askDesk<T>(here, path);

const factsOf = (number: number) => ask<Understood>(`/tickets/${number}/facts`);

async function askedBy(number: number, who: string): Promise<string[]> {
  const missingNow = (await factsOf(number)).completeness?.missing ?? [];
  return missingNow.filter(({ asked }) => asked?.how === who).map(({ key }) => key);
}

async function understood(mail: Parameters<typeof receiveMail>[1]): Promise<number> {
  const number = await receiveMail(here, mail);
  await untilUnderstood(here, number);
  return number;
}

const panel = () => page.getByRole('complementary', { name: 'About this ticket' });
const summary = () => page.getByRole('region', { name: 'In short' });
const hints = () => page.getByRole('list', { name: 'Hints on your answer' });
const reply = () => page.getByRole('textbox', { name: 'Reply' });
const missing = () => panel().getByRole('region', { name: 'What is missing' });

const full = [
  'I bought my Ring Gen3 in silver, size 9, on 14 March 2026, order SO-2B45K9QD, serial number 2A1B3C4D5E6F.',
  'We flew to Japan in October. I dropped the ring on 3 November, and on 10 November I updated to firmware 2.10.4.',
  'Since 12 November it does not sync, every night. The app version is 5.3.1 on a Samsung Galaxy S24 Ultra with Android 15.',
  'It says "The connection to your ring was lost unexpectedly while the data of the last nights was being transferred, please move closer to your phone and try again later (E-1042)". Later error code E-2210, then error code E-3317 and error code 133.',
  'It also said "تعذر الاتصال بالخاتم، يرجى المحاولة مرة أخرى".',
  'I restarted the app, no change. I restarted the phone, no change. I reinstalled the app, it worked for one day. I toggled Bluetooth, no change.',
  'I forgot the ring in the Bluetooth settings, no change. I charged it fully, no change. I cleaned the ring, no change. I did a factory reset, it got worse.',
  'I logged out and in again, nothing changed. I tried another phone, no change. I changed the charger, no change. I updated the app, no change.',
  'I was charged 5.99 EUR twice. I need it by 1 December, before my marathon.',
].join('\n\n');

const angry = [
  'THIS IS RIDICULOUS!!! I AM SO FED UP WITH YOU PEOPLE.',
  'Since the update to firmware 2.10.4 last week my Ring Gen3 does not sync with my iPhone 14.',
  'I restarted the app and nothing changed. I reinstalled the app, it worked for one day.',
  'When will this be fixed? I WANT MY MONEY BACK NOW.',
].join('\n');

test(
  'an angry mail is told calmly first; its words are whole and one key away, and its place is that of a calm one',
  async () => {
    const number = await understood({ subject: 'Nothing syncs since the update', text: angry });
    const calm = await understood({
      subject: 'Nothing syncs since my update',
      text: angry.split('\n')[1] ?? '',
    });
    const [loud, quiet] = await Promise.all([
      ask<{ priority: string; team: unknown }>(`/tickets/${number}`),
      ask<{ priority: string; team: unknown }>(`/tickets/${calm}`),
    ]);
    expect([loud.priority, loud.team]).toEqual([quiet.priority, quiet.team]);
    await openTicket(here, number);
    await summary().getByText('A refund').waitFor();
    await summary().getByText('Ring Gen3', { exact: true }).waitFor();
    await summary().getByText('Reinstall app: helped for a while').waitFor();
    expect(await page.getByText('FED UP WITH YOU PEOPLE').isVisible()).toBe(false);
    await lookAt(page, 'answering-calm');
    await page.keyboard.press('w');
    await page.getByText('FED UP WITH YOU PEOPLE').waitFor();
    await takePicture(page, 'answering-calm-open');
    await page.keyboard.press('w');
    await page.getByText('FED UP WITH YOU PEOPLE').waitFor({ state: 'hidden' });
    await summary()
      .getByRole('button', { name: /^A refund/ })
      .focus();
    await page.keyboard.press('Enter');
    await page.locator('mark').getByText('I WANT MY MONEY BACK NOW').waitFor();
    await takePicture(page, 'answering-calm-shown');
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'a draft that blames, asks for what is known and leaves a question open gets hints, which go when dismissed',
  async () => {
    const number = await understood({
      subject: 'Ring and parcel',
      text: 'My Ring Gen3 with firmware 2.10.4 does not sync. When will my parcel with the new charger arrive?',
    });
    await openTicket(here, number);
    await page.getByRole('button', { name: /^Reply to/ }).waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type(
      'Hello Anna,\nyou should have updated it. Which firmware version does your ring have?',
    );
    await hints().getByText('“you should have” may sound like blame.').waitFor();
    await hints().getByText('The customer already told you: Firmware 2.10.4.').waitFor();
    await hints()
      .getByText(/They also asked: “When will my parcel/)
      .waitFor();
    await expect.poll(() => page.getByRole('status').getByText('3 hints on your answer').count()).toBe(1);
    await lookAt(page, 'answering-hints');
    await hints().getByRole('button', { name: 'Show where' }).first().focus();
    await page.keyboard.press('Enter');
    await page.locator('mark').getByText('2.10.4').waitFor();
    await hints()
      .getByRole('button', { name: /^Dismiss: .*blame/ })
      .focus();
    await page.keyboard.press('Enter');
    await hints().getByText('may sound like blame').waitFor({ state: 'detached' });
    await reply().focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Thanks!');
    await expect.poll(() => hints().getByRole('listitem').count()).toBe(2);
    // Nothing is held back.
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'what is missing is asked for by one key, several as one list in the language of the customer, and not twice',
  async () => {
    const number = await understood({
      subject: 'Synchronisierung geht nicht',
      text: 'Guten Tag, mein Ring synchronisiert seit gestern nicht mehr mit dem Handy. Was soll ich tun? Viele Grüße Anna',
    });
    // The acknowledgement asks for what nobody can help without, and a little more.
    await expect
      .poll(() => askedBy(number, 'acknowledgement'), { timeout: 60_000 })
      .toContain('firmware.version');
    await openTicket(here, number);
    await missing().getByText('Needed to help').waitFor();
    await missing()
      .getByText(/^Asked in the acknowledgement on/)
      .first()
      .waitFor();
    await lookAt(page, 'answering-missing');
    await page.keyboard.press('q');
    await reply()
      .getByText(/^Welche.*\?/)
      .waitFor();
    await takePicture(page, 'answering-asked');
    await page.keyboard.press('q');
    await reply().getByRole('listitem').nth(1).waitFor();
    await reply().getByText('teilen Sie uns bitte').waitFor();
    await missing().getByRole('button', { name: 'Ask for it: Firmware' }).focus();
    await page.keyboard.press('q');
    await reply().getByRole('listitem').nth(2).waitFor();
    await missing()
      .getByText(/They were asked for it before, in the acknowledgement on/)
      .waitFor();
    await page.keyboard.press('q');
    await missing().getByText('Your answer asks for it already.').waitFor();
    expect(await reply().getByRole('listitem').count()).toBe(3);
    await takePicture(page, 'answering-list');
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('r');
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() => askedBy(number, 'agent'), { timeout: 60_000 })
      .toEqual(['app.version', 'os.version']);
    await missing()
      .getByText(/^Asked in an answer on/)
      .first()
      .waitFor();
    await lookAt(page, 'answering-asked-before');
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'what changed when stands beside the conversation, and a full panel stays readable',
  async () => {
    const number = await understood({
      subject: 'Battery and sync since the update',
      text: full,
      messageId: '<full-1@customers.example.net>',
    });
    await openTicket(here, number);
    const context = panel().getByRole('region', { name: 'What changed when' });
    await context.getByText('Bought').waitFor();
    for (const width of [1440, 2560]) {
      await page.setViewportSize({ width, height: 1800 });
      await takePicture(page, `answering-full-${width}`);
    }
    await lookAt(page, 'answering-full');
    await page.setViewportSize({ width: 390, height: 2400 });
    await page.getByRole('button', { name: 'About this ticket' }).click();
    await takePicture(page, 'answering-full-panel-narrow');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.setViewportSize(wide);
    await page.keyboard.press('?');
    await page.getByText('On a fact').waitFor();
    await takePicture(page, 'answering-keys');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);
