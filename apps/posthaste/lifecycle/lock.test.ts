import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LockHeldError, lockHolder, takeLock, takeLockPatiently } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is held by one at a time, and names who holds it', () => {
  const lock = takeLock(folder, 'desk', 'start');
  expect(() => takeLock(folder, 'command', 'import')).toThrow(
    `A desk already runs on ${folder} (process ${process.pid})`,
  );
  expect(lockHolder(folder)).toMatchObject({ pid: process.pid, kind: 'desk' });
  lock.release();
  expect(lockHolder(folder)).toBe(null);
});

it('is taken over from a process that is gone', async () => {
  const gone = spawn('true');
  await once(gone, 'exit');
  writeFileSync(
    join(folder, 'posthaste.lock'),
    JSON.stringify({ pid: gone.pid, born: '1', kind: 'desk', what: 'start' }),
  );
  takeLock(folder, 'desk', 'start').release();
});

it.runIf(process.platform === 'linux')(
  'is taken over when the pid has come around to another program',
  () => {
    writeFileSync(
      join(folder, 'posthaste.lock'),
      JSON.stringify({ pid: process.pid, born: '1', kind: 'desk', what: '' }),
    );
    takeLock(folder, 'desk', 'start').release();
  },
);

it.each(['', '{', 'null', '{"pid":"x"}'])('is taken over when it says nothing: %s', (text) => {
  writeFileSync(join(folder, 'posthaste.lock'), text);
  takeLock(folder, 'desk', 'start').release();
});

it('waits for a short command, but not for a desk', async () => {
  const short = takeLock(folder, 'command', 'import');
  const waiting = takeLockPatiently(folder, 'desk', 'start', 10_000);
  short.release();
  const desk = await waiting;
  await expect(takeLockPatiently(folder, 'command', 'import', 10_000)).rejects.toThrow(LockHeldError);
  desk.release();
});
