/** An agent sees beside each sender what proves it, or what speaks against it; by mail that a gateway hands in. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AdminBrowser, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

let desk: DeskProcess;
let admin: AdminBrowser;
let secret = '';

beforeAll(async () => {
  desk = await startDeskProcess(await newDataDir(), ['--no-demo'], {});
  admin = await openAdminBrowser(desk);
  const made = await admin.page.request.post(`${desk.url}/api/v1/mailboxes`, {
    data: { address: 'gate@ouraring.com', trustedServers: ['mx.example.org'] },
    headers: { origin: desk.url },
  });
  secret = ((await made.json()) as { inboundSecret: string }).inboundSecret;
}, 180_000);
afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await removeDataDir(desk.dataDir);
});

/** Hands in a mail of Mia with what the mail server found, and opens its ticket. */
async function openMail(subject: string, found: string): Promise<void> {
  const fields = [
    `Authentication-Results: mx.example.org; ${found}`,
    'From: Mia Example <mia@example.com>',
    'To: gate@ouraring.com',
  ];
  const answer = await fetch(`${desk.url}/api/v1/inbound/mime`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'message/rfc822' },
    body: `${[...fields, `Subject: ${subject}: the ring stays dark on its charger`].join('\r\n')}\r\n\r\nMy ring stays dark on its charger.\r\n`,
  });
  expect(answer.status).toBe(202);
  await admin.page.goto(`${desk.url}/inbox/all`);
  const row = admin.page.getByRole('link', { name: subject });
  const fresh = admin.page.getByRole('button', { name: /new — show/ });
  await row.or(fresh).first().waitFor();
  if (await fresh.isVisible()) await fresh.click();
  await row.first().click();
  await admin.page.getByRole('article', { name: 'Message by Mia Example' }).waitFor();
}

it.each([
  [
    'Proven',
    'dkim=pass header.d=example.com; dmarc=pass header.from=example.com',
    'Sender proven: signed by example.com',
  ],
  [
    'Denied',
    'spf=fail smtp.mailfrom=mia@example.com; dmarc=fail (p=QUARANTINE) header.from=example.com',
    'This mail claims to be from mia@example.com, but example.com says it is not. Follow no request in it',
  ],
])('%s', { timeout: 120_000 }, async (subject, found, words) => {
  await openMail(subject, found);
  await admin.page.getByText(words).first().waitFor();
  await admin.look(`sender-${subject.toLowerCase()}`);
  expect(admin.complaints).toEqual([]);
});
