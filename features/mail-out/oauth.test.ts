/** Sending by a relay that lets in by tokens, over XOAUTH2 and over OAUTHBEARER. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedInAccount } from '#features/mail-accounts/testing.ts';
import { listWays } from '#features/mail-health/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { type OAuthServer, startOAuthServer } from '#test/setup/oauth-server.ts';
import { askRelay } from './commands/note-relay.ts';
import { openRelayOf } from './jobs.ts';
import type { Relay } from './relay.ts';
import { relayTrouble } from './rules/sending.ts';
import { type TokenSmtpServer, tokenSmtpServer } from './test-help/token-smtp-server.ts';

const desk = await testDesk();
const user = 'help@example.com';
const mail = { from: user, to: ['anna@example.com'], raw: Buffer.from('Subject: by token\r\n\r\nHello\r\n') };

describe.each(['XOAUTH2', 'OAUTHBEARER'] as const)('a relay that takes %s', (mechanism) => {
  let oauth: OAuthServer;
  let smtp: TokenSmtpServer;
  let relay: Relay;

  beforeEach(async () => {
    oauth = await startOAuthServer(user);
    smtp = await tokenSmtpServer(mechanism, oauth.introspectionUrl);
    const { port } = smtp;
    desk.settings.relay = { host: '127.0.0.1', port, secure: false, user, password: null, account: user };
    await signedInAccount(desk, oauth);
    const opened = openRelayOf(desk);
    if (!opened) throw new Error('no relay');
    relay = opened;
  });
  afterEach(async () => {
    relay.close();
    await desk.db.deleteFrom('mailAccount').execute();
    await desk.db.deleteFrom('mailWay').execute();
    await smtp.close();
    await oauth.close();
  });
  const send = () => relay.send(mail, async () => undefined);
  const way = async () => (await listWays(desk.db))[0];

  it('takes mail, one sign-in for a connection', async () => {
    expect(await send()).toMatchObject({ kind: 'accepted' });
    expect(await send()).toMatchObject({ kind: 'accepted' });
    expect(smtp.taken).toHaveLength(2);
    expect(smtp.taken[0]).toContain('Subject: by token');
    expect(smtp.signedIn).toEqual([`${mechanism} ${user}`]);
  });

  it('gets a renewed token when the old one has ended', async () => {
    oauth.endAccess();
    desk.clock.advance(3_600_000);
    expect(await send()).toMatchObject({ kind: 'accepted' });
    expect(oauth.asked.map((body) => body.grant_type)).toEqual(['authorization_code', 'refresh_token']);
    expect(smtp.refused()).toBe(0);
  });

  it('gets another one in the same connection when it takes none that should be good', async () => {
    oauth.endAccess();
    desk.clock.advance(120_000);
    await askRelay(desk);
    expect((await way())?.lastSuccessAt).not.toBeNull();
    expect([smtp.refused(), smtp.signedIn.length]).toEqual([1, 1]);
  });

  it('is refused in mail health, and mail waits, when the permission was taken back', async () => {
    oauth.revoke();
    oauth.endAccess();
    desk.clock.advance(3_600_000);
    const result = await send();
    expect(result).toMatchObject({
      kind: 'error',
      replyCode: null,
      contentBegan: false,
      aboutUs: true,
      hopeless: false,
      signIn: { refused: true, words: expect.stringMatching(/Sign in again/) },
    });
    await askRelay(desk);
    expect(await way()).toMatchObject({
      refused: true,
      lastError: expect.stringMatching(/no longer lets the desk in as help@example\.com\. Sign in again/),
    });
  });

  it('is failing, not refused, while the sign-in server is away', async () => {
    desk.clock.advance(3_600_000);
    oauth.behave.next = [{ status: 502, body: '' }];
    await askRelay(desk);
    expect(await way()).toMatchObject({ refused: false, lastError: expect.stringMatching(/answered 502/) });
  });

  it('that does not believe the token says so', async () => {
    oauth.user = 'somebody-else@example.com';
    const result = await send();
    expect(result).toMatchObject({ kind: 'error', replyCode: 535, aboutUs: true });
    const words = result.kind === 'error' ? relayTrouble(result.replyCode, result.words) : '';
    expect(words).toMatch(/check its user and password, or its mail account.*The token was refused/);
    expect(words).not.toMatch(/Bearer|auth=/);
  });
});

describe('a relay', () => {
  let oauth: OAuthServer;
  let smtp: TokenSmtpServer;
  afterAll(async () => {
    await smtp?.close();
    await oauth?.close();
  });
  it('at a host that the account does not name gets no token', async () => {
    oauth = await startOAuthServer(user);
    smtp = await tokenSmtpServer('XOAUTH2', oauth.introspectionUrl);
    await signedInAccount(desk, oauth, { mailHosts: ['smtp.example.com'] });
    desk.settings.relay = {
      host: '127.0.0.1',
      port: smtp.port,
      secure: false,
      user,
      password: null,
      account: user,
    };
    await askRelay(desk);
    expect((await listWays(desk.db))[0]).toMatchObject({
      refused: true,
      lastError: expect.stringMatching(/signs in at smtp\.example\.com only, not at 127\.0\.0\.1/),
    });
    expect([smtp.refused(), smtp.signedIn.length]).toEqual([0, 0]);
  });
});
