/** The first words with an IMAP server (RFC 9051): its greeting, and STARTTLS where TLS does not come first. */
import type net from 'node:net';
import { probeLimits } from './limits.ts';
import { inTime, StepFailed } from './trouble.ts';

/** Waits for a line that has this form; another one, or none, fails the step. */
async function line(socket: net.Socket, form: RegExp, signal: AbortSignal): Promise<string> {
  let text = '';
  const got = new Promise<string>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('latin1')).slice(0, probeLimits.replyBytes);
      const found = text
        .split('\r\n')
        .slice(0, -1)
        .find((one) => form.test(one));
      if (found !== undefined) resolve(found);
    });
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
  try {
    return await inTime(got, probeLimits.reply, signal);
  } finally {
    socket.removeAllListeners('data');
  }
}

/** Reads the greeting (RFC 9051 section 7.1). */
export async function imapGreeting(socket: net.Socket, signal: AbortSignal): Promise<string> {
  const greeting = await line(socket, /^/, signal);
  if (/^\* (?:OK|PREAUTH)/i.test(greeting)) return greeting;
  throw new StepFailed(
    'What answers there is no IMAP server, or it takes nobody now.',
    'Check name and port: 993 or 143.',
    greeting,
  );
}

/** Asks for TLS (RFC 9051 section 6.2.1); true when the server is ready for it. */
export async function imapStartTls(socket: net.Socket, signal: AbortSignal): Promise<boolean> {
  const answer = line(socket, /^t1 /i, signal);
  socket.write('t1 STARTTLS\r\n');
  return /^t1 OK/i.test(await answer);
}
