/**
 * SMTP smuggling (CVE-2023-51764, -51765, -51766): a sending server that takes other endings for the end of DATA than we do
 * would let a stranger write a second mail with a forged envelope. Only CRLF.CRLF may end our DATA.
 */
import { expect, it } from 'vitest';
import { memoryListener, rawSession } from './testing.ts';

const smuggled = 'MAIL FROM:<admin@example.org>\r\nRCPT TO:<support@example.com>\r\nDATA\r\nforged\r\n.\r\n';

const endings = [
  '\n.\n',
  '\n.\r\n',
  '\r.\r',
  '\r.\r\n',
  '\r\n.\n',
  '\r\n.\r',
  '\n.\r',
  '\r.\n',
  '\r\n\0.\r\n',
  '\r\n.\0\r\n',
];

for (const ending of endings) {
  for (const split of [false, true]) {
    it(`${JSON.stringify(ending)} does not end the mail${split ? ', one byte at a time' : ''}`, async () => {
      const listener = await memoryListener();
      const session = await rawSession(listener.port);
      await session.send('EHLO client.example.org\r\n');
      await session.send('MAIL FROM:<mia@example.org>\r\n');
      await session.send('RCPT TO:<support@example.com>\r\n');
      await session.send('DATA\r\n');
      const body = `Subject: one\r\n\r\nfirst${ending}${smuggled.replace(/\r\n\.\r\n$/, '')}\r\n.\r\n`;
      session.socket.setNoDelay(true);
      if (split) for (const byte of body) session.socket.write(byte);
      const [reply] = await session.send(split ? '' : body);
      expect(reply).toMatch(/^250 2\.6\.0 /);
      await session.send('QUIT\r\n');
      expect(listener.mails).toHaveLength(1);
      expect(listener.mails[0]?.from).toBe('mia@example.org');
      expect(listener.mails[0]?.raw).toContain('forged');
    });
  }
}

it('a dot-stuffed first line that arrives alone does not end the mail', async () => {
  const listener = await memoryListener();
  const session = await rawSession(listener.port);
  await session.send('EHLO client.example.org\r\n');
  await session.send('MAIL FROM:<mia@example.org>\r\nRCPT TO:<support@example.com>\r\nDATA\r\n', 3);
  session.socket.setNoDelay(true);
  session.socket.write('.');
  session.socket.write('.');
  const [reply] = await session.send(`\r\n${smuggled}`);
  expect(reply).toMatch(/^250 /);
  expect(listener.mails[0]?.raw).toContain('MAIL FROM:<admin@example.org>');
  expect(listener.mails).toHaveLength(1);
});
