/** Processes that renew the tokens of one account at the same time, and one that is killed over it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { startOAuthServer } from '#test/setup/oauth-server.ts';
import { signedInAccount } from './testing.ts';

const desk = await testDesk();
const server = await startOAuthServer('help@example.com');
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server.close();
});

function renewing(id: string): { child: ChildProcess; said: Promise<string> } {
  const script = join(import.meta.dirname, 'test-help/renewing-child.ts');
  const time = desk.clock.now().toISOString();
  const args = [script, desk.database.url, desk.dataDir, desk.brand.id, id, time];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return { child, said: text(child.stdout) };
}

/** How many of the children wait for the row that another one holds. */
const waiting = async (): Promise<number> => {
  const { rows } = await desk.pool.query(
    `select 1 from pg_stat_activity where application_name = 'renewing child' and wait_event_type = 'Lock'
       and datname = current_database()`,
  );
  return rows.length;
};

test('of three processes one asks the provider, and all have its token', async () => {
  const id = await signedInAccount(desk, server);
  desk.clock.advance(3_600_000);
  server.asked.length = 0;
  // The provider answers when the two others have come, and wait.
  server.behave.beforeTokens = async () => {
    await expect.poll(waiting, { timeout: 30_000 }).toBe(2);
  };
  const tokens = await Promise.all([renewing(id), renewing(id), renewing(id)].map((one) => one.said));
  server.behave.beforeTokens = null;
  expect(tokens[0]).toMatch(/^\S{80}$/);
  expect(new Set(tokens).size).toBe(1);
  expect(server.asked.map((body) => body.grant_type)).toEqual(['refresh_token']);
  await desk.db.deleteFrom('mailAccount').execute();
}, 60_000);

test('one that is killed while the provider thinks keeps nobody waiting', async () => {
  server.behave.rotate = false;
  const id = await signedInAccount(desk, server);
  desk.clock.advance(3_600_000);
  server.asked.length = 0;
  const first = renewing(id);
  server.behave.beforeTokens = async () => {
    server.behave.beforeTokens = null;
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
  };
  expect(await first.said).toBe('');
  expect(await renewing(id).said).toMatch(/^\S{80}$/);
  expect(server.asked).toHaveLength(2);
}, 60_000);
