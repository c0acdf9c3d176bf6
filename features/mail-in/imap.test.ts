/** Fetching from a real Dovecot. */
import { createHash } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { imapPasswordPurpose } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { openImapSession } from '#mail/imap/imap-session.ts';
import { newId } from '#platform/ids.ts';
import { type Dovecot, hasDovecot, startDovecot } from '#test/setup/dovecot.ts';
import { fetchFolder } from './commands/fetch-folder.ts';
import { type ImapDoor, openImapDoor } from './imap.ts';
import { imapMailboxes } from './store/imap-mailboxes.ts';
import { mailText, readAll } from './testing.ts';

const desk = await testDesk();
const users = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `${name}@ouraring.com`);
const isMissing = !hasDovecot();
users.push('renumbered@ouraring.com');
if (isMissing && process.env.CI === 'true') throw new Error('Dovecot is missing; npm test installs it');
const server: Dovecot | null = isMissing ? null : await startDovecot(users);
afterAll(() => server?.remove());

function dovecot(): Dovecot {
  if (!server) throw new Error('Dovecot is not on this machine');
  return server;
}

async function addMailbox(
  user: string,
  given: { folders?: string[]; since?: string | null; password?: string; host?: string; port?: number } = {},
): Promise<string> {
  const id = newId();
  await desk.db
    .insertInto('mailbox')
    .values({
      id,
      brandId: desk.brand.id,
      address: user,
      imap: JSON.stringify({
        host: given.host ?? 'localhost',
        port: given.port ?? dovecot().imapsPort,
        secure: true,
        user,
        folders: given.folders ?? ['INBOX'],
        since: given.since ?? null,
      }),
      imapPassword: desk.secrets.seal(imapPasswordPurpose, given.password ?? dovecot().password),
    })
    .execute();
  return id;
}

async function client(user: string): Promise<ImapFlow> {
  const flow = new ImapFlow({
    host: 'localhost',
    port: dovecot().imapsPort,
    secure: true,
    auth: { user, pass: dovecot().password },
    tls: { ca: dovecot().certificate },
    logger: false,
  });
  await flow.connect();
  return flow;
}

const ledger = (mailboxId: string) =>
  desk.db.selectFrom('inboundMail').selectAll().where('mailboxId', '=', mailboxId).execute();
const healthOf = (id: string) =>
  desk.db
    .selectFrom('mailbox')
    .select(['healthState', 'healthNote'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

async function fetchOnce(id: string, folder = 'INBOX', desk2 = desk) {
  const mailbox = (await imapMailboxes(desk.db, desk.brand.id)).find((one) => one.id === id);
  if (!mailbox) throw new Error('no such mailbox');
  const session = await openImapSession({
    ...mailbox,
    auth: async () => ({ password: dovecot().password }),
    ca: dovecot().certificate,
  });
  try {
    return await fetchFolder(desk2, mailbox, folder, session);
  } finally {
    await session.close();
  }
}

describe.skipIf(isMissing)('IMAP', () => {
  it('takes every mail once, also what was read elsewhere, byte for byte, over several folders, and marks nothing', async () => {
    const [user = ''] = users;
    const id = await addMailbox(user, { folders: ['INBOX', 'Archive'] });
    const raw = mailText({ to: user, body: 'exact bytes: é ü €' });
    await dovecot().deliver(user, raw);
    await dovecot().deliver(user, mailText({ to: user }));
    const flow = await client(user);
    await flow.mailboxCreate('Archive');
    await flow.append('Archive', mailText({ to: user, subject: 'from the archive' }), ['\\Seen']);
    expect(await fetchOnce(id)).toEqual({ mails: 2, unreadable: [], wentBack: false });
    expect(await fetchOnce(id, 'Archive')).toEqual({ mails: 1, unreadable: [], wentBack: false });
    expect(await fetchOnce(id)).toEqual({ mails: 0, unreadable: [], wentBack: false });
    await dovecot().deliver(user, mailText({ to: user }));
    expect(await fetchOnce(id)).toEqual({ mails: 1, unreadable: [], wentBack: false });
    const rows = await ledger(id);
    expect(rows).toHaveLength(4);
    const kept = await Promise.all(rows.map(async (row) => Buffer.from(await desk.files.get(row.rawSha256))));
    expect(kept.some((bytes) => bytes.includes(raw.subarray(raw.length - 30)))).toBe(true);
    await flow.mailboxOpen('INBOX', { readOnly: true });
    expect(await flow.search({ seen: false })).toHaveLength(3);
    await flow.logout();
  });

  it('goes on where the ledger stands when the desk died in the middle', async () => {
    const [, user = ''] = users;
    const id = await addMailbox(user);
    for (let i = 0; i < 5; i += 1)
      await dovecot().deliver(user, mailText({ to: user, subject: `mail ${i}` }));
    let puts = 0;
    const dying = {
      ...desk,
      files: {
        ...desk.files,
        put: (content: Uint8Array | AsyncIterable<Uint8Array>) => {
          puts += 1;
          return puts > 2 ? Promise.reject(new Error('the process ends here')) : desk.files.put(content);
        },
      },
    };
    await expect(fetchOnce(id, 'INBOX', dying)).rejects.toThrow('the process ends here');
    await fetchOnce(id);
    const rows = await ledger(id);
    expect(rows).toHaveLength(5);
    expect(new Set(rows.map((row) => row.rawSha256)).size).toBe(5);
  });

  it('back-fills from a date only', async () => {
    const [, , user = ''] = users;
    const id = await addMailbox(user, { since: '2026-06-01' });
    const flow = await client(user);
    await flow.append('INBOX', mailText({ to: user, subject: 'too old' }), [], new Date('2026-01-15'));
    await flow.append('INBOX', mailText({ to: user, subject: 'new enough' }), [], new Date('2026-07-15'));
    await flow.logout();
    expect((await fetchOnce(id)).mails).toBe(1);
  });

  it('goes on without doubles in a folder that was numbered anew, also after a kill in the middle', async () => {
    const user = 'renumbered@ouraring.com';
    const id = await addMailbox(user);
    for (let i = 0; i < 3; i += 1) await dovecot().deliver(user, mailText({ to: user }));
    await fetchOnce(id);
    await dovecot().renumber(user);
    const flow = await client(user);
    const { uidValidity } = await flow.mailboxOpen('INBOX', { readOnly: true });
    await flow.logout();
    // The process was killed after its first batch: the place is under the new numbers, most mail is not read yet.
    const reached = { uidValidity: Number(uidValidity), lastUid: 1 };
    await desk.db.updateTable('imapCursor').set(reached).where('mailboxId', '=', id).execute();
    expect(await fetchOnce(id)).toMatchObject({ mails: 0 });
    expect(await ledger(id)).toHaveLength(3);
  });

  it('reads a folder that was numbered anew without doubles', async () => {
    const [, , , user = ''] = users;
    const id = await addMailbox(user);
    const raw = mailText({ to: user, subject: 'stays one' });
    const flow = await client(user);
    await flow.append('INBOX', raw);
    await fetchOnce(id);
    await desk.db.updateTable('imapCursor').set({ uidValidity: 1 }).where('mailboxId', '=', id).execute();
    await flow.append('INBOX', mailText({ to: user, subject: 'one more' }));
    await flow.logout();
    expect((await fetchOnce(id)).mails).toBe(1);
    const hashes = (await ledger(id)).map((row) => row.rawSha256);
    expect(hashes).toHaveLength(2);
    expect(hashes).toContain(createHash('sha256').update(raw).digest('hex'));
  });

  it('a mail that is too large is held with its header, and says where the rest is', async () => {
    const [, , , , user = ''] = users;
    const id = await addMailbox(user);
    await dovecot().deliver(user, mailText({ to: user, subject: 'huge', body: 'x'.repeat(70_000) }));
    await dovecot().deliver(user, mailText({ to: user, subject: 'small' }));
    await fetchOnce(id, 'INBOX', { ...desk, settings: { ...desk.settings, maxMessageBytes: 20_000 } });
    const texts = await Promise.all(
      (await ledger(id)).map(async (row) => Buffer.from(await desk.files.get(row.rawSha256)).toString()),
    );
    expect(texts).toHaveLength(2);
    const huge = texts.find((text) => text.includes('huge'));
    expect(huge).toContain('It was left in its folder');
    expect(huge?.length).toBeLessThan(5_000);
    await readAll(desk);
    const held = (await ledger(id)).filter((row) => row.fate === 'quarantine');
    expect(held).toMatchObject([{ subject: 'huge', fateReason: 'too-large' }]);
    expect(held[0]?.wholeSize).toBeGreaterThan(70_000);
  });

  it('begins anew in another account, even one that numbers its mails alike, without doubles', async () => {
    const [from = '', to = ''] = users.slice(5);
    const id = await addMailbox(from);
    const moved = mailText({ to: from, subject: 'moved along' });
    const old = await client(from);
    for (const raw of [mailText({ to: from }), moved]) await old.append('INBOX', raw);
    await old.logout();
    expect((await fetchOnce(id)).mails).toBe(2);

    const flow = await client(to);
    for (const raw of [moved, mailText({ to, subject: 'only there' })]) await flow.append('INBOX', raw);
    const { uidValidity } = await flow.mailboxOpen('INBOX', { readOnly: true });
    await flow.logout();
    const before = await desk.db
      .updateTable('imapCursor')
      .set({ uidValidity: Number(uidValidity) })
      .where('mailboxId', '=', id)
      .returning('lastUid')
      .executeTakeFirstOrThrow();
    expect(before.lastUid).toBe(2);
    await sql`update inbound_mail set source_key = regexp_replace(source_key, ':[0-9]+:([0-9]+)$', ${`:${uidValidity}:\\1`})
      where mailbox_id = ${id}`.execute(desk.db);
    await desk.db
      .updateTable('mailbox')
      .set({ imap: sql`jsonb_set(imap, '{user}', to_jsonb(${to}::text))` })
      .where('id', '=', id)
      .execute();

    expect((await fetchOnce(id)).mails).toBe(1);
    expect((await fetchOnce(id)).mails).toBe(0);
    const hashes = (await ledger(id)).map((row) => row.rawSha256);
    expect(new Set(hashes).size).toBe(3);
    expect(hashes).toHaveLength(3);
  });

  it('brings older mail when an earlier day is set later, once, and a later day skips nothing', async () => {
    const user = users[7] ?? '';
    const id = await addMailbox(user, { since: '2026-06-01' });
    const flow = await client(user);
    const append = (subject: string, day: string) =>
      flow.append('INBOX', mailText({ to: user, subject }), [], new Date(day));
    await append('of May', '2026-05-15');
    await append('of July', '2026-07-15');
    const since = (day: string) =>
      desk.db
        .updateTable('mailbox')
        .set({ imap: sql`jsonb_set(imap, '{since}', to_jsonb(${day}::text))` })
        .where('id', '=', id)
        .execute();
    expect((await fetchOnce(id)).mails).toBe(1);
    await since('2026-05-01');
    expect((await fetchOnce(id)).mails).toBe(1);
    await since('2026-08-01');
    await append('of September', '2026-09-15');
    expect((await fetchOnce(id)).mails).toBe(1);
    await flow.logout();
    expect(await ledger(id)).toHaveLength(3);
  });

  describe('the door', () => {
    let door: ImapDoor | null = null;
    afterAll(() => door?.close());

    it('fetches what arrives while it idles, tells trouble in words, and recovers by itself', async () => {
      const [user = ''] = users;
      const known = await desk.db
        .selectFrom('mailbox')
        .select('id')
        .where('address', '=', user)
        .executeTakeFirstOrThrow();
      const wrong = await addMailbox('wrong@ouraring.com', { password: 'not the password' });
      const nowhere = await addMailbox('nowhere@ouraring.com', { port: 1 });
      door = await openImapDoor(desk, { ca: dovecot().certificate, lookEvery: 20_000, firstRetry: 50 });
      await door.lookNow();
      expect(await healthOf(known.id)).toEqual({ healthState: 'ok', healthNote: '' });
      expect((await healthOf(wrong)).healthNote).toMatch(/refused user name or password/);
      expect((await healthOf(nowhere)).healthNote).toMatch(/Nothing answers at localhost/);
      const before = (await ledger(known.id)).length;
      await dovecot().deliver(user, mailText({ to: user, subject: 'while idle' }));
      await expect.poll(async () => (await ledger(known.id)).length, { timeout: 10_000 }).toBe(before + 1);

      await dovecot().stop();
      await expect
        .poll(async () => (await healthOf(known.id)).healthState, { timeout: 10_000 })
        .toBe('trouble');
      await dovecot().start();
      await dovecot().deliver(user, mailText({ to: user, subject: 'after the trouble' }));
      await expect.poll(async () => (await ledger(known.id)).length, { timeout: 20_000 }).toBe(before + 2);
      await expect.poll(async () => (await healthOf(known.id)).healthState, { timeout: 10_000 }).toBe('ok');
    }, 90_000);

    it('trusts no certificate that nobody vouches for', async () => {
      const [user = ''] = users;
      const known = await desk.db
        .selectFrom('mailbox')
        .select('id')
        .where('address', '=', user)
        .executeTakeFirstOrThrow();
      await door?.close();
      door = await openImapDoor(desk, { ca: null, lookEvery: 20_000, firstRetry: 10_000 });
      await door.lookNow();
      expect(await healthOf(known.id)).toMatchObject({
        healthState: 'trouble',
        healthNote: expect.stringMatching(/certificate of localhost is not trusted/),
      });
    });
  });
});
