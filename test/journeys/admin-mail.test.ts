/**
 * An admin brings a desk to its mail: a certificate of their own for STARTTLS, a mailbox fetched from a real Dovecot, a
 * relay tried by a test mail, DKIM, and a sign-in link that comes by mail.
 */
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseMailSync } from '#mail/parse-mail.ts';
import {
  type AdminBrowser,
  dialog,
  hasFocus,
  openAdminBrowser,
  signInBy,
} from '#test/setup/admin-browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';
import { type Dovecot, startDovecot } from '#test/setup/dovecot.ts';

const main = path.join(import.meta.dirname, '../../apps/posthaste/main.ts');
const help = 'fetched@ouraring.com';
const limitMs = 120_000;

let dovecot: Dovecot;
let relay: SMTPServer;
let desk: DeskProcess;
let admin: AdminBrowser;
let authority = '';
let dkimRecord = '';
/** What the relay says to the next mails; null: takes them. */
let refusal: string | null = null;
const taken: { to: string[]; raw: Buffer }[] = [];

function startRelay(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo(_address, _session, callback) {
      callback(refusal === null ? null : Object.assign(new Error(refusal), { responseCode: 550 }));
    },
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({ to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) });
        callback();
      });
    },
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** An authority and a certificate of it for mx.desk.example, as an owner would make them with openssl. */
function makeCertificates(folder: string): { cert: string; key: string } {
  const at = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-subj', '/CN=Own CA', '-keyout', at('ca.key'), '-out', at('ca.pem'));
  const request = ['-subj', '/CN=mx.desk.example', '-addext', 'subjectAltName=DNS:mx.desk.example'];
  const issued = ['-CA', at('ca.pem'), '-CAkey', at('ca.key')];
  openssl('req', '-x509', ...key, ...request, ...issued, '-keyout', at('mx.key'), '-out', at('mx.pem'));
  authority = readFileSync(at('ca.pem'), 'utf8');
  return { cert: at('mx.pem'), key: at('mx.key') };
}

/** Sends by STARTTLS only, trusting this authority (none: the public ones). */
async function sendSecurely(ca?: string): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort,
    requireTLS: true,
    tls: { servername: 'mx.desk.example', ...(ca === undefined ? {} : { ca }) },
  });
  try {
    await transport.sendMail({ from: 'tls@customers.example.net', to: 'support@ouraring.com', text: 'safe' });
  } finally {
    transport.close();
  }
}

beforeAll(async () => {
  const dataDir = await newDataDir();
  const { cert, key } = makeCertificates(dataDir);
  [dovecot, relay] = await Promise.all([startDovecot([help]), startRelay()]);
  const imapCa = path.join(dataDir, 'dovecot.pem');
  writeFileSync(imapCa, dovecot.certificate);
  const dkim = await promisify(execFile)(process.execPath, [
    main,
    'dkim',
    'new',
    '--json',
    '--data',
    dataDir,
  ]);
  dkimRecord = (JSON.parse(dkim.stdout) as { value: string }).value;
  const address = relay.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the relay does not listen');
  desk = await startDeskProcess(dataDir, ['--no-demo'], {
    POSTHASTE_SMTP_TLS_CERT: cert,
    POSTHASTE_SMTP_TLS_KEY: key,
    POSTHASTE_IMAP_CA: imapCa,
    POSTHASTE_RELAY_HOST: '127.0.0.1',
    POSTHASTE_RELAY_PORT: String(address.port),
  });
  admin = await openAdminBrowser(desk);
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await dovecot?.remove();
  await new Promise<void>((resolve) => relay.close(() => resolve()));
  await removeDataDir(desk.dataDir);
});

test('STARTTLS shows the certificate of the owner, which a client with the authority accepts', async () => {
  await sendSecurely(authority);
  await expect(sendSecurely()).rejects.toThrow(/certificate/);
});

test(
  'a mailbox is tried before it is saved, told what is wrong, and then fetched at once',
  async () => {
    const { page, look } = admin;
    await dovecot.deliver(
      help,
      `From: mia@example.net\r\nTo: ${help}\r\nSubject: Waited in Dovecot\r\n\r\nHello\r\n`,
    );
    await admin.settings('mailboxes');
    await page.getByRole('button', { name: 'Add a mailbox' }).click();
    await page.getByLabel('Address', { exact: true }).fill(help);
    await page.getByRole('switch', { name: 'Fetch by IMAP' }).click();
    await page.getByLabel('Server', { exact: true }).fill('localhost');
    await page.getByLabel('Port', { exact: true }).fill(String(dovecot.imapsPort));
    await page.getByLabel('User', { exact: true }).fill(help);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    const test = page.getByRole('button', { name: 'Test the connection' });
    await test.click();
    await page.getByText('The mail server refused user name or password. Enter them again.').waitFor();
    await look('admin-mailbox-wrong-password');
    await page.getByLabel('Password', { exact: true }).fill(dovecot.password);
    await page.getByLabel('Folders', { exact: true }).fill('INBOX, Nowhere');
    await test.click();
    await page.getByText('One of the folders does not exist').waitFor();
    await page.getByLabel('Folders', { exact: true }).fill('INBOX');
    await test.click();
    await page.getByText('It works: signed in, and found INBOX (1 mail).').waitFor();
    await look('admin-mailbox-tried');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText(`${help} is added`).waitFor();
    await look('admin-mailbox-added');
    await page.getByRole('button', { name: 'Done' }).click();
    await hasFocus(page.getByRole('button', { name: 'Add a mailbox' }));
    await page.getByText('Working').waitFor();
    await look('admin-mailboxes');
    await page.goto(`${desk.url}/inbox/all`);
    await page.getByRole('link', { name: 'Waited in Dovecot' }).waitFor();
  },
  limitMs,
);

test(
  'a saved mailbox is tried with the password we have, and a change shows that it connects anew',
  async () => {
    const { page } = admin;
    await admin.settings('mailboxes');
    const card = page.getByRole('region', { name: help });
    await card.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText('It works: signed in').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Save' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await hasFocus(card.getByRole('button', { name: 'Change' }));
    await card.getByText('In trouble').waitFor();
    await card.getByText('The mail server refused user name or password. Enter them again.').waitFor();
    await admin.look('admin-mailbox-in-trouble');
  },
  limitMs,
);

test(
  'a test mail tells whether the relay takes our mail, and the DNS record to publish stands beside it',
  async () => {
    const { page, look } = admin;
    await admin.settings('sending');
    await page.getByText(dkimRecord).waitFor();
    refusal = 'We do not relay for you';
    await page.getByRole('button', { name: 'Send me a test mail' }).click();
    await page.getByText(/refused it\..*We do not relay for you/).waitFor();
    await look('admin-sending-refused');
    refusal = null;
    await page.getByRole('button', { name: 'Send me a test mail' }).click();
    await page.getByText(/The relay took it\. Look into the mailbox of/).waitFor();
    await look('admin-sending');
    const mail = taken.find(({ raw }) => parseMailSync(raw).subject.startsWith('Test mail of the'));
    const resolver = async () => [[dkimRecord]];
    const { results } = await dkimVerify(mail?.raw ?? Buffer.alloc(0), { resolver });
    expect(results[0]?.status?.result).toBe('pass');
  },
  limitMs,
);

test(
  'a sign-in link comes by mail, signs in once, and says so the second time',
  async () => {
    const reply = await admin.context.request.get(`${desk.url}/api/v1/me`);
    const { email } = (await reply.json()) as { email: string };
    const context = await admin.browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(desk.url);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Mail me a sign-in link instead' }).click();
    await page.getByText(/a sign-in link is on its way/).waitFor();
    await admin.look('admin-link-asked', page);
    const links = (): string[] =>
      taken
        .filter(({ to }) => to.includes(email))
        .flatMap(({ raw }) => /http\S+token=\S+/.exec(parseMailSync(raw).text)?.[0] ?? []);
    await expect.poll(() => links().length).toBe(1);
    const [link = ''] = links();
    expect(link.startsWith(`${desk.url}/sign-in`)).toBe(true);
    await signInBy(page, link);
    await context.clearCookies();
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await admin.look('admin-link-used-twice', page);
    await context.close();
  },
  limitMs,
);

test('nothing broke in the browser on the whole way', () => {
  expect(admin.complaints).toEqual([]);
});
