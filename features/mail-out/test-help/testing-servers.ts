/** SMTP servers for tests: a well-behaved one, and a rude one that breaks off wherever it is told. */

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { openRelay, type Relay, type RelayTimes } from '../relay.ts';

export type Taken = { from: string; to: string[]; raw: string };

/** A relay that takes everything for everybody but `refuse`. */
export async function politeServer(
  refuse: (address: string) => boolean = () => false,
): Promise<{ port: number; taken: Taken[]; close(): Promise<void> }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (!refuse(address)) return done();
      return done(Object.assign(new Error('5.1.1 No such user'), { responseCode: 550 }));
    },
    onData(stream, session, done) {
      buffer(stream).then((bytes) => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: bytes.toString('latin1'),
        });
        done(null, '2.0.0 queued');
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  // A TCP server that listens has an address of this form.
  const { port } = server.server.address() as AddressInfo;
  return { port, taken, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** What the rude server does at each step; a number is a reply code, 'drop' closes, 'silence' never answers. */
export type Rudeness = {
  greeting?: number | 'drop' | 'silence';
  rcpt?: number | 'drop';
  data?: number | 'drop';
  /** While content comes in. */
  content?: 'drop';
  /** After the final dot; the mail counts as taken, as a real relay may have done. */
  dot?: number | 'drop' | 'silence';
};

/** Speaks just enough SMTP to break off at will. `contents` counts mails whose final dot it saw. */
export async function rudeServer(rude: Rudeness): Promise<{
  port: number;
  rude: Rudeness;
  contents: string[];
  /** Commands as they came, in upper case. */
  lines: string[];
  connections(): number;
  close(): Promise<void>;
}> {
  const contents: string[] = [];
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, rude, contents, lines);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    rude,
    contents,
    lines,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function converse(socket: Socket, rude: Rudeness, contents: string[], lines: string[]): void {
  const act = (how: number | 'drop' | 'silence' | undefined, usual: string): void => {
    if (how === 'drop') socket.destroy();
    else if (typeof how === 'number')
      socket.write(`${how} ${how >= 500 ? '5' : '4'}.7.1 rude on purpose\r\n`);
    else if (how === undefined) socket.write(usual);
  };
  act(rude.greeting, '220 rude.example ESMTP\r\n');
  let pending = '';
  let inData = false;
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    if (inData && rude.content === 'drop') return socket.destroy();
    for (;;) {
      if (inData) {
        const end = pending.indexOf('\r\n.\r\n');
        if (end < 0) return undefined;
        contents.push(pending.slice(0, end));
        pending = pending.slice(end + 5);
        inData = false;
        act(rude.dot, '250 2.0.0 taken\r\n');
        continue;
      }
      const end = pending.indexOf('\r\n');
      if (end < 0) return undefined;
      const line = pending.slice(0, end).toUpperCase();
      pending = pending.slice(end + 2);
      lines.push(line);
      if (line.startsWith('RCPT')) act(rude.rcpt, '250 2.1.5 ok\r\n');
      else if (line.startsWith('DATA')) {
        inData = rude.data === undefined;
        act(rude.data, '354 go on\r\n');
      } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
}

/** A relay of ours to a server on this machine, impatient so that tests need not wait. */
export function relayTo(port: number, times: Partial<RelayTimes> = {}): Relay {
  const settings = { host: '127.0.0.1', port, secure: false, user: null, password: null };
  return openRelay(settings, { connect: 5_000, greeting: 1_500, socket: 1_500, idle: 1_000, ...times });
}
