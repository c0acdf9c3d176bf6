/**
 * `kill -9` at any instant loses and doubles nothing: a receiver dies between any two statements or after any file,
 * the sender tries again what was not answered with 250, and in the end every mail is on a ticket exactly once.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { jobs } from '#features/mail-in/jobs.ts';
import { ledgerSummary } from '#features/mail-in/queries/ledger-summary.ts';
import { mailText, openTestDoor } from '#features/mail-in/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { rawSession } from '#mail/smtp/testing.ts';
import { freeJobsOfTheDead } from '#platform/jobs/job-lives.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';

const desk = await testDesk();
const children = new Set<ChildProcess>();
const door = await openTestDoor(desk);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await door.close();
  await closeParsePool();
});

type Mail = { id: string; raw: string };

async function startMortal(
  when: string,
  count: number,
): Promise<{ port: number; ended: Promise<unknown>; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [
      path.join(import.meta.dirname, 'mortal-receiver.ts'),
      desk.database.url,
      desk.dataDir,
      when,
      String(count),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.add(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(Number(String(chunk))));
    child.once('exit', () => reject(new Error('the receiver ended before it listened')));
  });
  return { port, ended, child };
}

/** True when 250 was seen; false when the connection broke first. */
async function send(port: number, mail: Mail): Promise<boolean> {
  try {
    const session = await rawSession(port);
    const replies = await session.send(
      `EHLO client.example.org\r\nMAIL FROM:<mia@example.com>\r\nRCPT TO:<support@ouraring.com>\r\nDATA\r\n`,
      4,
    );
    if (!replies[3]?.startsWith('354')) return false;
    const [reply] = await session.send(`${mail.raw}.\r\n`);
    session.socket.destroy();
    return reply?.startsWith('250') ?? false;
  } catch {
    return false;
  }
}

function conversation(name: string): Mail[] {
  const file = [
    '--b',
    'Content-Type: text/plain',
    '',
    'see the file',
    '--b',
    'Content-Type: image/png',
    '',
    name,
    '--b--',
  ];
  const mails = [
    mailText({ messageId: `<${name}-1@mail.example.com>` }),
    mailText({ messageId: `<${name}-2@mail.example.com>`, inReplyTo: `<${name}-1@mail.example.com>` }),
    mailText({
      messageId: `<${name}-3@mail.example.com>`,
      headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
      body: file.join('\n'),
    }),
  ];
  return mails.map((raw, index) => ({
    id: `${name}-${index + 1}@mail.example.com`,
    raw: raw.toString('latin1'),
  }));
}

/** Takes over from the dead; the server needs a moment to notice that their connections are gone. */
async function finish(): Promise<void> {
  await expect
    .poll(
      async () => {
        // As if the seconds had passed after which a dead runner's jobs are handed out again.
        await desk.pool.query(
          "update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute', run_at = least(run_at, now())",
        );
        await freeJobsOfTheDead(desk.pool, null, desk.log);
        await drainJobs(desk.pool, jobs(desk));
        return (await ledgerSummary(desk.db)).waiting;
      },
      { timeout: 15_000 },
    )
    .toBe(0);
}

const instants: [string, number][] = [
  ['filed', 1],
  ['filed', 2],
  ['filed', 4],
  ...[1, 3, 5, 8, 12, 17, 23].map((count): [string, number] => ['answered', count]),
  ...[2, 6, 14].map((count): [string, number] => ['asking', count]),
];

/** How long a receiver may go on after the last reply until its instant comes. */
const reachMilliseconds = 2_000;
let reached = 0;

it.each(instants)(
  'killed when %s for the %dth time',
  async (when, count) => {
    const name = `${when}-${count}`;
    const mails = conversation(name);
    const mortal = await startMortal(when, count);
    const accepted = await Promise.all(mails.map((mail) => send(mortal.port, mail)));
    await Promise.race([mortal.ended, new Promise((resolve) => setTimeout(resolve, reachMilliseconds))]);
    if (mortal.child.signalCode === 'SIGKILL') reached += 1;
    // It may have lived through all of it; it dies now in any case, in the middle of whatever it does.
    mortal.child.kill('SIGKILL');
    await mortal.ended;

    for (const [index, mail] of mails.entries()) {
      if (!accepted[index]) expect(await send(door.port, mail)).toBe(true);
    }
    await finish();

    for (const mail of mails) {
      const messages = await desk.db
        .selectFrom('message')
        .select(['id', 'ticketId', 'inboundMailId'])
        .where('messageIdHeader', '=', mail.id)
        .execute();
      expect(messages, `${mail.id} is on a ticket exactly once`).toHaveLength(1);
    }
    const rows = await desk.db.selectFrom('inboundMail').select(['rawSha256', 'fate', 'state']).execute();
    for (const row of rows) {
      expect(row.state).toBe('done');
      expect(await desk.files.has(row.rawSha256)).toBe(true);
    }
    const tickets = await desk.db
      .selectFrom('message')
      .select('ticketId')
      .where(
        'messageIdHeader',
        'in',
        mails.slice(0, 2).map((mail) => mail.id),
      )
      .execute();
    expect(new Set(tickets.map((row) => row.ticketId)).size).toBe(1);
  },
  60_000,
);

it('most instants were reached, so that something was tried at all', () => {
  expect(reached).toBeGreaterThan(instants.length / 2);
});

it('in the end the counts agree: every ledger row has one fate, every message one row', async () => {
  const rows = await desk.db.selectFrom('inboundMail').select(['fate', 'messageId']).execute();
  const onTickets = rows.filter((row) => row.fate === 'ticket');
  const messages = await desk.db.selectFrom('message').select('id').execute();
  expect(onTickets.map((row) => row.messageId).sort()).toEqual(messages.map((row) => row.id).sort());
  expect(messages).toHaveLength(instants.length * 3);
  expect(rows.every((row) => row.fate === 'ticket' || row.fate === 'duplicate')).toBe(true);
});
