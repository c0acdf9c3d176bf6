/** Builders for tests: mails as text, delivered to the ledger and read as the worker would. */
import type { Desk } from '#features/workspace/index.ts';
import { makeSelfSigned } from '#mail/smtp/self-signed.ts';
import type { SmtpListener } from '#mail/smtp/smtp-listener.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { type Delivery, type Received, receiveMail } from './commands/receive-mail.ts';
import { jobs } from './jobs.ts';
import { openSmtpDoor } from './smtp.ts';

/** The SMTP door of a desk on a free port of loopback. */
export function openTestDoor(desk: Desk): Promise<SmtpListener> {
  const name = 'mx.example.com';
  return openSmtpDoor(desk, { host: '127.0.0.1', port: 0, name, tls: makeSelfSigned(name, new Date()) });
}

export type MailParts = {
  from?: string | null;
  to?: string | null;
  cc?: string;
  subject?: string | null;
  messageId?: string | null;
  inReplyTo?: string;
  references?: string[];
  date?: string | null;
  body?: string;
  headers?: Record<string, string>;
};

let made = 0;

/** A mail as bytes; null leaves a header out. */
export function mailText(parts: MailParts = {}): Buffer {
  made += 1;
  const lines: string[] = [];
  const add = (name: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined) lines.push(`${name}: ${value}`);
  };
  for (const [name, value] of Object.entries(parts.headers ?? {})) add(name, value);
  add('From', parts.from === undefined ? 'Mia Example <mia@example.com>' : parts.from);
  add('To', parts.to === undefined ? 'support@ouraring.com' : parts.to);
  add('Cc', parts.cc);
  add('Subject', parts.subject === undefined ? 'My ring does not charge' : parts.subject);
  add('Message-ID', parts.messageId === undefined ? `<m${made}@mail.example.com>` : parts.messageId);
  add('In-Reply-To', parts.inReplyTo);
  add('References', parts.references?.join(' '));
  add('Date', parts.date === undefined ? 'Mon, 23 Nov 2026 10:00:00 +0000' : parts.date);
  const body = parts.body ?? `Hello, this is mail ${made}. The ring stays dark on its charger.`;
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}\r\n`, 'latin1');
}

/** Hands a mail to the ledger as SMTP would. */
export function deliver(desk: Desk, raw: Uint8Array, delivery: Partial<Delivery> = {}): Promise<Received> {
  return receiveMail(
    desk,
    {
      source: 'smtp',
      sourceKey: null,
      mailboxId: null,
      envelopeFrom: 'mia@example.com',
      envelopeTo: ['support@ouraring.com'],
      remoteAddress: '192.0.2.1',
      helo: 'mail.example.com',
      tls: true,
      background: false,
      ...delivery,
    },
    raw,
  );
}

export type Outcome = {
  fate: string | null;
  reason: string | null;
  ticketId: string | null;
  messageId: string | null;
  duplicateOf: string | null;
};

/** Reads everything that waits. */
export async function readAll(desk: Desk): Promise<void> {
  await drainJobs(desk.pool, [
    ...jobs(desk),
    // Other features' work is not under test here.
    { name: 'acknowledgement.consider', run: async () => undefined },
  ]);
}

/** What became of one mail. */
export async function outcomeOf(desk: Desk, id: string): Promise<Outcome> {
  const row = await desk.db
    .selectFrom('inboundMail')
    .select(['fate', 'fateReason as reason', 'ticketId', 'messageId', 'duplicateOf'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row;
}

/** Delivers and reads one mail. */
export async function take(
  desk: Desk,
  parts: MailParts | Uint8Array = {},
  delivery: Partial<Delivery> = {},
): Promise<Outcome & { id: string }> {
  const raw = parts instanceof Uint8Array ? parts : mailText(parts);
  const { id } = await deliver(desk, raw, delivery);
  await readAll(desk);
  return { id, ...(await outcomeOf(desk, id)) };
}
