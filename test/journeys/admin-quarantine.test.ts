/** An admin works through held mail, blocks a sender and looks at how spam is held off, in a real browser. */
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminBrowser, dialog, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

const limitMs = 120_000;
let desk: DeskProcess;
let admin: AdminBrowser;

/** Sends mails by SMTP that a filter on the way called spam, or that are nothing but machines' talk. */
async function sendHeld(): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: desk.smtpPort, ignoreTLS: true });
  const to = 'support@ouraring.com';
  const spam = { 'X-Spam-Flag': 'YES' };
  const text = 'We can make your shop the first in every list. Write to us today.';
  try {
    for (const name of ['first', 'second', 'third'])
      await transport.sendMail({
        from: `${name}@offers.example`,
        to,
        subject: `Offer, the ${name}`,
        text,
        headers: spam,
      });
    await transport.sendMail({
      from: 'away@example.net',
      to,
      subject: 'Automatic reply: your newsletter',
      text: 'I am away until Monday.',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
  } finally {
    transport.close();
  }
}

beforeAll(async () => {
  desk = await startDeskProcess(await newDataDir(), ['--no-demo']);
  admin = await openAdminBrowser(desk);
  await sendHeld();
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await removeDataDir(desk.dataDir);
});

test(
  'held mail is filtered, walked through by keys, selected and removed with its sender blocked',
  async () => {
    const { page, look } = admin;
    await page.goto(`${desk.url}/quarantine`);
    const list = page.getByRole('list', { name: 'Mail held back' });
    await expect.poll(() => list.getByRole('link').count(), { timeout: 30_000 }).toBe(4);
    await page.getByLabel('Show the reason').selectOption('spam');
    await expect.poll(() => list.getByRole('link').count()).toBe(3);
    await page.locator('#main').focus();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Offer, the third' }).waitFor();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Offer, the second' }).waitFor();
    await page.keyboard.press('x');
    await page.getByText('2 selected').waitFor();
    await look('quarantine-selected');
    const tools = page.locator('#main');
    await tools.getByRole('button', { name: 'Spam, block sender' }).click();
    await dialog(page).waitFor();
    await look('quarantine-asks');
    await dialog(page).getByRole('button', { name: 'Spam, block sender' }).click();
    await page.getByText('2 mails removed, the sender is blocked.').waitFor();
    await expect.poll(() => list.getByRole('link').count()).toBe(1);
    await page.goto(`${desk.url}/quarantine`);
    await look('quarantine-list');
  },
  limitMs,
);

test(
  'the block list shows them, takes a network, and refuses to block ourselves',
  async () => {
    const { page, look } = admin;
    await admin.settings('block-list');
    await page.getByText('third@offers.example').waitFor();
    await page.getByRole('button', { name: 'Block a sender' }).click();
    const target = page.getByLabel('Address, domain or network');
    await target.fill('ouraring.com');
    await dialog(page).getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText(/would block your own address/).waitFor();
    await look('block-list-refused');
    await target.fill('203.0.113.9/24');
    await page.getByLabel('Why').fill('A whole rack of advertisers');
    await dialog(page).getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText('203.0.113.0/24 is blocked.').waitFor();
    await look('block-list');
    await page.getByRole('button', { name: 'Change the block of 203.0.113.0/24' }).click();
    await page.getByText('Now it stays until somebody ends it.').waitFor();
    await page.getByLabel('Why').fill('They promised to stop');
    await page.getByRole('combobox', { name: 'For how long, from now on' }).click();
    await page.getByRole('option', { name: 'One week' }).click();
    await look('block-list-change');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('The block of 203.0.113.0/24 was changed.').waitFor();
    const row = page.getByRole('row').filter({ hasText: '203.0.113.0/24' });
    await row.getByText('They promised to stop').waitFor();
    await row.getByText('never').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Unblock third@offers.example' }).click();
    await page.getByText('third@offers.example may write again.').waitFor();
  },
  limitMs,
);

test(
  'the spam filter, held mail and automatic mail tell how they stand',
  async () => {
    const { page, look } = admin;
    await admin.settings('spam');
    await page.getByText('It still learns and holds nothing back.').waitFor();
    await page.getByLabel('Address', { exact: true }).fill('http://127.0.0.1:9');
    await page.getByRole('button', { name: 'Test it' }).click();
    await page.getByText('rspamd cannot be reached at this address.').waitFor();
    await look('spam-filter');
    await admin.settings('quarantine');
    await page.getByLabel('Days that Spam is kept').fill('14');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Held mail is kept as you set it.').waitFor();
    await look('held-mail-settings');
    await admin.settings('automatic-mail');
    await page.getByText('0 of 300').waitFor();
    await look('automatic-mail');
  },
  limitMs,
);

test('nothing broke in the browser on the whole way', () => {
  expect(admin.complaints).toEqual([]);
});
