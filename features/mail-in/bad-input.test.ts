/** Whatever a stranger sends through SMTP ends on a ticket, in quarantine with a reason, or in a clear refusal. */
import { afterAll, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { makeSelfSigned } from '#mail/smtp/self-signed.ts';
import { rawSession } from '#mail/smtp/testing.ts';
import { openSmtpDoor } from './smtp.ts';
import { mailText, outcomeOf, readAll } from './testing.ts';

const desk = await testDesk();
const door = await openSmtpDoor(desk, {
  host: '127.0.0.1',
  port: 0,
  name: 'mx.example.com',
  tls: makeSelfSigned('mx.example.com', new Date()),
});
afterAll(async () => {
  await door.close();
  await closeParsePool();
});

/** Sends bytes as the content of one mail, stuffed as RFC 5321 section 4.5.2 asks; returns the reply and what became of it. */
async function send(raw: string | Buffer) {
  const session = await rawSession(door.port);
  await session.send('EHLO client.example.org\r\n');
  await session.send('MAIL FROM:<mia@example.com>\r\nRCPT TO:<support@ouraring.com>\r\nDATA\r\n', 3);
  const bytes = typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw;
  const stuffed = bytes.includes('\n.')
    ? Buffer.from(bytes.toString('latin1').replace(/\n\./g, '\n..'), 'latin1')
    : bytes;
  session.socket.write(stuffed);
  const [reply = ''] = await session.send('\r\n.\r\n');
  session.socket.destroy();
  const id = /Kept as (\S+)/.exec(reply)?.[1];
  if (!id) return { reply, fate: null, reason: null, message: null, files: [] };
  await readAll(desk);
  const { fate, reason, messageId } = await outcomeOf(desk, id);
  const message = await desk.db
    .selectFrom('message')
    .selectAll()
    .where('id', '=', messageId ?? '00000000-0000-0000-0000-000000000000')
    .executeTakeFirst();
  const files = message
    ? await desk.db
        .selectFrom('attachment')
        .selectAll()
        .where('messageId', '=', message.id)
        .orderBy('position')
        .execute()
    : [];
  return { reply, fate, reason, message: message ?? null, files };
}

/** Mails without Message-ID and Date that say the same are one mail, so each says something else. */
let cases = 0;

const head = (more = ''): string =>
  `From: Mia <mia@example.com>\r\nTo: support@ouraring.com\r\nSubject: bad\r\n${more}`;
const multipart = (parts: string[]): string =>
  `${head('MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n')}\r\n${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`;
const file = (name: string, type: string, body: string): string =>
  `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${body}`;

it('an empty mail is held as blank', async () => {
  expect(await send('')).toMatchObject({ fate: 'quarantine', reason: 'blank' });
});

it.each<[string, string | Buffer]>([
  ['no headers at all', 'just words'],
  ['no From, Message-ID or Date', 'Subject: hello\r\n\r\nmy ring is broken'],
  ['invalid base64', `${head('Content-Transfer-Encoding: base64\r\n')}\r\n!!!! this is not ==== base64 ????`],
  [
    'NUL bytes everywhere',
    `Fr\0om: mia@example.com\r\nSubject: a\0b\r\nMessage-ID: <n\0ul@example.com>\r\n\r\nte\0xt`,
  ],
  ['a header of 2 MB', `${head(`X-Long: ${'x'.repeat(2_000_000)}\r\n`)}\r\nhello from case ${++cases}`],
  [
    'a subject of 20,000 characters',
    `From: mia@example.com\r\nSubject: ${'ring '.repeat(4_000)}\r\n\r\nhello from case ${++cases}`,
  ],
  [
    '100,000 recipients in To',
    `From: mia@example.com\r\nSubject: many\r\nTo: ${Array.from({ length: 100_000 }, (_, i) => `p${i}@example.com`).join(',\r\n ')}\r\n\r\nhello from case ${++cases}`,
  ],
  [
    '10,000 parts',
    multipart(Array.from({ length: 10_000 }, (_, i) => `Content-Type: text/plain\r\n\r\npart ${i}`)),
  ],
  [
    '200 nested mails',
    `${head()}${'Content-Type: message/rfc822\r\n\r\nSubject: deeper\r\n'.repeat(200)}\r\nthe bottom`,
  ],
  [
    'an HTML bomb',
    `${head('Content-Type: text/html\r\n')}\r\n${'<div>'.repeat(100_000)}deep${'<table><tr><td>'.repeat(20_000)}`,
  ],
  [
    'lone surrogates and broken UTF-8',
    Buffer.concat([
      Buffer.from(head('Content-Type: text/plain; charset=utf-8\r\n')),
      Buffer.from([13, 10, 0xed, 0xa0, 0x80, 0xff, 0xfe, 0xc3, 0x28]),
    ]),
  ],
  [
    'bare CR and LF in the header',
    'From: mia@example.com\rBcc: all@example.com\nSubject: x\r\n\r\nhello there',
  ],
  [
    'endless references',
    `${head(`References: ${Array.from({ length: 20_000 }, (_, i) => `<r${i}@example.com>`).join(' ')}\r\n`)}\r\nhello from case ${++cases}`,
  ],
  [
    'a date in the year 99999 and one that is no date',
    `${head('Date: Mon, 32 Foo 99999 99:99:99 +9999\r\n')}\r\nhello from case ${++cases}`,
  ],
  [
    'a Message-ID of 50,000 characters',
    `${head(`Message-ID: <${'m'.repeat(50_000)}@example.com>\r\n`)}\r\nhello from case ${++cases}`,
  ],
  [
    'From that is a group, a list and a script',
    'From: undisclosed:;, "<script>" <a@b, x@y>\r\nSubject: who\r\n\r\nhello',
  ],
])(
  '%s: a ticket',
  async (_title, raw) => {
    const result = await send(raw);
    expect(result.reply).toMatch(/^250 /);
    expect(result.fate).toBe('ticket');
    expect(result.message).not.toBeNull();
  },
  60_000,
);

it('an attachment of 30 MB arrives whole', async () => {
  const body = `${'QUJD'.repeat(19)}\r\n`.repeat(Math.ceil(30_000_000 / 57));
  const result = await send(
    multipart([`Content-Transfer-Encoding: base64\r\n${file('film.mov', 'video/quicktime', body)}`]),
  );
  expect(result.fate).toBe('ticket');
  expect(result.files[0]?.size).toBeGreaterThan(29_000_000);
}, 60_000);

it('script, style, javascript: and SVG stay data: the text is readable, the files are only for download', async () => {
  const html =
    '<p>hello</p><script>alert(1)</script><style>*{}</style><a href="javascript:x">x</a><img src="https://track.example.net/p.png">';
  const result = await send(
    multipart([
      `Content-Type: text/html\r\n\r\n${html}`,
      file('x.svg', 'image/svg+xml', '<svg onload="alert(1)"/>'),
    ]),
  );
  expect(result.message?.text).toContain('hello');
  expect(result.message?.text).not.toContain('alert');
  expect(result.message?.remoteImageCount).toBe(1);
  expect(result.files[0]?.warning).toMatch(/can contain scripts/);
});

it('names of attachments never become paths, and false claims are told', async () => {
  const result = await send(
    multipart([
      file('../../x', 'text/plain', 'a'),
      file('=?utf-8?Q?=E2=80=8B.htaccess?=', 'text/plain', 'b'),
      file('photo.png', 'image/png', '<html><script>alert(1)</script></html>'),
      file('setup.exe', 'application/octet-stream', 'MZ\x90\x00'),
    ]),
  );
  const [up, htaccess, png, exe] = result.files;
  expect(up?.filename).not.toMatch(/[/\\]|\.\./);
  expect(htaccess?.filename).not.toMatch(/^\.|\u200b/);
  expect(png).toMatchObject({ sniffedType: 'text/html', warning: expect.stringMatching(/it is a web page/) });
  expect(exe?.warning).toMatch(/program|Be careful/);
});

it('more than the server takes is refused while it is sent', async () => {
  const small = await openSmtpDoor(
    { ...desk, settings: { ...desk.settings, maxMessageBytes: 10_000 } },
    { host: '127.0.0.1', port: 0, name: 'mx.example.com', tls: makeSelfSigned('mx.example.com', new Date()) },
  );
  const session = await rawSession(small.port);
  await session.send('EHLO client.example.org\r\n');
  await session.send('MAIL FROM:<mia@example.com>\r\nRCPT TO:<support@ouraring.com>\r\nDATA\r\n', 3);
  const [reply] = await session.send(`${mailText({ body: 'x'.repeat(20_000) }).toString('latin1')}.\r\n`);
  expect(reply).toMatch(/^552 5\.3\.4 /);
  await small.close();
});

it('in the end every mail has exactly one fate', async () => {
  const rows = await desk.db.selectFrom('inboundMail').select(['state', 'fate', 'lastError']).execute();
  expect(rows.filter((row) => row.state !== 'done' || row.fate === null)).toEqual([]);
});
