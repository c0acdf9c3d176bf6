import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { freeJobsOfTheDead } from '#platform/jobs/job-lives.ts';
import { drainJobs, migrateJobs } from '#platform/jobs/run-jobs.ts';
import { sendingJobs } from './jobs.ts';
import { answer, deliveryOf } from './test-help/reply-builder.ts';
import { relayTo } from './test-help/testing-servers.ts';

const desk = await testDesk();
await migrateJobs(desk.pool);
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

type Step = 'connection' | 'RCPT' | 'DATA' | 'dot';

/** A relay that calls back at a step before it answers; whatever it has seen whole it would have delivered. */
async function relayThatTells(at: Step, tell: () => void) {
  let told = false;
  const delivered: string[] = [];
  const server = createServer((socket) => converse(socket));
  function reached(step: Step): boolean {
    if (told || step !== at) return false;
    told = true;
    tell();
    return true;
  }
  function converse(socket: Socket): void {
    let text = '';
    let inData = false;
    socket.on('error', () => socket.destroy());
    if (reached('connection')) return;
    socket.write('220 ready\r\n');
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n'); end >= 0; ) {
        const line = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          delivered.push(line);
          if (reached('dot')) return;
          socket.write('250 taken\r\n');
        } else if (/^DATA/i.test(line)) {
          if (reached('DATA')) return;
          inData = true;
          socket.write('354 go on\r\n');
        } else {
          if (/^RCPT/i.test(line) && reached('RCPT')) return;
          socket.write('250 ok\r\n');
        }
        end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      }
    });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  afterAll(() => server.close());
  // A TCP server that listens has an address of this form.
  return { port: (server.address() as AddressInfo).port, delivered };
}

test.each<[Step, string]>([
  ['connection', 'accepted'],
  ['RCPT', 'accepted'],
  ['DATA', 'accepted'],
  ['dot', 'unknown'],
])(
  'kill -9 while the relay has got to %s: after a restart the mail is %s, and never there twice',
  async (step, state) => {
    const { ticketId } = await receive(desk);
    const { messageId } = await answer(desk, ticketId);
    let reached = (): void => undefined;
    const there = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const relay = await relayThatTells(step, reached);
    const script = join(import.meta.dirname, 'test-help/sending-child.ts');
    const child = spawn(process.execPath, [script, desk.database.url, desk.dataDir, String(relay.port)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    children.push(child);
    await there;
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await deliveryOf(desk, messageId)).state).toBe('sending');

    // The restart, without its wait of some seconds for the lock of the dead.
    await sql`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_at is not null`.execute(
      desk.db,
    );
    // The server notices soon, not at once, that the connection with the lock is gone.
    await expect.poll(() => freeJobsOfTheDead(desk.pool, null, desk.log), { timeout: 10_000 }).toBe(1);
    const again = relayTo(relay.port);
    await drainJobs(desk.pool, sendingJobs(desk, again));
    again.close();
    expect((await deliveryOf(desk, messageId)).state).toBe(state);
    expect(relay.delivered).toHaveLength(1);
  },
);
