import { afterAll, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { rawSession } from '#mail/smtp/testing.ts';
import { StorageFullError } from '#platform/files/file-store.ts';
import { mailText, openTestDoor, readAll } from './testing.ts';

const desk = await testDesk();
const door = await openTestDoor(desk);
afterAll(async () => {
  await door.close();
  await closeParsePool();
});

const begin = async () => {
  const session = await rawSession(door.port);
  await session.send('EHLO client.example.org\r\n');
  return session;
};
const send = (session: Awaited<ReturnType<typeof begin>>, to: string, raw = mailText().toString('latin1')) =>
  session.send(`MAIL FROM:<mia@example.com>\r\nRCPT TO:<${to}>\r\nDATA\r\n${raw}.\r\n`, 4);

it('250 means that bytes and row are there, and what is read matches the envelope', async () => {
  const session = await begin();
  const replies = await send(session, 'Support+anything@OuraRing.com');
  const id = /Kept as (\S+)/.exec(replies[3] ?? '')?.[1] ?? '';
  const row = await desk.db
    .selectFrom('inboundMail')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    envelopeFrom: 'mia@example.com',
    state: 'received',
    mailboxId: desk.mailbox.id,
  });
  expect(await desk.files.has(row.rawSha256)).toBe(true);
  await readAll(desk);
  const done = await desk.db
    .selectFrom('inboundMail')
    .select('fate')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(done.fate).toBe('ticket');
});

it('what was kept shows on the mailbox as its last mail', async () => {
  const shown = () =>
    desk.db.selectFrom('mailbox').select('lastMailAt').where('id', '=', desk.mailbox.id).executeTakeFirst();
  const session = await begin();
  expect((await send(session, 'support@ouraring.com'))[3]).toMatch(/^250/);
  expect(await shown()).toEqual({ lastMailAt: desk.clock.now() });
  desk.clock.advance(60_000);
  expect((await send(session, 'support@ouraring.com'))[3]).toMatch(/^250/);
  expect(await shown()).toEqual({ lastMailAt: desk.clock.now() });
});

it('takes mail for mailboxes and aliases only', async () => {
  const session = await begin();
  await session.send('MAIL FROM:<mia@example.com>\r\n');
  const alias = await desk.db.selectFrom('mailboxAlias').select('address').executeTakeFirstOrThrow();
  for (const [address, code] of [
    [alias.address, '250'],
    ['nobody@ouraring.com', '550 5.1.1'],
    ['support@ouraring.com.example.net', '550 5.1.1'],
    ["x'; drop table mailbox; --@ouraring.com", '5'],
  ]) {
    const [reply] = await session.send(`RCPT TO:<${address}>\r\n`);
    expect(reply).toMatch(new RegExp(`^${code}`));
  }
});

it('says 452 when the files are full and keeps no row', async () => {
  const session = await begin();
  const put = desk.files.put;
  desk.files.put = () => Promise.reject(new StorageFullError('full'));
  const before = await desk.db.selectFrom('inboundMail').select('id').execute();
  const replies = await send(session, 'support@ouraring.com');
  desk.files.put = put;
  expect(replies[3]).toMatch(/^452 4\.3\.1 No room/);
  expect(await desk.db.selectFrom('inboundMail').select('id').execute()).toHaveLength(before.length);
  expect((await send(session, 'support@ouraring.com'))[3]).toMatch(/^250 /);
});

it('many mails at once share commits and all arrive', async () => {
  const sessions = await Promise.all(Array.from({ length: 8 }, begin));
  await Promise.all(
    sessions.map(async (session) => {
      for (let i = 0; i < 10; i += 1) {
        expect((await send(session, 'support@ouraring.com'))[3]).toMatch(/^250 /);
      }
    }),
  );
  await readAll(desk);
  const rows = await desk.db.selectFrom('inboundMail').select('fate').execute();
  expect(rows.filter((row) => row.fate === 'ticket').length).toBeGreaterThanOrEqual(80);
  expect(rows.every((row) => row.fate !== null)).toBe(true);
});
