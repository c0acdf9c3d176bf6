/** Fetching from a real Dovecot that lets in by tokens of a real authorization server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedInAccount } from '#features/mail-accounts/testing.ts';
import { watchMail } from '#features/mail-health/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { type Dovecot, hasDovecot, startDovecot } from '#test/setup/dovecot.ts';
import { type OAuthServer, startOAuthServer } from '#test/setup/oauth-server.ts';
import { checkImap } from './commands/check-imap.ts';
import { reconcileMailbox } from './commands/reconcile-folder.ts';
import { type ImapDoor, openImapDoor } from './imap.ts';
import { mailText } from './testing.ts';

const isMissing = !hasDovecot();
if (isMissing && process.env.CI === 'true') throw new Error('Dovecot is missing; npm test installs it');
const desk = await testDesk();

describe.skipIf(isMissing).each(['xoauth2', 'oauthbearer'] as const)('IMAP by %s', (mechanism) => {
  const user = `${mechanism}@ouraring.com`;
  let oauth: OAuthServer;
  let dovecot: Dovecot;
  let door: ImapDoor;
  let mailboxId: string;
  let accountId: string;

  beforeAll(async () => {
    oauth = await startOAuthServer(user);
    dovecot = await startDovecot([user], {
      introspectionUrl: oauth.introspectionUrl,
      mechanisms: [mechanism],
    });
    desk.settings.imapCa = dovecot.certificate;
    accountId = await signedInAccount(desk, oauth);
    mailboxId = newId();
    const imap = {
      host: 'localhost',
      port: dovecot.imapsPort,
      secure: true,
      user,
      folders: ['INBOX'],
      since: null,
    };
    await desk.db
      .insertInto('mailbox')
      .values({
        id: mailboxId,
        brandId: desk.brand.id,
        address: user,
        imap: JSON.stringify(imap),
        mailAccountId: accountId,
      })
      .execute();
    door = await openImapDoor(desk, { ca: dovecot.certificate, lookEvery: 20_000, firstRetry: 50 });
  }, 60_000);
  afterAll(async () => {
    await door?.close();
    await desk.db.updateTable('mailbox').set({ imap: null, mailAccountId: null }).execute();
    await dovecot?.remove();
    await oauth?.close();
  });

  const fetched = async (): Promise<number> =>
    (await desk.db.selectFrom('inboundMail').select('id').where('mailboxId', '=', mailboxId).execute())
      .length;
  const health = () =>
    desk.db
      .selectFrom('mailbox')
      .select(['healthState', 'healthNote'])
      .where('id', '=', mailboxId)
      .executeTakeFirstOrThrow();
  const way = () =>
    desk.db
      .selectFrom('mailWay')
      .select(['state', 'reason'])
      .where('id', '=', `mailbox:${mailboxId}`)
      .executeTakeFirstOrThrow();
  const trial = (host = 'localhost') => {
    const server = { host, port: dovecot.imapsPort, secure: true, user, folders: ['INBOX'] };
    return checkImap(desk, { ...server, auth: { mailAccountId: accountId } });
  };
  /** Every connection is made anew. */
  const restart = async (): Promise<void> => {
    await dovecot.stop();
    await dovecot.start();
  };

  it('fetches mail, over this mechanism alone', async () => {
    await dovecot.deliver(user, mailText({ to: user, subject: 'by token' }));
    await door.lookNow();
    expect(await health()).toEqual({ healthState: 'ok', healthNote: '' });
    expect(await fetched()).toBe(1);
    expect((await trial()).note).toBe('It works: signed in, and found INBOX (1 mail).');
  });

  it('goes on with a renewed token when the old one has ended', async () => {
    oauth.endAccess();
    desk.clock.advance(3_600_000);
    await restart();
    await dovecot.deliver(user, mailText({ to: user, subject: 'after an hour' }));
    await expect.poll(fetched, { timeout: 20_000 }).toBe(2);
    expect(oauth.asked.map((body) => body.grant_type)).toEqual(['authorization_code', 'refresh_token']);
  }, 40_000);

  it('asks for another token when the server does not take one that should be good', async () => {
    oauth.endAccess();
    desk.clock.advance(120_000);
    expect((await trial()).works).toBe(true);
    expect(oauth.asked).toHaveLength(3);
    await reconcileMailbox(desk, mailboxId);
    const compared = await desk.db
      .selectFrom('imapReconciliation')
      .select(['onServer', 'trouble'])
      .where('mailboxId', '=', mailboxId)
      .executeTakeFirstOrThrow();
    expect(compared).toEqual({ onServer: 2, trouble: '' });
  });

  it('shows no token to another server', async () => {
    expect(await trial('imap.attacker.example')).toMatchObject({
      works: false,
      note: expect.stringMatching(/signs in at localhost, 127\.0\.0\.1 only/),
    });
  });

  it('says who has to do what when the server lets nobody in', async () => {
    oauth.user = 'somebody-else@ouraring.com';
    const answer = await trial();
    oauth.user = user;
    expect(answer.note).toMatch(new RegExp(`took no token for ${user}\\. Check that this user may use IMAP`));
  });

  it('is refused in mail health, in words, when the permission was taken back', async () => {
    oauth.revoke();
    oauth.endAccess();
    desk.clock.advance(3_600_000);
    await restart();
    await door.lookNow();
    await expect.poll(async () => (await health()).healthNote, { timeout: 20_000 }).toMatch(/Sign in again/);
    await watchMail(desk, { waitingSince: async () => new Map(), canaryEverySeconds: async () => null });
    expect(await way()).toEqual({
      state: 'refused',
      reason: expect.stringMatching(
        /no longer lets the desk in as .* Sign in again under Settings, Mail accounts/,
      ),
    });
  }, 40_000);

  it('connects at once when somebody has signed in again', async () => {
    await inTransaction(desk, (tx) =>
      tx
        .updateTable('mailAccount')
        .set({ name: `old ${user}` })
        .where('id', '=', accountId)
        .execute(),
    );
    const again = await signedInAccount(desk, oauth);
    await inTransaction(desk, (tx) =>
      tx.updateTable('mailbox').set({ mailAccountId: again }).where('id', '=', mailboxId).execute(),
    );
    await door.follow();
    await expect.poll(async () => (await health()).healthState, { timeout: 20_000 }).toBe('ok');
  }, 30_000);
});
