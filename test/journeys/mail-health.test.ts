/** An admin sees how every way of mail fares, and has a mailbox compared with the desk. */

import { writeFileSync } from 'node:fs';
import nodePath from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailText } from '#features/mail-in/testing.ts';
import { type AdminBrowser, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';
import { type Dovecot, startDovecot } from '#test/setup/dovecot.ts';

const limitMs = 120_000;
const help = 'fetched@ouraring.com';
let dovecot: Dovecot;
let desk: DeskProcess;
let admin: AdminBrowser;

beforeAll(async () => {
  dovecot = await startDovecot([help]);
  await dovecot.deliver(help, mailText({ to: help, subject: 'Counted once' }));
  const dataDir = await newDataDir();
  const ca = nodePath.join(dataDir, 'imap-ca.pem');
  writeFileSync(ca, dovecot.certificate);
  desk = await startDeskProcess(dataDir, ['--no-demo'], {
    POSTHASTE_IMAP_CA: ca,
    // Nothing listens there: a relay in trouble.
    POSTHASTE_RELAY_HOST: '127.0.0.1',
    POSTHASTE_RELAY_PORT: '1',
  });
  admin = await openAdminBrowser(desk);
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await dovecot?.remove();
  if (desk) await removeDataDir(desk.dataDir);
});

test('what works and what does not stands there in words, with its day', { timeout: limitMs }, async () => {
  const { context, page } = admin;
  const imap = { host: 'localhost', port: dovecot.imapsPort, secure: true, user: help };
  const made = await context.request.post(`${desk.url}/api/v1/mailboxes`, {
    headers: { origin: desk.url },
    data: { address: help, imap: { ...imap, password: dovecot.password, folders: ['INBOX'], since: null } },
  });
  expect(made.status()).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const health = async (): Promise<string[]> => {
    const reply = await context.request.get(`${desk.url}/api/v1/mail-health`);
    const { ways } = (await reply.json()) as { ways: { kind: string; state: string; samples: unknown[] }[] };
    return ways.filter((way) => way.samples.length > 0).map((way) => `${way.kind} ${way.state}`);
  };
  await expect
    .poll(health, { timeout: 100_000 })
    .toEqual(expect.arrayContaining(['http ok', 'mailbox ok', 'relay failing', 'smtp ok']));
  await context.request.post(`${desk.url}/api/v1/mailboxes/${id}/reconcile`, {
    headers: { origin: desk.url },
  });
  await admin.settings('health');
  await page.getByText('The mail server could not be reached').first().waitFor();
  await page.getByRole('img', { name: /Mail by SMTP, last 24 hours: well all the time/ }).waitFor();
  await page.getByRole('button', { name: `Compare now: ${help}, INBOX` }).waitFor();
  await admin.look('mail-health');
  await page.getByRole('region', { name: 'Folders' }).scrollIntoViewIfNeeded();
  await admin.look('mail-health-folders');
  await page.getByRole('button', { name: `Compare now: ${help}, INBOX` }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(`${help} is being compared.`).waitFor();
  expect(admin.complaints).toEqual([]);
});
