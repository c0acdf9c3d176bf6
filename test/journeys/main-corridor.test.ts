/**
 * The main job, with nothing of ours in between: a customer sends by SMTP, an agent sees it appear, answers with an
 * attachment, the answer reaches the customer's Dovecot mailbox signed and threaded, the customer replies from there,
 * and the reply lands on the same ticket while the agent watches.
 */
import { execFile } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { ImapFlow } from 'imapflow';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parseMailSync } from '#mail/parse-mail.ts';
import { openBrowser, seesRow, takePicture } from '#test/setup/browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';
import { type Dovecot, startDovecot } from '#test/setup/dovecot.ts';

const customer = 'anna.keller@customers.example.net';
const main = path.join(import.meta.dirname, '../../apps/posthaste/main.ts');
const limitMs = 120_000;

let dovecot: Dovecot;
let mx: SMTPServer;
let desk: DeskProcess;
let browser: Browser;
let page: Page;
let dkimRecord = '';
let delivered = 0;
const arrived: { raw: Buffer; dkim: string }[] = [];
/** Tells when another mail has been delivered to the customer's mailbox. */
const deliveries = new EventEmitter();

/** The DNS of this test: one TXT record, the one `posthaste dkim new` told us to publish. */
async function resolver(name: string, type: string): Promise<string[][]> {
  if (type === 'TXT' && name.endsWith('._domainkey.ouraring.com')) return [[dkimRecord]];
  throw Object.assign(new Error(`no ${type} record for ${name}`), { code: 'ENOTFOUND' });
}

/** The customer's mail provider: checks DKIM as it arrives, then delivers to Dovecot by LMTP. */
function startMx(): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        accept(
          Buffer.concat(chunks),
          session.envelope.rcptTo.map((rcpt) => rcpt.address),
        ).then(() => callback(), callback);
      });
    },
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function accept(raw: Buffer, recipients: string[]): Promise<void> {
  const { results } = await dkimVerify(raw, { resolver });
  arrived.push({ raw, dkim: results[0]?.status?.result ?? 'none' });
  for (const recipient of recipients) await dovecot.deliver(recipient, raw);
  delivered += 1;
  deliveries.emit('mail');
}

function portOf(server: SMTPServer): number {
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the MX does not listen');
  return address.port;
}

/** Mails in the customer's INBOX, oldest first, read by IMAP once there are at least `count`. */
async function customerInbox(count: number): Promise<Buffer[]> {
  while (delivered < count) await once(deliveries, 'mail', { signal: AbortSignal.timeout(60_000) });
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.imapPort,
    secure: false,
    tls: { ca: dovecot.certificate, servername: 'localhost' },
    auth: { user: customer, pass: dovecot.password },
    logger: false,
  });
  await client.connect();
  const lock = await client.getMailboxLock('INBOX');
  try {
    const mails: Buffer[] = [];
    for await (const message of client.fetch('1:*', { source: true })) {
      if (message.source) mails.push(message.source);
    }
    return mails;
  } finally {
    lock.release();
    await client.logout();
  }
}

/** The customer's mail program, sending to our SMTP port. */
async function sendAsCustomer(mail: SendMailOptions): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort,
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({ from: `Anna Keller <${customer}>`, ...mail });
  transport.close();
}

beforeAll(async () => {
  dovecot = await startDovecot([customer]);
  mx = await startMx();
  const dataDir = await newDataDir();
  const made = await promisify(execFile)(process.execPath, [
    main,
    'dkim',
    'new',
    '--domain',
    'ouraring.com',
    '--json',
    '--data',
    dataDir,
  ]);
  dkimRecord = (JSON.parse(made.stdout) as { value: string }).value;
  desk = await startDeskProcess(dataDir, ['--no-demo'], {
    POSTHASTE_RELAY_HOST: '127.0.0.1',
    POSTHASTE_RELAY_PORT: String(portOf(mx)),
  });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  page.on('pageerror', (error) => console.error('page error:', error.message));
  page.on('requestfailed', (request) =>
    console.error('request failed:', request.url(), request.failure()?.errorText),
  );
  const [, link = ''] = await desk.hear(/Sign in\s+(http\S+)/);
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(`${new URL(link).origin}/inbox/open`);
  await takePicture(page, 'corridor-0-signed-in');
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, 'corridor-failed');
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  if (desk) await removeDataDir(desk.dataDir);
  mx?.close();
  await dovecot?.remove();
});

test(
  'a mail appears in the open inbox without a reload',
  async () => {
    await takePicture(page, 'corridor-1-empty-inbox');
    await sendAsCustomer({
      to: 'support@ouraring.com',
      subject: 'Ring stopped syncing',
      text: 'Hello,\n\nmy ring stopped syncing after the last update.\n\nAnna',
      messageId: '<opening.1@customers.example.net>',
    });
    // Rows never jump under the reader: news is announced on top and enters when asked for.
    await seesRow(page, 'Ring stopped syncing');
    await takePicture(page, 'corridor-2-appeared');
  },
  limitMs,
);

test(
  'the customer is acknowledged, by a machine that says so',
  async () => {
    const [raw] = await customerInbox(1);
    const mail = parseMailSync(raw ?? Buffer.alloc(0));
    expect(mail.autoSubmitted).toBe(true);
    expect(mail.references).toContain('opening.1@customers.example.net');
    expect(mail.text).not.toContain('Ring stopped syncing');
    expect(arrived[0]?.dkim).toBe('pass');
  },
  limitMs,
);

test(
  'the answer reaches the mailbox with its attachment, threaded and signed',
  async () => {
    await page.getByText('Ring stopped syncing').first().click();
    await page.getByRole('button', { name: /^Reply to/ }).waitFor();
    await page.keyboard.press('r');
    await takePicture(page, 'corridor-3-pressed-r');
    const editor = page.locator('[contenteditable="true"]').last();
    await editor.waitFor();
    await editor.click();
    await page.keyboard.type('Hi Anna, please put the ring on the charger for a minute.');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Attach' }).click(),
    ]);
    await chooser.setFiles({
      name: 'steps.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('1. Charger\n2. App\n'),
    });
    // Its name stands there from the start; it can be taken off again when it is there.
    await page.getByRole('button', { name: 'Remove steps.txt' }).waitFor();
    await takePicture(page, 'corridor-3-answering');
    await editor.click();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /undo/i }).waitFor();
    await takePicture(page, 'corridor-4-undo');
    const mails = await customerInbox(2);
    const mail = parseMailSync(mails[1] ?? Buffer.alloc(0));
    expect(mail.subject).toMatch(/^Re: Ring stopped syncing \[#\d+\]$/);
    expect(mail.visibleText).toContain('put the ring on the charger');
    expect(mail.html).toContain('put the ring on the charger');
    expect(mail.inReplyTo).toBe('opening.1@customers.example.net');
    expect(mail.references).toContain('opening.1@customers.example.net');
    expect(mail.attachments.map((file) => file.filename)).toEqual(['steps.txt']);
    expect(mail.autoSubmitted).toBe(false);
    expect(arrived[1]?.dkim).toBe('pass');
    await takePicture(page, 'corridor-5-sent');
  },
  limitMs,
);

test(
  'the reply of the customer lands on the same ticket while the agent watches',
  async () => {
    const [, answer] = await customerInbox(2);
    const mail = parseMailSync(answer ?? Buffer.alloc(0));
    await sendAsCustomer({
      to: (mail.replyTo[0] ?? mail.from)?.address,
      subject: `Re: ${mail.subject.replace(/^Re: /, '')}`,
      inReplyTo: `<${mail.messageId}>`,
      references: [...mail.references, mail.messageId ?? ''].map((id) => `<${id}>`),
      text: 'That worked, thank you!\n\nOn Monday, Support wrote:\n> Hi Anna, please put the ring on the charger for a minute.\n',
      messageId: '<reply.2@customers.example.net>',
    });
    await page.getByText('That worked, thank you!').first().waitFor();
    await takePicture(page, 'corridor-6-reply-appeared');
    const { tickets } = await page.evaluate(
      async () =>
        (await fetch('/api/v1/tickets?view=all')).json() as Promise<{ tickets: { messageCount: number }[] }>,
    );
    expect(tickets).toHaveLength(1);
  },
  limitMs,
);
