/** For tests: a raw SMTP conversation, byte by byte, and a listener that keeps mails in memory. */
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import { refusals } from './refusal.ts';
import { makeSelfSigned } from './self-signed.ts';
import {
  type SmtpListener,
  type SmtpListenerOptions,
  type SmtpMail,
  startSmtpListener,
} from './smtp-listener.ts';

export type RawSession = {
  /** Sends bytes as they are and waits for `replies` reply lines; returns them. */
  send(bytes: string | Uint8Array, replies?: number): Promise<string[]>;
  /** Every reply line so far. */
  lines: string[];
  /** Resolves when the server closed the connection. */
  closed: Promise<void>;
  socket: Socket;
};

/** Opens a plain connection and waits for the greeting. */
export async function rawSession(port: number, localAddress = '127.0.0.1'): Promise<RawSession> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  const lines: string[] = [];
  let rest = '';
  let wake: () => void = () => undefined;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    const parts = (rest + text).split('\r\n');
    rest = parts.pop() ?? '';
    // Only last lines of a reply count ("250 ", not "250-").
    lines.push(...parts.filter((line) => line[3] !== '-'));
    wake();
  });
  socket.on('error', () => wake());
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      wake();
      resolve();
    });
  });
  let read = 0;
  const take = async (count: number): Promise<string[]> => {
    while (lines.length < read + count && !socket.closed) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const taken = lines.slice(read, read + count);
    read += taken.length;
    return taken;
  };
  await take(1);
  return {
    lines,
    closed,
    socket,
    send(bytes, replies = 1) {
      socket.write(bytes);
      return take(replies);
    },
  };
}

export type HeldMail = Omit<SmtpMail, 'content'> & { raw: string };

/** A listener that accepts mail for `known` addresses and holds it. Closed after the test file. */
export async function memoryListener(
  options: Partial<SmtpListenerOptions> & { known?: string[] } = {},
): Promise<SmtpListener & { mails: HeldMail[]; errors: unknown[] }> {
  const mails: HeldMail[] = [];
  const errors: unknown[] = [];
  const known = options.known ?? ['support@example.com'];
  const listener = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    name: 'mx.example.com',
    tls: makeSelfSigned('mx.example.com', new Date()),
    maxMessageBytes: 1024 * 1024,
    now: () => Date.now(),
    refusesRecipient: async (address) =>
      known.includes(address.toLowerCase()) ? null : refusals.unknownRecipient(null),
    async receive({ content, ...envelope }) {
      const bytes = content instanceof Uint8Array ? Buffer.from(content) : await buffer(content);
      mails.push({ ...envelope, raw: bytes.toString('latin1') });
      return `mail-${mails.length}`;
    },
    onError: (error) => errors.push(error),
    ...options,
  });
  afterAll(() => listener.close());
  return { ...listener, mails, errors };
}
