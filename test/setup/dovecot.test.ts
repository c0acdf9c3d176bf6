import { ImapFlow } from 'imapflow';
import { afterAll, describe, expect, it } from 'vitest';
import { startDovecot } from './dovecot.ts';

const dovecot = await startDovecot(['anna@example.com']);
afterAll(() => dovecot.remove());

describe('the Dovecot of the tests', () => {
  it('shows by IMAP what was delivered by LMTP, also after a restart', async () => {
    await dovecot.deliver(
      'anna@example.com',
      'From: b@example.org\r\nTo: anna@example.com\r\nSubject: hello\r\n\r\nbody\r\n',
    );
    await dovecot.stop();
    await dovecot.start();
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: dovecot.imapPort,
      secure: false,
      tls: { ca: dovecot.certificate, servername: 'localhost' },
      auth: { user: 'anna@example.com', pass: dovecot.password },
      logger: false,
    });
    await client.connect();
    const lock = await client.getMailboxLock('INBOX');
    const message = await client.fetchOne('1', { envelope: true });
    lock.release();
    await client.logout();
    expect(message === false ? null : message.envelope?.subject).toBe('hello');
  });
});
