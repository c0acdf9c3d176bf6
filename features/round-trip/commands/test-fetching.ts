/** The incoming side of a test, as far as it needs no mail: from the name of the mail server to its folders. */
import { describeTrouble, type ImapMailbox } from '#features/mail-in/index.ts';
import { describeImapError, isImapRefusal } from '#mail/imap/describe-imap-error.ts';
import { type ImapAccount, type ImapSession, openImapSession } from '#mail/imap/imap-session.ts';
import { isLoopback } from '#mail/loopback.ts';
import { connectTo, encrypt, resolveHost } from '#mail/probe/dial.ts';
import { imapGreeting, imapStartTls } from '#mail/probe/imap-greeting.ts';
import { probeLimits } from '#mail/probe/limits.ts';
import { inTime, networkTrouble, StepFailed, type Trouble } from '#mail/probe/trouble.ts';
import type { Ladder, StepEnd } from './ladder.ts';

/** The session is the caller's to close. Throws `LadderBroken` at the step that fails. */
export async function testFetching(
  ladder: Ladder,
  mailbox: ImapMailbox,
  account: ImapAccount,
  signal: AbortSignal,
): Promise<ImapSession> {
  await dialSteps(ladder, account, signal);
  const session = await ladder.take(
    'in-sign-in',
    (error) => signInTrouble(error, mailbox),
    async () => {
      const auth: ImapAccount['auth'] = async (rejected) => {
        const secret = await account.auth(rejected);
        ladder.hide('password' in secret ? secret.password : secret.accessToken);
        return secret;
      };
      const opening = openImapSession({ ...account, auth });
      try {
        const value = await inTime(opening, probeLimits.dial + probeLimits.reply, signal);
        return { value, words: `Signed in as ${account.user}.` };
      } catch (error) {
        // One that opens too late is not left open.
        opening.then((late) => late.close()).catch(() => undefined);
        throw error;
      }
    },
  );
  try {
    await foldersStep(ladder, mailbox, session, signal);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** A connection of its own, closed before anybody signs in. */
async function dialSteps(ladder: Ladder, account: ImapAccount, signal: AbortSignal): Promise<void> {
  const { host, port } = account;
  const where = `${host}:${port}`;
  const explain = (error: unknown): Trouble => networkTrouble(error, where, 'mail server');
  const addresses = await ladder.take(
    'in-resolve',
    (error) => networkTrouble(error, host, 'mail server'),
    async () => {
      const value = await resolveHost(host, signal);
      return { value, words: `${host} was found.`, detail: value.join(', ') };
    },
  );
  const socket = await ladder.take('in-connect', explain, async () => {
    const value = await connectTo(addresses, port, signal);
    return {
      value,
      words: `${where} answers.`,
      detail: `connected to ${value.remoteAddress} ${value.remotePort}`,
    };
  });
  try {
    await ladder.take('in-tls', explain, () => encryptStep(account, socket, signal));
  } finally {
    socket.destroy();
  }
}

async function encryptStep(
  { host, secure, ca }: ImapAccount,
  plain: Awaited<ReturnType<typeof connectTo>>,
  signal: AbortSignal,
): Promise<StepEnd<null>> {
  if (!secure) {
    const greeting = await imapGreeting(plain, signal);
    if (!(await imapStartTls(plain, signal))) {
      if (isLoopback(host))
        return { value: null, words: 'Not encrypted, within this machine.', detail: greeting, skipped: true };
      throw new StepFailed(
        'The mail server offers no encryption (STARTTLS), so no password was sent to it.',
        'Use port 993 with TLS from the start, or ask whoever runs the server.',
        greeting,
      );
    }
  }
  const { socket, protocol, validTo, detail } = await encrypt(plain, host, ca, signal);
  if (secure) await imapGreeting(socket, signal);
  socket.destroy();
  return {
    value: null,
    words: `${protocol}. The certificate is right, and valid until ${validTo}.`,
    detail,
  };
}

function signInTrouble(error: unknown, mailbox: ImapMailbox): Trouble {
  const said = error instanceof Error && 'responseText' in error ? String(error.responseText) : '';
  const detail = said || (error instanceof Error ? error.message : String(error));
  if (mailbox.mailAccount !== null) {
    const { words } = describeTrouble(error, mailbox);
    return { words, advice: 'Look at the account under Settings > Mail accounts.', detail };
  }
  if (isImapRefusal(error))
    return {
      words: 'The mail server refused user name or password.',
      advice:
        'Enter them again under “Change”. Many providers want an app password instead of your own, or have IMAP switched off.',
      detail,
    };
  if (error instanceof Error && error.name === 'StepTimeout')
    return networkTrouble(error, mailbox.host, 'mail server');
  return { words: describeImapError(error, mailbox.host), advice: 'Test again in a moment.', detail };
}

async function foldersStep(
  ladder: Ladder,
  mailbox: ImapMailbox,
  session: ImapSession,
  signal: AbortSignal,
): Promise<void> {
  const explain = (error: unknown): Trouble => ({
    words: describeImapError(error, mailbox.host),
    advice: 'Check the names of the folders under “Change”: they are written as on the server.',
    detail: error instanceof Error ? error.message : String(error),
  });
  await ladder.take('in-folders', explain, async () => {
    const found: string[] = [];
    for (const folder of mailbox.folders) {
      const count = await inTime(session.countMails(folder), probeLimits.reply, signal);
      found.push(`${folder} (${count === 1 ? '1 mail' : `${count} mails`})`);
    }
    return { value: null, words: `Opened ${found.join(', ')}.` };
  });
}
