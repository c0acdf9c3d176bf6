/** The database stops in the middle of DATA, the disk fills up: the sender is told to come again, and nothing is lost. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { jobs, openSmtpDoor } from '#features/mail-in/index.ts';
import { mailText } from '#features/mail-in/testing.ts';
import type { Desk } from '#features/workspace/index.ts';
import { seedWorkspace } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { makeSelfSigned } from '#mail/smtp/self-signed.ts';
import type { SmtpListener } from '#mail/smtp/smtp-listener.ts';
import { rawSession } from '#mail/smtp/testing.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openLocalFileStore } from '#platform/files/local-file-store.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { newDataDir, removeDataDir } from '#test/setup/desk-process.ts';

const base = await testDesk();
afterAll(closeParsePool);

async function openDoor(desk: Desk): Promise<SmtpListener> {
  const door = await openSmtpDoor(desk, {
    host: '127.0.0.1',
    port: 0,
    name: 'mx.example.com',
    tls: makeSelfSigned('mx.example.com', new Date()),
  });
  onTestFinished(() => door.close());
  return door;
}

const dialogue = 'MAIL FROM:<mia@example.com>\r\nRCPT TO:<support@ouraring.com>\r\nDATA\r\n';

it('the database stops during DATA: 451, and the same session delivers when it is back', async () => {
  const dataDir = await newDataDir();
  let server = await startEmbedded({ dataDir });
  const database = await openDatabase({ url: server.url(), name: 'torture' });
  onTestFinished(async () => {
    await database.close();
    await server.stop();
    await removeDataDir(dataDir);
  });
  await migrate(database);
  const brand = await seedWorkspace(database.db, base.profile);
  const desk: Desk = { ...base, pool: database.pool, db: database.db, brand };
  const door = await openDoor(desk);
  const session = await rawSession(door.port);
  const raw = mailText({ subject: 'through the storm' }).toString('latin1');
  await session.send('EHLO client.example.org\r\n');
  expect((await session.send(dialogue, 3))[2]).toMatch(/^354/);
  session.socket.write(raw.slice(0, 40));
  await server.stop();
  const [refused] = await session.send(`${raw.slice(40)}.\r\n`);
  expect(refused).toMatch(/^451 4\.3\.0 .*try again later/);
  const [recipient] = (
    await session.send('MAIL FROM:<mia@example.com>\r\nRCPT TO:<support@ouraring.com>\r\n', 2)
  ).slice(1);
  expect(recipient).toMatch(/^(?:250|451 4\.3\.0)/);

  server = await startEmbedded({ dataDir });
  await expect
    .poll(async () => (await session.send(`RSET\r\n${dialogue}`, 4))[3], { timeout: 20_000 })
    .toMatch(/^354/);
  const [accepted] = await session.send(`${raw}.\r\n`);
  expect(accepted).toMatch(/^250 /);
  await drainJobs(desk.pool, jobs(desk));
  const messages = await desk.db.selectFrom('message').select('subject').execute();
  expect(messages).toEqual([{ subject: 'through the storm' }]);
}, 90_000);

/** A real small disk; only root may mount one. */
function mountSmallDisk(folder: string): boolean {
  if (process.getuid?.() !== 0) return false;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    afterAll(() => execFileSync('umount', ['-l', folder]));
    return true;
  } catch {
    return false;
  }
}

const disk = join(base.dataDir, 'small-disk');
const hasDisk = mountSmallDisk(disk);

it.skipIf(!hasDisk)(
  'the disk is full: 452, small mail still fits, and room again means 250 (needs root)',
  async () => {
    const desk: Desk = { ...base, files: await openLocalFileStore(join(disk, 'files')) };
    const door = await openDoor(desk);
    const session = await rawSession(door.port);
    await session.send('EHLO client.example.org\r\n');
    const big = mailText({ subject: 'big', body: `${'x'.repeat(76)}\r\n`.repeat(20_000) }).toString('latin1');
    const small = mailText({ subject: 'small' }).toString('latin1');
    const send = async (raw: string): Promise<string> => {
      await session.send(dialogue, 3);
      return (await session.send(`${raw}.\r\n`))[0] ?? '';
    };
    expect(await send(big)).toMatch(/^452 4\.3\.1 No room/);
    expect(await send(small)).toMatch(/^250 /);
    const before = await desk.db.selectFrom('inboundMail').select('id').execute();
    expect(before).toHaveLength(1);
    execFileSync('mount', ['-o', 'remount,size=8m', disk]);
    expect(await send(big)).toMatch(/^250 /);
    await drainJobs(desk.pool, jobs(desk));
    const messages = await desk.db.selectFrom('message').select('subject').execute();
    expect(messages.map((row) => row.subject).sort()).toEqual(['big', 'small']);
  },
  60_000,
);
