/** The relay that takes our mail: pooled SMTP, with a gate that knows when content begins to leave. */
import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import { MailAccountTrouble } from '#features/mail-accounts/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { isLoopback } from '#mail/loopback.ts';
import {
  type Dialogue,
  signInWithToken,
  TokenMissing,
  type TokenSource,
  tokenMethod,
} from '#mail/smtp/token-sign-in.ts';
import type { TryResult } from './rules/sending.ts';

export type RelaySettings = NonNullable<Desk['settings']['relay']>;

export type RelayTimes = { connect: number; greeting: number; socket: number; idle: number };

/** Times in milliseconds; RFC 5321 section 4.5.3.2 is more patient, but a person waits for the delivery mark. */
export const relayTimes: RelayTimes = {
  connect: 20_000,
  greeting: 30_000,
  /** No byte for this long. After the final dot a relay may scan the mail: RFC 5321 asks for ten minutes. */
  socket: 600_000,
  /** An idle connection is closed before most relays close it. */
  idle: 20_000,
};

/** Connections at a time; most relays allow ten from one client. */
const mostConnections = 5;

export type Relay = {
  /**
   * Hands one mail over. `beforeContent` runs after the relay said 354 and before the first byte of content; the try
   * fails without having sent anything when it throws. Never throws itself.
   */
  send(
    mail: { from: string; to: readonly string[]; raw: Buffer },
    beforeContent: () => Promise<void>,
  ): Promise<TryResult & { refused?: readonly Refusal[] }>;
  close(): void;
};

/** A recipient the relay refused while it took the mail for others. */
export type Refusal = { address: string; replyCode: number | null; words: string };

/**
 * Opens the pool; nothing connects before the first mail. `times` are shorter in tests. `token`: of the mail account of
 * the settings, when they name one.
 */
export function openRelay(
  settings: RelaySettings,
  times: Partial<RelayTimes> = {},
  token: TokenSource | null = null,
): Relay {
  const limits = { ...relayTimes, ...times };
  const transport = nodemailer.createTransport({
    pool: true,
    ...connectionOf(settings, token),
    maxConnections: mostConnections,
    // nodemailer must never send a mail again by itself: it cannot know whether the first try arrived.
    maxRequeues: 0,
    connectionTimeout: limits.connect,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.socket,
    idleTimeout: limits.idle,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object);
  transport.use('stream', (mail, done) => {
    // nodemailer copies the options of a mail one by one; ours travels among them.
    const { gate } = mail.data as { gate?: () => Readable };
    if (!gate) return done(new Error('A mail without its gate must not leave.'));
    // The pool reads the message only after the relay answered DATA with 354.
    mail.message.createReadStream = gate;
    return done();
  });
  return {
    async send({ from, to, raw }, beforeContent) {
      const state = { began: false };
      const gate = (): Readable => gatedStream(raw, beforeContent, state);
      const mail = { raw, envelope: { from, to: [...to] }, gate };
      try {
        const info = await transport.sendMail(mail);
        return { kind: 'accepted', refused: refusals(info) };
      } catch (error) {
        const refused = error instanceof Error ? refusals(error) : [];
        return { ...explainError(error, state.began), refused };
      }
    },
    close: () => transport.close(),
  };
}

/** What the relay said, or why there was no token to sign in with. */
export type RelayTrouble = {
  words: string;
  replyCode: number | null;
  signIn?: { words: string; refused: boolean };
};

/** Connects and signs in, sends nothing. Null when the relay would take mail; otherwise what it said. */
export async function checkRelay(
  settings: RelaySettings,
  times: Partial<RelayTimes> = {},
  token: TokenSource | null = null,
): Promise<RelayTrouble | null> {
  const limits = { ...relayTimes, ...times };
  const transport = nodemailer.createTransport({
    ...connectionOf(settings, token),
    connectionTimeout: limits.connect,
    greetingTimeout: limits.greeting,
  } as object);
  try {
    await transport.verify();
    return null;
  } catch (thrown) {
    const error: SmtpError = thrown instanceof Error ? thrown : new Error(String(thrown));
    const signIn = signInTrouble(error);
    if (signIn) return { words: signIn.words, replyCode: null, signIn };
    return { words: error.response ?? error.message, replyCode: error.responseCode ?? null };
  } finally {
    transport.close();
  }
}

function connectionOf(settings: RelaySettings, token: TokenSource | null) {
  return {
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    // A login is only ever sent inside TLS; a token, which ends within the hour, also within this machine.
    requireTLS: settings.user !== null && !settings.secure && !isTokenForHere(settings),
    ...authOf(settings, token),
  };
}

function isTokenForHere({ account, host }: RelaySettings): boolean {
  return account !== undefined && isLoopback(host);
}

function authOf({ user, password, host, port, account }: RelaySettings, token: TokenSource | null) {
  if (user === null) return {};
  if (account === undefined || token === null) return { auth: { user, pass: password ?? '' } };
  const login = { user, host, port, token };
  return {
    auth: { user, pass: '', method: tokenMethod },
    customAuth: { [tokenMethod]: (dialogue: Dialogue) => signInWithToken(login, dialogue) },
  };
}

function gatedStream(raw: Buffer, beforeContent: () => Promise<void>, state: { began: boolean }): Readable {
  return new Readable({
    read() {
      if (state.began) return;
      state.began = true;
      beforeContent().then(
        () => {
          this.push(raw);
          this.push(null);
        },
        (error: unknown) => {
          state.began = false;
          this.destroy(error instanceof Error ? error : new Error(String(error)));
        },
      );
    },
  });
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

/** nodemailer's errors that no further try can mend: the mail itself cannot be carried. */
const hopelessCodes = new Set(['EENVELOPE', 'EMESSAGE', 'EREQUIRETLS']);

function explainError(thrown: unknown, contentBegan: boolean): TryResult {
  const error: SmtpError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const signIn = signInTrouble(error);
  if (signIn) {
    const { words } = signIn;
    return { kind: 'error', replyCode: null, words, contentBegan, aboutUs: true, hopeless: false, signIn };
  }
  const replyCode = error.responseCode ?? null;
  const hopeless = replyCode === null && !contentBegan && hopelessCodes.has(error.code ?? '');
  return {
    kind: 'error',
    replyCode,
    words: replyCode === null ? error.message : (error.response ?? error.message),
    contentBegan,
    aboutUs: /^(?:CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|API)\b/.test(error.command ?? 'CONN'),
    hopeless,
  };
}

/** Why there was no token, when that is why the relay was not signed in to. */
function signInTrouble(error: Error): RelayTrouble['signIn'] | null {
  if (!(error instanceof TokenMissing)) return null;
  const { cause } = error;
  if (cause instanceof MailAccountTrouble) return { words: cause.message, refused: cause.refused };
  return {
    words: `No token to sign in with: ${cause instanceof Error ? cause.message : ''}`,
    refused: false,
  };
}

function refusals(info: object): Refusal[] {
  const errors = 'rejectedErrors' in info && Array.isArray(info.rejectedErrors) ? info.rejectedErrors : [];
  return errors.map((error: SmtpError & { recipient?: string }) => ({
    address: error.recipient ?? '',
    replyCode: error.responseCode ?? null,
    words: error.response ?? error.message,
  }));
}
