/**
 * An admin looks after who may do what: a key for a program, a colleague who is invited and comes back by password, guesses
 * that are stopped, and mail that was held back, read safely and let in.
 */
import nodemailer from 'nodemailer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AdminBrowser,
  dialog,
  hasFocus,
  openAdminBrowser,
  signInBy,
} from '#test/setup/admin-browser.ts';
import { sees } from '#test/setup/browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

const limitMs = 120_000;
const ben = { name: 'Ben Osei', email: 'ben.osei@desk.example', password: 'four plain words here' };

let desk: DeskProcess;
let admin: AdminBrowser;

beforeAll(async () => {
  desk = await startDeskProcess(await newDataDir(), ['--no-demo']);
  admin = await openAdminBrowser(desk);
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await removeDataDir(desk.dataDir);
});

/** What a program gets for this key. */
async function statusWith(key: string): Promise<number> {
  const reply = await fetch(`${desk.url}/api/v1/tickets`, { headers: { authorization: `Bearer ${key}` } });
  await reply.body?.cancel();
  return reply.status;
}

test(
  'an API key is shown once, copied, works, and is revoked',
  async () => {
    const { page, look } = admin;
    await admin.settings('keys');
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('Reporting');
    await look('admin-key-new');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await sees(page, 'Copied', () => page.getByRole('button', { name: 'Copy it' }).click());
    await look('admin-key-once');
    const key = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(key).toMatch(/^phk_[\w-]{43}$/);
    expect(await statusWith(key)).toBe(200);
    await page.getByRole('button', { name: 'Done' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await hasFocus(page.getByRole('button', { name: 'New key' }));
    await page.reload();
    await page.getByRole('cell', { name: 'Reporting' }).waitFor();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Revoke "Reporting"?').waitFor();
    await look('admin-key-revoke');
    await page.keyboard.press('Escape');
    await hasFocus(page.getByRole('button', { name: 'Revoke' }));
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No keys yet').waitFor();
    // Its button went with the key.
    await hasFocus(page.getByRole('main'));
    await expect.poll(() => statusWith(key)).toBe(401);
  },
  limitMs,
);

test(
  'a colleague is invited by a link, sets a password, and comes back with it',
  async () => {
    const { page, look } = admin;
    await admin.settings('agents');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await page.getByLabel('Name').fill(ben.name);
    await page.getByLabel('E-mail address').fill(ben.email);
    await look('admin-invite');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText(`${ben.name} is invited`).waitFor();
    await look('admin-invited');
    const link = (await dialog(page).locator('code').textContent()) ?? '';
    await page.getByRole('button', { name: 'Done' }).click();
    await hasFocus(page.getByRole('button', { name: 'Invite a person' }));
    const menu = page.getByRole('button', { name: `Change ${ben.name}` });
    await menu.click();
    await page.getByRole('menuitem', { name: /^Change name/ }).click();
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await hasFocus(menu);

    const context = await admin.browser.newContext({ viewport: { width: 1280, height: 800 } });
    const theirs = await context.newPage();
    await signInBy(theirs, link);
    await theirs.waitForURL(/\/settings\/you$/);
    await theirs.getByLabel('New password').fill('short');
    expect(await theirs.getByRole('button', { name: 'Set password' }).isDisabled()).toBe(true);
    await theirs.getByLabel('New password').fill(ben.password);
    await look('admin-first-password', theirs);
    await sees(theirs, 'Your password is set.', () =>
      theirs.getByRole('button', { name: 'Set password' }).click(),
    );
    await context.clearCookies();
    await theirs.goto(desk.url);
    await tryPassword(theirs, ben.password);
    await theirs.waitForURL(/\/inbox\//);
    await context.close();
  },
  limitMs,
);

async function tryPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(ben.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test(
  'a wrong password is told without saying what was wrong, and too many tries have to wait',
  async () => {
    const context = await admin.browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(desk.url);
    await tryPassword(page, 'not the password');
    await page
      .getByRole('alert')
      .getByText(/E-mail or password is not right/)
      .waitFor();
    await admin.look('admin-wrong-password', page);
    for (let tries = 0; tries < 12; tries += 1) {
      await context.request.post(`${desk.url}/api/v1/session`, {
        data: { email: ben.email, password: 'guess' },
        headers: { origin: desk.url },
      });
    }
    await tryPassword(page, ben.password);
    await page
      .getByRole('alert')
      .getByText(/too many tries.*Wait 15 minutes/)
      .waitFor();
    await admin.look('admin-too-many-tries', page);
    await context.close();
  },
  limitMs,
);

const stray = `From: Mail system <mailer-daemon@mx.example.net>
To: support@ouraring.com
Subject: Undelivered: your special offer
Message-ID: <stray.1@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>Nobody here has this address.</p><img src="http://tracker.example.net/seen.png"><script>document.title='owned'</script>

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; nobody@example.net
Action: failed
Status: 5.1.1

--b
Content-Type: application/octet-stream; name="offer.exe"
Content-Disposition: attachment; filename="offer.exe"

MZ
--b--
`;

test(
  'a held mail is read as words alone, and let in it is a ticket',
  async () => {
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: desk.smtpPort,
      tls: { rejectUnauthorized: false },
    });
    const { page, look } = admin;
    await page.goto(`${desk.url}/quarantine`);
    await page.getByText('0 mails received, 0 held here.').waitFor();
    const raw = stray.replaceAll('\n', '\r\n');
    await transport.sendMail({ envelope: { from: '', to: ['support@ouraring.com'] }, raw });
    transport.close();
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(desk.url) && !request.url().startsWith('data:'))
        outside.push(request.url());
    });
    await page.getByText('1 mail received, 1 held here.').waitFor();
    await page.getByRole('link', { name: /Undelivered: your special offer/ }).click();
    const reader = page.getByRole('region', { name: 'Chosen mail' });
    await reader.getByText('Nobody here has this address.').waitFor();
    await reader.getByText('offer.exe').waitFor();
    await look('admin-quarantine');
    expect(await reader.locator('img, iframe, script, a[href*="offer"]').count()).toBe(0);
    expect(outside).toEqual([]);
    expect(await page.title()).toContain('Quarantine');
    // The address of one mail can be handed to a colleague, also after it was let in.
    const address = page.url();
    await page.goto(address);
    await reader.getByText('Nobody here has this address.').waitFor();
    await reader.getByRole('button', { name: 'Let in', exact: true }).click();
    await page.waitForURL(/\/tickets\/\d+$/);
    await page.getByText('Undelivered: your special offer').first().waitFor();
    await page.goto(`${desk.url}/quarantine`);
    await page.getByText('Nothing is held back').waitFor();
    await page.goto(address);
    await reader.getByText('Somebody let this mail in; it is a ticket now.').waitFor();
  },
  limitMs,
);

test(
  'every area of the settings keeps to the screen, from a phone to a wide one',
  async () => {
    const { page } = admin;
    for (const area of ['desk', 'mailboxes', 'sending', 'agents', 'keys', 'you']) {
      await page.setViewportSize({ width: 390, height: 900 });
      await admin.settings(area);
      for (const width of [390, 768, 1280, 1920, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        const current = page.getByRole('navigation', { name: 'Settings' }).locator('[aria-current="page"]');
        const isNamed = async () => {
          const box = await current.boundingBox();
          return box !== null && box.x >= 0 && box.x + box.width <= width;
        };
        await expect.poll(isNamed, { message: `${area} is named at ${width}` }).toBe(true);
        const beyond = () =>
          page.evaluate<string[]>(`[...document.querySelectorAll('#main *')]
            .filter((one) => !one.closest('section[tabindex]') && one.getBoundingClientRect().right > window.innerWidth)
            .map((one) => one.outerHTML.slice(0, 80))`);
        await expect.poll(beyond, { message: `${area} at ${width}` }).toEqual([]);
      }
    }
  },
  limitMs,
);

test('nothing broke in the browser on the whole way', () => {
  expect(admin.complaints).toEqual([]);
});
