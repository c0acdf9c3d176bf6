/**
 * The sender, a process of its own: `node bench/send-mails.ts PORT N RUN CONNECTIONS TO [KEY]`. Prints seconds taken as JSON.
 * With the file of a DKIM key the mails are signed and come from outside (`from-outside.ts`).
 */
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { makeMail } from './make-mail.ts';
import { peerNetwork, peers, signed } from './zone.ts';

/** Sends one SMTP dialogue after another over one connection (RFC 5321), with pipelining (RFC 2920). */
async function sendOver(
  port: number,
  mails: AsyncIterable<{ from: string; to: string; raw: Buffer }>,
): Promise<number> {
  const from =
    keyFile === '' ? {} : { localAddress: `${peerNetwork}${1 + Math.floor(Math.random() * peers)}` };
  const socket = net.connect({ port, host: '127.0.0.1', ...from });
  socket.setNoDelay(true);
  const replies = readReplies(socket);
  await expectReply(replies, '220');
  socket.write('EHLO bench.example.com\r\n');
  await expectReply(replies, '250');
  let sent = 0;
  for await (const mail of mails) {
    socket.write(`MAIL FROM:<${mail.from}>\r\nRCPT TO:<${mail.to}>\r\nDATA\r\n`);
    await expectReply(replies, '250');
    await expectReply(replies, '250');
    await expectReply(replies, '354');
    socket.write(Buffer.concat([stuffed(mail.raw), Buffer.from('\r\n.\r\n')]));
    await expectReply(replies, '250');
    sent += 1;
  }
  socket.end('QUIT\r\n');
  return sent;
}

/** Dot-stuffing of RFC 5321 section 4.5.2; bench mails only need it when a line starts with a dot. */
function stuffed(raw: Buffer): Buffer {
  return raw.includes('\r\n.')
    ? Buffer.from(raw.toString('latin1').replaceAll('\r\n.', '\r\n..'), 'latin1')
    : raw;
}

async function* readReplies(socket: net.Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of socket) {
    rest += String(chunk);
    let end = rest.indexOf('\r\n');
    while (end >= 0) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (line[3] !== '-') yield line;
      end = rest.indexOf('\r\n');
    }
  }
}

async function expectReply(replies: AsyncGenerator<string>, code: string): Promise<void> {
  const { value, done } = await replies.next();
  if (done || !String(value).startsWith(code))
    throw new Error(`expected ${code}, got ${done ? 'the end' : value}`);
}

const [port = '', n = '', run = '', connections = '', to = '', keyFile = ''] = process.argv.slice(2);
const total = Number(n);
// Made before the clock starts: the sender's own work must not count.
const plain = Array.from({ length: total }, (_, index) => makeMail(run, index, to));
const key = keyFile === '' ? null : await readFile(keyFile, 'utf8');
const mails = key === null ? plain : await Promise.all(plain.map((mail) => signed(mail, key)));
let next = 0;
async function* share(): AsyncGenerator<{ from: string; to: string; raw: Buffer }> {
  while (next < mails.length) {
    const mail = mails[next];
    next += 1;
    if (mail) yield mail;
  }
}
const began = performance.now();
const counts = await Promise.all(
  Array.from({ length: Number(connections) }, () => sendOver(Number(port), share())),
);
const seconds = (performance.now() - began) / 1000;
const bytes = mails.reduce((sum, mail) => sum + mail.raw.length, 0);
process.stdout.write(`${JSON.stringify({ sent: counts.reduce((a, b) => a + b, 0), seconds, bytes })}\n`);
