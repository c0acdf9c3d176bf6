/** An admin tests a mailbox both ways and the relay, sees the step that fails, and how long mail to ourselves takes. */

import { writeFileSync } from 'node:fs';
import nodePath from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CarryingRelay, startCarryingRelay } from '#features/round-trip/test-help/carrying-relay.ts';
import { type AdminBrowser, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { takePicture } from '#test/setup/browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';
import { type Dovecot, startDovecot } from '#test/setup/dovecot.ts';

const limitMs = 150_000;
const help = 'fetched@ouraring.com';
const headers = () => ({ origin: desk.url });
let dovecot: Dovecot;
let relay: CarryingRelay;
let desk: DeskProcess;
let admin: AdminBrowser;
let mailboxId = '';

beforeAll(async () => {
  dovecot = await startDovecot([help]);
  relay = await startCarryingRelay({
    // The desk's own address has no mailbox there.
    carry: (to, raw) => (to === help ? dovecot.deliver(to, raw) : Promise.resolve()),
  });
  const dataDir = await newDataDir();
  const ca = nodePath.join(dataDir, 'imap-ca.pem');
  writeFileSync(ca, dovecot.certificate);
  desk = await startDeskProcess(dataDir, ['--no-demo'], {
    POSTHASTE_IMAP_CA: ca,
    POSTHASTE_RELAY_HOST: '127.0.0.1',
    POSTHASTE_RELAY_PORT: String(relay.port),
    POSTHASTE_CANARY_MINUTES: '5',
  });
  admin = await openAdminBrowser(desk);
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await relay?.close();
  await dovecot?.remove();
  if (desk) await removeDataDir(desk.dataDir);
});

type Imap = { host?: string; port?: number; password?: string };

/** The mailbox as somebody would enter it, with what is given entered wrong. */
async function save(given: Imap = {}): Promise<void> {
  const imap = { host: 'localhost', port: dovecot.imapsPort, secure: true, user: help, ...given };
  const data = {
    address: help,
    imap: { password: dovecot.password, folders: ['INBOX'], since: null, ...imap },
  };
  const at = `${desk.url}/api/v1/mailboxes`;
  const reply =
    mailboxId === ''
      ? await admin.context.request.post(at, { headers: headers(), data })
      : await admin.context.request.put(`${at}/${mailboxId}`, { headers: headers(), data });
  expect(reply.ok(), await reply.text()).toBe(true);
  mailboxId = ((await reply.json()) as { id: string }).id;
}

const panel = (name: string) => admin.page.getByRole('region', { name: `Test of ${name}` });

test('a mailbox is tested both ways, by keyboard, and every step is shown', {
  timeout: limitMs,
}, async () => {
  await save();
  await admin.settings('mailboxes');
  await admin.page.getByRole('button', { name: `Test both ways: ${help}` }).focus();
  await admin.page.keyboard.press('Enter');
  await panel(help)
    .getByText(/^It works both ways\. The mail was back after/)
    .waitFor({ timeout: 60_000 });
  const steps = panel(help).getByRole('listitem');
  expect(await steps.count()).toBe(15);
  await panel(help).getByText('The desk knows its own mail: it became no ticket.').waitFor();
  await panel(help).scrollIntoViewIfNeeded();
  await admin.look('two-way-test-passed');
  const tickets = await admin.context.request.get(`${desk.url}/api/v1/tickets?view=all`);
  expect(((await tickets.json()) as { tickets: unknown[] }).tickets).toEqual([]);
});

test.each([
  [
    'wrong password',
    { password: 'not-the-password' },
    'The mail server refused user name or password.',
    /app password/,
  ],
  ['closed port', { port: 1 }, 'Nothing answers at localhost:1: the port is closed.', /Usual ports/],
  // Another way to write 127.0.0.1, and no name of the certificate.
  [
    'certificate of another name',
    { host: '127.1' },
    'The certificate is made for another name than 127.1.',
    /Enter the name it is made for: localhost/,
  ],
] as const)(
  '%s: the step that fails says so, and what to do',
  { timeout: limitMs },
  async (name, wrong, words, advice) => {
    const { page } = admin;
    await save(wrong);
    await admin.settings('mailboxes');
    await page.getByRole('button', { name: `Test again: ${help}` }).click();
    await panel(help).getByRole('status').getByText(words, { exact: true }).waitFor({ timeout: 60_000 });
    const failed = panel(help).getByRole('listitem').filter({ hasText: words });
    await failed.getByText(advice).waitFor();
    await failed.getByText('Details').click();
    await panel(help).scrollIntoViewIfNeeded();
    if (name !== 'closed port') await admin.look(`two-way-test-${name.replaceAll(' ', '-')}`);
    expect(await panel(help).textContent()).not.toContain('not-the-password');
  },
);

test('the relay is tested from the page of sending', { timeout: limitMs }, async () => {
  await admin.settings('sending');
  await admin.page.getByRole('button', { name: 'Test the relay: the relay' }).click();
  await panel('the relay').getByText('It works: the relay took the test mail.').waitFor({ timeout: 60_000 });
  await admin.look('relay-test-passed');
});

test('mail health shows round trips, and looks when asked', { timeout: limitMs }, async () => {
  const { page } = admin;
  await save();
  await admin.settings('health');
  const trip = `The round trip of ${help}`;
  await page.getByRole('button', { name: `Send one now: ${trip}` }).click({ timeout: 70_000 });
  await page
    .getByRole('img', { name: new RegExp(`^${trip}, each mail of the last 24 hours: [1-9]`) })
    .waitFor();
  await page.getByText(`${trip}: it works.`).waitFor({ timeout: 70_000 });
  await page.getByRole('button', { name: `Look now: The mailbox ${help}` }).click();
  await page.getByText(`The mailbox ${help}: it works.`).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Ask now: The relay 127.0.0.1' }).click();
  await page.getByText('The relay 127.0.0.1: it works.').waitFor({ timeout: 30_000 });
  await page
    .getByRole('img', { name: new RegExp(`^${trip}`) })
    .first()
    .scrollIntoViewIfNeeded();
  await admin.look('mail-health-round-trip');
  await page.setViewportSize({ width: 2560, height: 1300 });
  await takePicture(page, 'mail-health-round-trip-2560');
  const metrics = await (await fetch(`${desk.url}/metrics`)).text();
  expect(metrics).toMatch(/^posthaste_canary_round_trip_seconds\{mailbox="[0-9a-f-]+"\} \d/m);
  expect(admin.complaints).toEqual([]);
});
