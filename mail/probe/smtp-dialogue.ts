/**
 * A conversation with an SMTP server (RFC 5321), one command at a time, so that each can be told. Not for sending mail that
 * matters: nothing is repeated, nothing is pipelined, and who stops in the middle has sent nothing.
 */
import type net from 'node:net';
import { signInWithToken, type TokenLogin } from '../smtp/token-sign-in.ts';
import { probeLimits } from './limits.ts';
import { inTime, StepFailed, shown } from './trouble.ts';

export type SmtpReply = {
  code: number;
  /** The words of each line, without the code. */
  lines: string[];
};

/** How to sign in: by a password, or by a token. */
export type SmtpCredentials = { user: string; password: string } | TokenLogin;

export type SmtpDialogue = {
  /** The next reply, which must be of this class (2 for 2xx). Throws `SmtpRefusal` for another one. */
  reply(wanted: 2 | 3, milliseconds?: number): Promise<SmtpReply>;
  /** Sends one command and waits for its reply. */
  command(line: string, wanted?: 2 | 3, milliseconds?: number): Promise<SmtpReply>;
  /** Sends bytes as they are. */
  write(bytes: Buffer): void;
};

/** The server said no. */
export class SmtpRefusal extends Error {
  override readonly name = 'SmtpRefusal';
  readonly reply: SmtpReply;
  constructor(reply: SmtpReply) {
    super(inWords(reply));
    this.reply = reply;
  }
}

/** `250 2.1.0 Ok`, in one line that can be shown. */
export function inWords({ code, lines }: SmtpReply): string {
  return shown(`${code} ${lines.join(' ')}`);
}

/** Speaks over a connection; made anew when it is encrypted, so that what came before in the clear is forgotten (RFC 3207 section 4.2). */
export function smtpDialogue(socket: net.Socket, signal: AbortSignal): SmtpDialogue {
  let text = '';
  let ended = false;
  let wake = (): void => undefined;
  socket.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('latin1')).slice(0, probeLimits.replyBytes);
    wake();
  });
  socket.on('close', () => {
    ended = true;
    wake();
  });
  const take = async (): Promise<SmtpReply> => {
    for (;;) {
      const reply = wholeReply(text);
      if (reply) {
        text = text.slice(reply.length);
        return reply.reply;
      }
      if (text.length >= probeLimits.replyBytes || !/^(?:\d{0,3}$|\d{3}[ \r\n-])/.test(text.slice(0, 4)))
        throw new StepFailed(
          'What answers there is no mail server for sending.',
          'Check the port: 465 or 587.',
          text,
        );
      if (ended) throw Object.assign(new Error('The server ended the connection'), { code: 'ECONNRESET' });
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const reply: SmtpDialogue['reply'] = async (wanted, milliseconds = probeLimits.reply) => {
    const got = await inTime(take(), milliseconds, signal);
    if (Math.floor(got.code / 100) !== wanted) throw new SmtpRefusal(got);
    return got;
  };
  return {
    reply,
    async command(line, wanted = 2, milliseconds) {
      if (/[\r\n]/.test(line)) throw new Error('A command is one line');
      socket.write(`${line}\r\n`);
      return reply(wanted, milliseconds);
    },
    write: (bytes) => void socket.write(bytes),
  };
}

/** RFC 5321 section 4.2.1: all lines but the last have a hyphen after the code. */
function wholeReply(text: string): { reply: SmtpReply; length: number } | null {
  const found = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/.exec(text);
  if (!found) return null;
  const lines = found[0].split(/\r?\n/).filter((line) => line !== '');
  return {
    length: found[0].length,
    reply: { code: Number(found[0].slice(0, 3)), lines: lines.map((line) => line.slice(4)) },
  };
}

/** Extensions by their keyword in capitals (RFC 5321 section 4.1.1.1), each with its parameters. */
export function extensionsOf(ehlo: SmtpReply): Map<string, string> {
  return new Map(
    ehlo.lines.slice(1).map((line) => {
      // Seen in practice: AUTH=LOGIN, for clients of the last century.
      const [keyword = '', ...rest] = line.trim().split(/[ =]/);
      return [keyword.toUpperCase(), rest.join(' ').toUpperCase()];
    }),
  );
}

/** Signs in by what the server offers (RFC 4954). Never over a line that is not encrypted: the caller has seen to it. */
export async function signIn(
  smtp: SmtpDialogue,
  offered: string,
  credentials: SmtpCredentials,
): Promise<string> {
  const methods = offered.split(' ');
  if ('token' in credentials) {
    let last = '';
    const sendCommand = async (command: string): Promise<{ status: number }> => {
      const reply = await smtp.command(command).catch((error: unknown) => {
        if (error instanceof SmtpRefusal) return error.reply;
        throw error;
      });
      last = inWords(reply);
      return { status: reply.code };
    };
    await signInWithToken(credentials, { authMethods: methods, sendCommand });
    return last;
  }
  const { user, password } = credentials;
  if (methods.includes('PLAIN') || !methods.includes('LOGIN'))
    return inWords(await smtp.command(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`));
  await smtp.command('AUTH LOGIN', 3);
  await smtp.command(base64(user), 3);
  return inWords(await smtp.command(base64(password)));
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The mail with its dots doubled (RFC 5321 section 4.5.2) and its end. */
export function dotted(raw: Buffer): Buffer {
  const text = raw.toString('latin1').replace(/^\./gm, '..');
  return Buffer.from(text.endsWith('\r\n') ? `${text}.\r\n` : `${text}\r\n.\r\n`, 'latin1');
}
