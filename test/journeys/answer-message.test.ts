/** After a merge an agent answers the message of the other customer, by keyboard, and sees whom they answer. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { takePicture } from '#test/setup/browser.ts';
import { lookAt, openRelayDesk, openTicket, type RelayDesk, receiveMail } from '#test/setup/relay-desk.ts';

const limitMs = 180_000;

let here: RelayDesk;
let page: Page;

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
  page.setDefaultTimeout(30_000);
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, 'answer-message-failed');
});

afterAll(() => here?.close());

test(
  'the message of the other customer is answered from its menu, and the mail goes to them alone',
  async () => {
    const mail = (name: string, subject: string) =>
      receiveMail(here, {
        subject,
        from: `${name} Example <${name.toLowerCase()}@customers.example.net>`,
        text: `Hello, ${subject.toLowerCase()}.`,
      });
    const his = await mail('Ben', 'My charger blinks');
    const hers = await mail('Anna', 'My ring is dark');
    await openTicket(here, his);
    const merged = await page.evaluate(
      async ([from, into]) => {
        const reply = await fetch(`/api/v1/tickets/${from}/merge`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ into }),
        });
        return reply.status;
      },
      [his, hers],
    );
    expect(merged).toBe(200);
    await openTicket(here, hers);
    const older = page.getByRole('article', { name: 'Message by Ben Example' });
    const menu = older.getByRole('button', { name: 'More about this message' });
    await menu.focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: 'Answer this message' });
    await item.waitFor();
    for (let presses = 0; (await item.and(page.locator(':focus')).count()) === 0; presses += 1) {
      expect(presses).toBeLessThan(3);
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    const composer = page.getByRole('region', { name: 'Answer' });
    await composer.getByText('Answers the message of Ben Example').waitFor();
    await composer.getByRole('button', { name: 'Take Ben Example off' }).waitFor();
    expect(await composer.getByRole('button', { name: 'Take Anna Example off' }).count()).toBe(0);
    await composer.getByText('Ben Example will get this by mail.').waitFor();
    // The text has the focus already: who came by keyboard goes on writing.
    const text = page.locator('[contenteditable="true"]');
    await expect.poll(() => text.and(page.locator(':focus')).count()).toBe(1);
    await page.keyboard.type('Please use the cable that came with it.');
    await page.getByText('Draft saved').waitFor();
    await lookAt(page, 'answer-message');
    // The draft remembers whom it is for.
    await page.reload();
    await composer.getByText('Answers the message of Ben Example').waitFor();
    await composer.getByRole('button', { name: 'Answer the newest instead' }).click();
    await composer.getByRole('button', { name: 'Take Anna Example off' }).waitFor();
    await older.getByRole('button', { name: 'More about this message' }).click();
    await page.getByRole('menuitem', { name: 'Answer this message' }).click();
    await composer.getByRole('button', { name: 'Take Ben Example off' }).waitFor();
    await page.locator('[contenteditable="true"]').click();
    await page.keyboard.press('Control+Enter');
    const sent = () => here.taken.filter(({ raw }) => raw.includes('Please use the cable'));
    await expect.poll(() => sent().length, { timeout: 60_000 }).toBe(1);
    expect(sent()[0]?.to).toEqual(['ben@customers.example.net']);
    expect(sent()[0]?.raw).toContain('My charger blinks');
  },
  limitMs,
);

test('nothing broke in the browser on the whole way', () => {
  expect(here.complaints).toEqual([]);
});
