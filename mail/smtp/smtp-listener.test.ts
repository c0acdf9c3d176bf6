import { randomBytes, X509Certificate } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { expect, it } from 'vitest';
import { smtpLimits } from './limits.ts';
import { isLoopback, networkOf } from './peer-counts.ts';
import { refusals } from './refusal.ts';
import { makeSelfSigned } from './self-signed.ts';
import { memoryListener, rawSession } from './testing.ts';

const from = 'MAIL FROM:<mia@example.org>\r\n';
const to = 'RCPT TO:<support@example.com>\r\n';
const hello = 'EHLO client.example.org\r\n';

it('announces what it can, and takes a pipelined mail', async () => {
  const listener = await memoryListener();
  const session = await rawSession(listener.port);
  const all: string[] = [];
  session.socket.on('data', (text: string) => all.push(text));
  await session.send(hello);
  for (const word of [
    'PIPELINING',
    '8BITMIME',
    'SMTPUTF8',
    'ENHANCEDSTATUSCODES',
    'STARTTLS',
    'SIZE 1048576',
  ])
    expect(all.join('')).toContain(word);
  expect(all.join('')).not.toContain('AUTH');
  const replies = await session.send(`${from}${to}DATA\r\nSubject: hi\r\n\r\n..dot\r\n.\r\n`, 4);
  expect(replies[3]).toBe('250 2.6.0 Kept as mail-1');
  expect(listener.mails[0]?.raw).toBe('Subject: hi\r\n\r\n.dot\r\n');
});

it('a real client upgrades to TLS and sends UTF-8 addresses', async () => {
  const known = ['support@example.com', 'jürgen@example.com'];
  const listener = await memoryListener({ known });
  const client = createTransport({
    host: '127.0.0.1',
    port: listener.port,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
  });
  await client.sendMail({ from: 'mia@example.org', to: known, text: 'grüße' });
  client.close();
  expect(listener.mails[0]?.tls).toBe(true);
  expect(listener.mails[0]?.to).toHaveLength(2);
});

it('refuses unknown recipients one by one and closes on a harvester', async () => {
  const listener = await memoryListener({ limits: { refusedRecipients: 2 } });
  const session = await rawSession(listener.port);
  await session.send(`${hello}${from}`, 2);
  for (const name of ['a', 'b']) {
    const [reply] = await session.send(`RCPT TO:<${name}@example.com>\r\n`);
    expect(reply).toMatch(/^550 5\.1\.1 There is no mailbox/);
  }
  const [reply] = await session.send('RCPT TO:<c@example.com>\r\n');
  expect(reply).toMatch(/^421 4\.7\.1 /);
  await session.closed;
});

it('takes 100 recipients of 100,000 and tells the rest to come again', async () => {
  const listener = await memoryListener({ refusesRecipient: async () => null });
  const session = await rawSession(listener.port);
  await session.send(`${hello}${from}`, 2);
  const many = Array.from({ length: 100_000 }, (_, i) => `RCPT TO:<p${i}@example.com>\r\n`).join('');
  const replies = await session.send(many, 100_000);
  expect(replies.filter((line) => line.startsWith('250'))).toHaveLength(smtpLimits.recipients);
  expect(replies[smtpLimits.recipients]).toMatch(/^452 4\.5\.3 /);
  await session.send('DATA\r\n');
  const [done] = await session.send('Subject: x\r\n\r\nx\r\n.\r\n');
  expect(done).toMatch(/^250 /);
});

it('refuses a mail that is too large, announced or not, and goes on', async () => {
  const listener = await memoryListener();
  const session = await rawSession(listener.port);
  await session.send(hello);
  const [announced] = await session.send('MAIL FROM:<mia@example.org> SIZE=9000000\r\n');
  expect(announced).toMatch(/^552 5\.3\.4 The mail is larger than \d+ MB\. Please send it without/);
  await session.send(`${from}${to}DATA\r\n`, 3);
  const line = `${'x'.repeat(998)}\r\n`;
  session.socket.write(`Subject: big\r\n\r\n${line.repeat(1_200)}`);
  const [reply] = await session.send('\r\n.\r\n');
  expect(reply).toMatch(/^552 5\.3\.4 The mail is larger than/);
  const [unknown] = await session.send('HELLO?\r\n');
  expect(unknown).toMatch(/^500 5\.5\.\d (?!Error)/);
  expect(listener.mails).toHaveLength(0);
  const again = await session.send(`${from}${to}DATA\r\nSubject: small\r\n\r\nx\r\n.\r\n`, 4);
  expect(again[3]).toMatch(/^250 /);
});

it('streams what does not fit the memory cap, byte for byte', async () => {
  const listener = await memoryListener();
  const session = await rawSession(listener.port);
  const body = `Subject: file\r\n\r\n${randomBytes(400_000).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`;
  await session.send(`${hello}${from}${to}DATA\r\n`, 4);
  const [reply] = await session.send(`${body}.\r\n`);
  expect(reply).toMatch(/^250 /);
  expect(listener.mails[0]?.raw).toBe(body);
});

it('tells 451 and keeps the session when keeping fails for a reason nobody foresaw', async () => {
  let broken = true;
  const listener = await memoryListener({
    receive: async () => {
      if (broken) throw new Error('the database is away');
      return 'kept';
    },
  });
  const session = await rawSession(listener.port);
  await session.send(hello);
  const mail = `${from}${to}DATA\r\nSubject: x\r\n\r\nx\r\n.\r\n`;
  expect((await session.send(mail, 4))[3]).toMatch(/^451 4\.3\.0 .*try again/);
  expect(listener.errors).toHaveLength(1);
  broken = false;
  expect((await session.send(mail, 4))[3]).toBe('250 2.6.0 Kept as kept');
});

it('passes refusals of the keeper on with their codes', async () => {
  const listener = await memoryListener({
    receive: () => Promise.reject(refusals.storageFull(null)),
  });
  const session = await rawSession(listener.port);
  const replies = await session.send(`${hello}${from}${to}DATA\r\nSubject: x\r\n\r\nx\r\n.\r\n`, 5);
  expect(replies[4]).toMatch(/^452 4\.3\.1 No room/);
});

it('keeps nothing of a mail whose sender hung up', async () => {
  const listener = await memoryListener();
  const session = await rawSession(listener.port);
  await session.send(`${hello}${from}${to}DATA\r\n`, 4);
  session.socket.write('Subject: half\r\n\r\nhal');
  session.socket.destroy();
  await session.closed;
  const next = await rawSession(listener.port);
  await next.send(`${hello}${from}${to}DATA\r\nSubject: whole\r\n\r\nx\r\n.\r\n`, 5);
  expect(listener.mails.map((mail) => mail.raw)).toEqual(['Subject: whole\r\n\r\nx\r\n']);
  expect(listener.errors).toEqual([]);
});

it('caps connections and mails per address, and gives room back', async () => {
  const listener = await memoryListener({
    limits: { connectionsPerAddress: 2, mailsPerMinutePerAddress: 3 },
    isTrustedPeer: () => false,
    now: () => 0,
  });
  const first = await rawSession(listener.port, '127.0.0.2');
  await rawSession(listener.port, '127.0.0.2');
  const third = await rawSession(listener.port, '127.0.0.2');
  expect(third.lines[0]).toMatch(/^421 4\.7\.0 Too many connections from your address/);
  await third.closed;
  const other = await rawSession(listener.port, '127.0.0.3');
  expect(other.lines[0]).toMatch(/^220 /);
  await first.send(hello);
  const replies = await first.send(`${from}RSET\r\n${from}RSET\r\n${from}RSET\r\n${from}`, 7);
  expect(replies[4]).toMatch(/^250 /);
  expect(replies[6]).toMatch(/^450 4\.7\.1 Too many mails/);
  first.socket.end('QUIT\r\n');
  await first.closed;
  await expect.poll(async () => (await rawSession(listener.port, '127.0.0.2')).lines[0]).toMatch(/^220 /);
});

it('an idle or endless command line ends the session, not the server', async () => {
  const listener = await memoryListener({ limits: { idleMilliseconds: 200 } });
  const idle = await rawSession(listener.port);
  await idle.closed;
  expect(idle.lines.at(-1)).toMatch(/^421 /);
  const endless = await rawSession(listener.port);
  await endless.send(`EHLO ${'x'.repeat(100_000)}`, 0);
  await endless.closed;
  expect((await rawSession(listener.port)).lines[0]).toMatch(/^220 /);
});

it('makes a certificate that names the host and verifies with its own key', () => {
  const { cert } = makeSelfSigned('mx.example.com', new Date('2026-11-23'));
  const parsed = new X509Certificate(cert);
  expect(parsed.checkHost('mx.example.com')).toBe('mx.example.com');
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(parsed.validTo).toContain('2036');
});

it.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['192.0.2.7', '192.0.2.7'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it('knows its own machine', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.3.2.1'].every(isLoopback)).toBe(true);
  expect(['192.0.2.7', '::127', '1270.0.0.1'].some(isLoopback)).toBe(false);
});
