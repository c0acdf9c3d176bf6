/** The outgoing side of a test: from the name of the relay to its 250 for a real mail. */
import { hostname } from 'node:os';
import { MailAccountTrouble } from '#features/mail-accounts/index.ts';
import type { RelaySettings } from '#features/mail-out/index.ts';
import { isLoopback } from '#mail/loopback.ts';
import { connectTo, encrypt, resolveHost } from '#mail/probe/dial.ts';
import { probeLimits } from '#mail/probe/limits.ts';
import {
  dotted,
  extensionsOf,
  inWords,
  type SmtpCredentials,
  type SmtpDialogue,
  SmtpRefusal,
  type SmtpReply,
  signIn,
  smtpDialogue,
} from '#mail/probe/smtp-dialogue.ts';
import { networkTrouble, StepFailed, type Trouble } from '#mail/probe/trouble.ts';
import { TokenMissing, TokenRefused, type TokenSource } from '#mail/smtp/token-sign-in.ts';
import type { Ladder } from './ladder.ts';

/** `token`: signs in instead of the password; null: there is no mail account. */
export type RelayToTest = RelaySettings & { token: TokenSource | null };

export type TestMailToSend = {
  to: string;
  /** Called when the relay is ready for the content: from here on the mail is on its way. */
  content(): Promise<Buffer>;
};

type Line = { smtp: SmtpDialogue; ehlo: SmtpReply; encrypted: boolean; end(): void };

/** Throws `LadderBroken` at the step that fails. */
export async function testSending(
  ladder: Ladder,
  relay: RelayToTest,
  mail: TestMailToSend,
  signal: AbortSignal,
): Promise<void> {
  const where = `${relay.host}:${relay.port}`;
  const explain = (error: unknown): Trouble => explainSmtp(error, where);
  const addresses = await ladder.take(
    'out-resolve',
    (error) => networkTrouble(error, relay.host, 'relay'),
    async () => {
      const value = await resolveHost(relay.host, signal);
      return { value, words: `${relay.host} was found.`, detail: value.join(', ') };
    },
  );
  const socket = await ladder.take('out-connect', explain, async () => {
    const value = await connectTo(addresses, relay.port, signal);
    return {
      value,
      words: `${where} answers.`,
      detail: `connected to ${value.remoteAddress} ${value.remotePort}`,
    };
  });
  let line: Line | null = null;
  try {
    line = await openLine(ladder, relay, socket, signal, explain);
    await signInStep(ladder, relay, line);
    await handOver(ladder, line.smtp, mail, explain);
  } finally {
    line?.end();
    socket.destroy();
  }
}

/** RFC 5321 section 4.1.3: who has no name of the internet says its address. */
function ownName(): string {
  const name = hostname();
  return name.includes('.') ? name : '[127.0.0.1]';
}

async function openLine(
  ladder: Ladder,
  relay: RelayToTest,
  plain: Awaited<ReturnType<typeof connectTo>>,
  signal: AbortSignal,
  explain: (error: unknown) => Trouble,
): Promise<Line> {
  const hello = `EHLO ${ownName()}`;
  const open = await ladder.take('out-tls', explain, async () => {
    if (!relay.secure) {
      const smtp = smtpDialogue(plain, signal);
      await smtp.reply(2);
      const offered = extensionsOf(await smtp.command(hello));
      if (!offered.has('STARTTLS'))
        return {
          ...withoutTls(relay, offered),
          value: { smtp, encrypted: false, end: () => plain.destroy() },
        };
      await smtp.command('STARTTLS');
    }
    // The same authorities as for every mail that leaves: those of this machine.
    const { socket, protocol, validTo, detail } = await encrypt(plain, relay.host, null, signal);
    const smtp = smtpDialogue(socket, signal);
    if (relay.secure) await smtp.reply(2);
    const words = `${protocol}. The certificate is right, and valid until ${validTo}.`;
    return { value: { smtp, encrypted: true, end: () => socket.destroy() }, words, detail };
  });
  const ehlo = await ladder.take('out-ehlo', explain, async () => {
    const value = await open.smtp.command(hello);
    const size = Number(extensionsOf(value).get('SIZE') ?? '0');
    const upTo = size > 0 ? ` It takes mails of up to ${Math.floor(size / 1024 / 1024)} MB.` : '';
    return {
      value,
      words: `It greets as ${value.lines[0]?.split(' ')[0] ?? relay.host}.${upTo}`,
      detail: inWords(value),
    };
  });
  return { ...open, ehlo };
}

/** A password is only ever sent inside TLS, a token also to this machine itself; a relay without a login may do without. */
function withoutTls(
  relay: RelayToTest,
  offered: ReadonlyMap<string, string>,
): { words: string; skipped: true } {
  const staysHere = relay.token !== null && isLoopback(relay.host);
  if (relay.user !== null && !staysHere)
    throw new StepFailed(
      'The relay offers no encryption (STARTTLS), so no password was sent to it.',
      'Use the port that encrypts, usually 587 or 465, or ask whoever runs the relay.',
      `offered: ${[...offered.keys()].join(' ')}`,
    );
  return { words: 'The relay offers no encryption, so mail leaves in the clear.', skipped: true };
}

async function signInStep(ladder: Ladder, relay: RelayToTest, { smtp, ehlo }: Line): Promise<void> {
  const where = relay.host;
  const explain = (error: unknown): Trouble => {
    if (error instanceof TokenMissing || error instanceof TokenRefused) return tokenTrouble(error);
    if (!(error instanceof SmtpRefusal)) return explainSmtp(error, where);
    return {
      words: 'The relay refused user name or password.',
      advice:
        'Set POSTHASTE_RELAY_USER and POSTHASTE_RELAY_PASSWORD anew. Many providers want an app password or a key instead of your own password.',
      detail: error.message,
    };
  };
  await ladder.take('out-sign-in', explain, async () => {
    const credentials = credentialsOf(relay, ladder);
    const offered = extensionsOf(ehlo).get('AUTH');
    if (credentials === null)
      return { value: null, words: 'No login is set; the relay is asked without one.', skipped: true };
    if (offered === undefined)
      throw new StepFailed(
        'The relay offers no way to sign in at this port.',
        'Use the port for sending, usually 587 or 465, or leave the login away.',
        inWords(ehlo),
      );
    const detail = await signIn(smtp, offered, credentials);
    return { value: null, words: `Signed in as ${credentials.user}.`, detail };
  });
}

function tokenTrouble(error: TokenMissing | TokenRefused): Trouble {
  const { cause } = error;
  if (cause instanceof MailAccountTrouble)
    return {
      words: cause.message,
      advice: 'Look at the account under Settings > Mail accounts.',
      detail: String(error),
    };
  return {
    words: 'The relay took no token of the mail account.',
    advice: 'Check that this user may send by SMTP, and sign in again under Settings > Mail accounts.',
    detail: String(error),
  };
}

/** What signs in; whatever of it is secret is hidden in all that the test tells. */
function credentialsOf(
  { user, password, token, host, port }: RelayToTest,
  ladder: Ladder,
): SmtpCredentials | null {
  if (user === null) return null;
  if (token === null) {
    const secret = password ?? '';
    ladder.hide(secret);
    ladder.hide(`\0${user}\0${secret}`);
    return { user, password: secret };
  }
  const hidden: TokenSource = async (rejected) => {
    const fresh = await token(rejected);
    ladder.hide(fresh);
    return fresh;
  };
  return { user, host, port, token: hidden };
}

async function handOver(
  ladder: Ladder,
  smtp: SmtpDialogue,
  { to, content }: TestMailToSend,
  explain: (error: unknown) => Trouble,
): Promise<void> {
  await ladder.take('out-envelope', explain, async () => {
    // An empty return path: nothing shall ever be sent back because of this mail (RFC 5321 section 4.5.5).
    const from = await refusedAs('The relay refused the sender.', smtp.command('MAIL FROM:<>'));
    const rcpt = await refusedAs(`The relay refused the recipient ${to}.`, smtp.command(`RCPT TO:<${to}>`));
    return { value: null, words: `It takes mail for ${to}.`, detail: `${inWords(from)}; ${inWords(rcpt)}` };
  });
  await ladder.take('out-content', explain, async () => {
    await smtp.command('DATA', 3);
    smtp.write(dotted(await content()));
    const taken = await smtp.reply(2, probeLimits.accepted);
    smtp.write(Buffer.from('QUIT\r\n'));
    return { value: null, words: 'The relay took the test mail.', detail: inWords(taken) };
  });
}

async function refusedAs(words: string, work: Promise<SmtpReply>): Promise<SmtpReply> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof SmtpRefusal)) throw error;
    const wantsLogin = error.reply.code === 530 || error.reply.code === 550;
    throw new StepFailed(
      words,
      wantsLogin
        ? 'It may want a login first, or take only addresses it was told of. The detail says its reason.'
        : 'The detail says its reason. Ask whoever runs the relay when it does not help.',
      error.message,
    );
  }
}

function explainSmtp(error: unknown, where: string): Trouble {
  if (!(error instanceof SmtpRefusal)) return networkTrouble(error, where, 'relay');
  const later = error.reply.code < 500;
  return {
    words: later ? 'The relay takes no mail just now.' : 'The relay said no.',
    advice: later ? 'It asks to come back later. Test again in some minutes.' : 'The detail says its reason.',
    detail: error.message,
  };
}
