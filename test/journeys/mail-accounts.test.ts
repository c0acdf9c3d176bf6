/**
 * An admin brings a desk to mail that takes no passwords: an account signed in to by OAuth2 in a second window, a
 * mailbox fetched with it from a real Dovecot, a relay that takes its tokens, and what the screens say when the
 * permission is taken back.
 */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TokenSmtpServer, tokenSmtpServer } from '#features/mail-out/test-help/token-smtp-server.ts';
import { type AdminBrowser, dialog, hasFocus, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';
import { type Dovecot, startDovecot } from '#test/setup/dovecot.ts';
import { type OAuthServer, startOAuthServer } from '#test/setup/oauth-server.ts';

const main = path.join(import.meta.dirname, '../../apps/posthaste/main.ts');
const user = 'tokens@ouraring.com';
const limitMs = 120_000;

let oauth: OAuthServer;
let dovecot: Dovecot;
let relay: TokenSmtpServer;
let desk: DeskProcess;
let admin: AdminBrowser;

beforeAll(async () => {
  const dataDir = await newDataDir();
  oauth = await startOAuthServer(user);
  const { introspectionUrl } = oauth;
  [dovecot, relay] = await Promise.all([
    startDovecot([user], { introspectionUrl, mechanisms: ['xoauth2'] }),
    tokenSmtpServer('OAUTHBEARER', introspectionUrl),
  ]);
  const imapCa = path.join(dataDir, 'dovecot.pem');
  writeFileSync(imapCa, dovecot.certificate);
  desk = await startDeskProcess(dataDir, ['--no-demo'], {
    POSTHASTE_IMAP_CA: imapCa,
    POSTHASTE_ALLOWED_NETWORKS: '127.0.0.0/8',
    POSTHASTE_RELAY_HOST: '127.0.0.1',
    POSTHASTE_RELAY_PORT: String(relay.port),
    POSTHASTE_RELAY_USER: user,
    POSTHASTE_RELAY_ACCOUNT: user,
  });
  admin = await openAdminBrowser(desk);
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await Promise.all([dovecot?.remove(), relay?.close(), oauth?.close()]);
  await removeDataDir(desk.dataDir);
});

test(
  'the form says what is needed at each provider, and what is wrong with it',
  async () => {
    const { page, look } = admin;
    await admin.settings('mail-accounts');
    await page.getByText('No mail account yet').waitFor();
    await look('mail-accounts-empty');
    await page.getByRole('button', { name: 'Add a mail account' }).click();
    await page.getByText(`${desk.url}/oauth/callback`).waitFor();
    await look('mail-accounts-microsoft');
    const pick = async (label: string, option: string): Promise<void> => {
      await page.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await page.getByRole('textbox', { name: 'Account', exact: true }).fill(user);
    await page.getByRole('textbox', { name: 'Client ID' }).fill('x');
    await pick('Who signs in', 'The application itself');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Name your organisation: its tenant ID or its domain.').first().waitFor();
    await look('mail-accounts-wrong');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await hasFocus(page.getByRole('button', { name: 'Add a mail account' }));
  },
  limitMs,
);

test(
  'a mailbox is added whose account is signed in to on the way, in another window',
  async () => {
    const { page, look, context } = admin;
    await dovecot.deliver(
      user,
      `From: mia@example.net\r\nTo: ${user}\r\nSubject: Waited behind a token\r\n\r\nHello\r\n`,
    );
    await admin.settings('mailboxes');
    await page.getByRole('button', { name: 'Add a mailbox' }).click();
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill(user);
    await page.getByRole('switch', { name: 'Fetch by IMAP' }).click();
    await page.getByRole('combobox', { name: 'Signs in with' }).click();
    await page.getByRole('option', { name: 'Other OAuth2' }).click();
    await look('mail-accounts-mailbox');
    await page.getByRole('button', { name: 'Sign in with OAuth2' }).click();
    const form = page.getByRole('dialog', { name: 'Sign in with OAuth2' });
    expect(await form.getByRole('textbox', { name: 'Account', exact: true }).inputValue()).toBe(user);
    for (const [label, value] of [
      ['Authorization endpoint', oauth.authorizationUrl],
      ['Token endpoint', oauth.tokenUrl],
      ['Scopes', 'mail offline_access'],
      ['Mail servers', 'localhost 127.0.0.1'],
      ['Client ID', oauth.clientId],
      ['Client secret', oauth.clientSecret],
    ] as const)
      await form.getByLabel(label, { exact: true }).fill(value);
    await look('mail-accounts-other');
    await form.getByRole('button', { name: 'Continue' }).click();
    const [other] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Sign in', exact: true }).click(),
    ]);
    await other.getByRole('heading', { name: `Signed in as ${user}` }).waitFor();
    await other.close();
    const ready = page.getByRole('dialog', { name: `Sign in as ${user}` });
    await ready.getByText(`Signed in as ${user}.`).waitFor();
    await ready.getByRole('button', { name: 'Done' }).click();
    const mailbox = dialog(page);
    expect(await mailbox.getByRole('textbox', { name: 'Server', exact: true }).inputValue()).toBe(
      'localhost',
    );
    expect(await mailbox.getByRole('textbox', { name: 'User', exact: true }).inputValue()).toBe(user);
    expect(await mailbox.getByLabel('Password', { exact: true }).count()).toBe(0);
    await mailbox.getByRole('textbox', { name: 'Port', exact: true }).fill(String(dovecot.imapsPort));
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText('It works: signed in, and found INBOX (1 mail).').waitFor();
    await look('mail-accounts-mailbox-tried');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText(`${user} is added`).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('region', { name: user }).getByText('Working').waitFor();
    await look('mail-accounts-mailboxes');
    await page.goto(`${desk.url}/inbox/all`);
    await page.getByRole('link', { name: 'Waited behind a token' }).waitFor();
  },
  limitMs,
);

test(
  'the relay takes a test mail with a token of the same account',
  async () => {
    const { page } = admin;
    await admin.settings('sending');
    await page.getByRole('button', { name: 'Send me a test mail' }).click();
    await page.getByText(/The relay took it\. Look into the mailbox of/).waitFor();
    expect(relay.signedIn).toContain(`OAUTHBEARER ${user}`);
    expect(relay.taken.some((mail) => mail.includes('Test mail'))).toBe(true);
    await admin.settings('mail-accounts');
    await page.getByText('the relay', { exact: true }).waitFor();
    await admin.look('mail-accounts');
  },
  limitMs,
);

test(
  'a permission that was taken back is told at the account, the mailbox and by doctor, and mended by signing in again',
  async () => {
    const { page, look, context } = admin;
    oauth.revoke();
    oauth.endAccess();
    const list = await context.request.get(`${desk.url}/api/v1/mail-accounts`);
    const { accounts } = (await list.json()) as { accounts: { id: string }[] };
    const path = `${desk.url}/api/v1/mail-accounts/${accounts[0]?.id ?? ''}/renew`;
    await context.request.post(path, { headers: { origin: desk.url } });
    await admin.settings('mail-accounts');
    const card = page.getByRole('region', { name: user });
    await card.getByText(/no longer lets the desk in as .* Sign in again/).waitFor();
    await look('mail-accounts-refused');
    await admin.settings('mailboxes');
    await page
      .getByRole('region', { name: user })
      .getByText(/no longer lets the desk in as .* Sign in again/)
      .waitFor();
    await expect
      .poll(
        async () => {
          const doctor = [main, 'doctor', '--data', desk.dataDir];
          return (await promisify(execFile)(process.execPath, doctor)).stdout;
        },
        { timeout: 30_000 },
      )
      .toMatch(
        new RegExp(`warn {2}Mail account ${user}: refused\\s+127\\.0\\.0\\.1 no longer lets the desk in`),
      );
    await admin.settings('mail-accounts');
    const [other] = await Promise.all([
      context.waitForEvent('page'),
      card.getByRole('button', { name: 'Sign in again' }).click(),
    ]);
    await other.getByRole('heading', { name: `Signed in as ${user}` }).waitFor();
    await other.close();
    await card.getByText(`Signed in as ${user}.`).waitFor();
    await admin.settings('mailboxes');
    await page.getByRole('region', { name: user }).getByText('Working').waitFor();
  },
  limitMs,
);

test(
  'who says no at the provider is told so in plain words',
  async () => {
    const { page, context } = admin;
    oauth.behave.refuseSignIn = { error: 'access_denied', description: 'The user said no.' };
    await admin.settings('mail-accounts');
    const [other] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Sign in again' }).click(),
    ]);
    await other.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await other.getByText(/The permission was not given at 127\.0\.0\.1/).waitFor();
    await admin.look('mail-accounts-said-no', other);
    await other.close();
  },
  limitMs,
);

test('no secret was said aloud, and nothing broke in the browser', () => {
  expect(admin.complaints).toEqual([]);
  const said = desk.said();
  const tokens = oauth.asked.flatMap((body) => [body.code, body.code_verifier, body.refresh_token]);
  for (const secret of [oauth.clientSecret, ...tokens]) if (secret) expect(said).not.toContain(secret);
});
