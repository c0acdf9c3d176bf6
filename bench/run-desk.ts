/** A whole desk in a temporary folder, started as a newcomer would start it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const main = path.join(import.meta.dirname, '..', 'apps', 'posthaste', 'main.ts');

/** Longest a desk may take to answer before the bench gives up. */
const startLimitMs = 60_000;

export type RunningDesk = {
  pid: number;
  dataDir: string;
  url: string;
  smtpPort: number;
  key: string;
  /** Seconds from the start of the process to the first HTTP 200. */
  startSeconds: number;
  get<T>(pathAndQuery: string): Promise<T>;
  /** Ends the process; the data stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
};

/**
 * Starts a desk on free ports. With `dataDir` an existing one is started again; with the file of a zone mail comes to it
 * from outside as well (`from-outside.ts`).
 */
export async function runDesk(given: { dataDir?: string; zoneFile?: string } = {}): Promise<RunningDesk> {
  const folder = given.dataDir ?? (await temporaryFolder());
  const { zoneFile } = given;
  const fromOutside = zoneFile === undefined ? [] : ['--import', outsideUrl(zoneFile)];
  const [port, smtpPort] = [await freePort(), await freePort()];
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...fromOutside,
      main,
      'start',
      '--no-demo',
      '--data',
      folder,
      '--port',
      String(port),
      '--smtp-port',
      String(smtpPort),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, `${url}/readyz`);
  const startSeconds = (performance.now() - began) / 1000;
  const added = await run(process.execPath, [
    main,
    'key',
    'add',
    '--name',
    'bench',
    '--role',
    'admin',
    '--json',
    '--data',
    folder,
  ]);
  // The command line's documented reply.
  const { key } = JSON.parse(added.stdout) as { key: string };
  return {
    pid: child.pid ?? 0,
    dataDir: folder,
    url,
    smtpPort,
    key,
    startSeconds,
    async get<T>(pathAndQuery: string): Promise<T> {
      const reply = await fetch(`${url}${pathAndQuery}`, { headers: { authorization: `Bearer ${key}` } });
      if (!reply.ok) throw new Error(`${pathAndQuery} answered ${reply.status}: ${await reply.text()}`);
      return (await reply.json()) as T;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
    async remove() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What is loaded before a desk that mail comes to from outside. */
function outsideUrl(zoneFile: string): string {
  const url = pathToFileURL(path.join(import.meta.dirname, 'from-outside.ts'));
  url.searchParams.set('zone', zoneFile);
  return url.href;
}

/** Open to the user PostgreSQL runs as under root: else its files would lie elsewhere, and stay when the bench is over. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'posthaste-bench-'));
  await chmod(folder, 0o711);
  return folder;
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + startLimitMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the desk ended with ${child.exitCode} before it was ready`);
    if (await answers(url)) return;
    await pause(20);
  }
  child.kill('SIGTERM');
  throw new Error('the desk was not ready in time');
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch (error) {
    // Nobody listens yet: that is what we wait for.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
