/** The ledger compared with a real Dovecot, after gaps made on purpose. */
import { ImapFlow } from 'imapflow';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { listWays } from '#features/mail-health/index.ts';
import { imapPasswordPurpose } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { newId } from '#platform/ids.ts';
import { type Dovecot, hasDovecot, startDovecot } from '#test/setup/dovecot.ts';
import { reconcileMailbox } from './commands/reconcile-folder.ts';
import { openImapDoor } from './imap.ts';
import { reconcileDaily } from './jobs.ts';
import { listReconciliations } from './store/reconciliations.ts';
import { mailText, readAll } from './testing.ts';

const desk = await testDesk();
const users = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `${name}@ouraring.com`);
const isMissing = !hasDovecot();
if (isMissing && process.env.CI === 'true') throw new Error('Dovecot is missing; npm test installs it');
const server: Dovecot | null = isMissing ? null : await startDovecot(users);
afterAll(() => server?.remove());
desk.settings.imapCa = server?.certificate ?? null;

let next = 0;

/** A mailbox of its own with `count` mails in the folder, all in the ledger. */
async function mailbox(count: number, folder = 'INBOX', since: string | null = null) {
  const user = users[next] ?? '';
  next += 1;
  const id = newId();
  const { imapsPort: port, password } = server as Dovecot;
  const imap = { host: 'localhost', port, secure: true, user, folders: [folder], since };
  await desk.db
    .insertInto('mailbox')
    .values({
      ...{ id, brandId: desk.brand.id, address: user, imap: JSON.stringify(imap) },
      imapPassword: desk.secrets.seal(imapPasswordPurpose, password),
    })
    .execute();
  const flow = new ImapFlow({
    ...{ host: 'localhost', port, secure: true, auth: { user, pass: password }, logger: false },
    tls: { ca: server?.certificate ?? '' },
  });
  await flow.connect();
  if (folder !== 'INBOX') await flow.mailboxCreate(folder);
  const append = (subject: string, day?: string) =>
    flow.append(folder, mailText({ to: user, subject, body: subject }), [], day ? new Date(day) : undefined);
  for (let number = 1; number <= count; number += 1) await append(`mail ${number}`);
  const reconcile = async () => {
    await reconcileMailbox(desk, id);
    return (await listReconciliations(desk.db)).find((one) => one.mailboxId === id);
  };
  await reconcile();
  return { id, user, flow, append, reconcile };
}

const ledger = (id: string) =>
  desk.db
    .selectFrom('inboundMail')
    .select(['id', 'rawSha256', 'sourceKey'])
    .where('mailboxId', '=', id)
    .execute();
const cursorTo = (id: string, lastUid: number) =>
  desk.db.updateTable('imapCursor').set({ lastUid }).where('mailboxId', '=', id).execute();

describe.skipIf(isMissing)('comparing a folder with the ledger', () => {
  it('finds everything in order, as often as it is asked', async () => {
    const { id, flow, reconcile } = await mailbox(5);
    expect(await reconcile()).toMatchObject({
      ...{ onServer: 5, inLedger: 5, filled: 0, beforeDay: 0, unreadable: 0, trouble: '' },
    });
    expect(await ledger(id)).toHaveLength(5);
    await flow.logout();
  });

  it('fills a gap that the place passed over, once, and says so as an event', async () => {
    const { id, user, flow, append, reconcile } = await mailbox(2);
    // The place moved on, and the mails before it never came.
    await cursorTo(id, 5);
    for (const subject of ['lost one', 'lost two', 'lost three']) await append(subject);
    expect(await reconcile()).toMatchObject({ onServer: 5, inLedger: 2, filled: 3 });
    expect(await reconcile()).toMatchObject({ onServer: 5, inLedger: 5, filled: 0 });
    await readAll(desk);
    const tickets = await desk.db
      .selectFrom('ticket')
      .select('subject')
      .where('subject', 'like', 'lost%')
      .execute();
    expect(tickets).toHaveLength(3);
    const events = await desk.db
      .selectFrom('event')
      .select('data')
      .where('kind', '=', 'mail-filled')
      .execute();
    expect(events.map((event) => event.data)).toContainEqual(
      expect.objectContaining({ address: user, folder: 'INBOX', filled: 3 }),
    );
    await flow.logout();
  });

  it('misses nothing when a mail was deleted on the server', async () => {
    const { id, flow, reconcile } = await mailbox(3);
    await flow.mailboxOpen('INBOX');
    await flow.messageDelete('2', { uid: true });
    expect(await reconcile()).toMatchObject({ onServer: 2, inLedger: 2, filled: 0 });
    expect(await ledger(id)).toHaveLength(3);
    await flow.logout();
  });

  it('doubles nothing when the folder was numbered anew, and fetches it only once for that', async () => {
    const { id, flow, append, reconcile } = await mailbox(0, 'Archive');
    const mails = [1, 2, 3].map((number) => mailText({ subject: `moved ${number}` }));
    for (const raw of mails) await flow.append('Archive', raw);
    await reconcile();
    await flow.mailboxDelete('Archive');
    await flow.mailboxCreate('Archive');
    for (const raw of mails) await flow.append('Archive', raw);
    await append('only in the new one');
    expect(await reconcile()).toMatchObject({ onServer: 4, inLedger: 4, filled: 0 });
    expect(new Set((await ledger(id)).map((row) => row.rawSha256)).size).toBe(4);
    expect(await ledger(id)).toHaveLength(4);
    const known = await desk.db
      .selectFrom('imapKnownMail')
      .select('uid')
      .where('mailboxId', '=', id)
      .execute();
    expect(known.map((row) => row.uid)).toEqual([1, 2, 3]);
    await flow.logout();
  });

  it('takes another mail under a number that was used before, and goes on from where the server stands', async () => {
    const { id, flow, append, reconcile } = await mailbox(2);
    // As after a restore: the ledger knows numbers 3 and 4 as other mails, and the server gives 3 away again.
    await append('before the restore');
    await reconcile();
    const [lost] = (await ledger(id)).filter((row) => row.sourceKey.endsWith(':3'));
    await desk.db
      .updateTable('inboundMail')
      .set({ rawSize: 7, rawSha256: 'f'.repeat(64) })
      .where('id', '=', lost?.id ?? '')
      .execute();
    await cursorTo(id, 9);
    const door = await openImapDoor(desk, { ca: desk.settings.imapCa, lookEvery: 20_000 });
    await door.lookNow();
    expect(await ledger(id)).toHaveLength(4);
    await append('after the restore');
    await door.lookNow();
    expect(await ledger(id)).toHaveLength(5);
    await door.close();
    expect(await reconcile()).toMatchObject({ onServer: 4, inLedger: 4, filled: 0 });
    await flow.logout();
  });

  it('says what was left outside, and why', async () => {
    const { flow, append, reconcile } = await mailbox(0, 'INBOX', '2026-06-01');
    await append('too old', '2026-01-15');
    await append('new enough', '2026-07-15');
    expect(await reconcile()).toMatchObject({ onServer: 1, inLedger: 1, beforeDay: 1, filled: 0 });
    await flow.logout();
  });

  it('tells in words what kept it from comparing, also to mail health', async () => {
    const { id, flow, reconcile } = await mailbox(1);
    await flow.logout();
    const wrong = desk.secrets.seal(imapPasswordPurpose, 'wrong');
    await desk.db.updateTable('mailbox').set({ imapPassword: wrong }).where('id', '=', id).execute();
    expect((await reconcile())?.trouble).toMatch(/refused user name or password/);
    expect((await listWays(desk.db)).find((way) => way.id === `mailbox:${id}`)).toMatchObject({
      refused: true,
    });
  });

  it('runs once a day for each mailbox', async () => {
    expect(await reconcileDaily(desk)).toBe(0);
    desk.clock.advance(25 * 3_600_000);
    expect(await reconcileDaily(desk)).toBe(next);
    expect(await reconcileDaily(desk)).toBe(next);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from graphile_worker.jobs
      where task_identifier = 'mail-in.reconcile'`.execute(desk.db);
    expect(rows).toEqual([{ count: next }]);
  });
});
