/** What an agent sees when mail comes back: why, whether to write again, other ways; and a forward that nothing proves. */
import nodemailer from 'nodemailer';
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
  if (task.result?.state === 'fail')
    await takePicture(page, `address-state-failed-${task.name.slice(0, 20)}`);
});

afterAll(() => here?.close());

async function write(number: number, text: string): Promise<void> {
  await openTicket(here, number);
  await page.getByRole('button', { name: /^Reply to/ }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type(text);
  await page.locator('[contenteditable="true"]').getByText(text).waitFor();
  await page.keyboard.press('Control+Enter');
}

/** A mail server reports to the return path of a mail, as mail servers do: with an empty one of its own. */
async function sendReport(to: string, recipient: string): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: here.desk.smtpPort,
    tls: { rejectUnauthorized: false },
  });
  const raw = [
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <report@mx.example.net>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b\r\n\r\nYour mail could not be delivered.',
    `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 user unknown`,
    '--b--',
  ].join('\r\n');
  await transport.sendMail({ envelope: { from: '', to: [to] }, raw });
  transport.close();
}

test(
  'an answer that comes back says why, and the next one asks first',
  async () => {
    const address = 'gone@customers.example.net';
    const number = await receiveMail(here, {
      subject: 'My ring is dark',
      from: `Gina Gone <${address}>`,
      text: 'Hello, my ring is dark.\n\n-- \nGina Gone\nTel. +49 30 1234567',
    });
    await write(number, 'Please charge it.');
    const sent = () => here.taken.find(({ raw }) => raw.includes('Please charge it.'));
    await expect.poll(sent, { timeout: 60_000 }).toBeDefined();
    const returnPath = sent()?.from ?? '';
    expect(returnPath).toMatch(/^support\+b/);
    await sendReport(returnPath, address);
    const message = page.getByRole('article').filter({ hasText: 'Please charge it.' });
    const trouble = message.getByRole('alert');
    await trouble.waitFor();
    expect(await trouble.textContent()).toContain('There is no such address.');
    const panel = page.getByRole('complementary').last();
    await panel.getByText('Mail comes back').first().waitFor();
    await panel.getByRole('link', { name: '+49 30 1234567' }).waitFor();
    await lookAt(page, 'address-state-dead');
    await write(number, 'Did you get this?');
    const dialog = page.getByRole('dialog', { name: 'Send although mail comes back?' });
    await dialog.waitFor();
    await takePicture(page, 'address-state-confirm');
    await dialog.getByRole('button', { name: 'Yes, send it all the same' }).click();
    await page.getByRole('article').filter({ hasText: 'Did you get this?' }).waitFor();
    // Sending the first one again asks the same.
    const again = trouble.getByRole('button', { name: 'Try again' });
    await again.click();
    await dialog.waitFor();
    await takePicture(page, 'address-state-try-again');
    await dialog.getByRole('button', { name: 'Do not send it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(here.taken.filter(({ raw }) => raw.includes('Please charge it.'))).toHaveLength(1);
    await again.click();
    await dialog.getByRole('button', { name: 'Yes, send it all the same' }).click();
    await expect
      .poll(() => here.taken.filter(({ raw }) => raw.includes('Please charge it.')).length, {
        timeout: 60_000,
      })
      .toBe(2);
  },
  limitMs,
);

test(
  'a forward that only claims to be ours is proposed, and one click makes it so',
  async () => {
    const number = await receiveMail(here, {
      subject: 'Fwd: Ring does not sync',
      from: 'Support <support@ouraring.com>',
      text: 'Please take this.\n\n---------- Forwarded message ---------\nFrom: Ada Example <ada@customers.example.org>\nDate: Wed, 25 Nov 2026 at 10:00\nSubject: Ring does not sync\nTo: <support@ouraring.com>\n\nIt does not sync.',
    });
    await openTicket(here, number);
    const make = page.getByRole('button', { name: 'Make Ada Example the customer' });
    await make.waitFor();
    await lookAt(page, 'address-state-proposal');
    await make.click();
    await make.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Reply to Ada Example' }).waitFor();
    await takePicture(page, 'address-state-changed');
  },
  limitMs,
);

test('nothing broke in the browser on the whole way', () => {
  expect(here.complaints).toEqual([]);
});
