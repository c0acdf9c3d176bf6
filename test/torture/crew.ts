/**
 * The processes of a desk, each kept running as a service manager would: whoever ends, by our hand or by itself, is
 * started again. PostgreSQL is a server of its own, so that it can die without the desk.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startEmbedded } from '#platform/database/embedded.ts';
import { processAlive } from '#platform/database/embedded-process.ts';
import { freePort, startDeskProcess } from '#test/setup/desk-process.ts';

type Running = { kill(): void; end: Promise<string> };

export type Member = {
  name: string;
  /** Resolves when it runs and answers. */
  ready(): Promise<void>;
  /** SIGKILL, once it is ready. */
  kill(): Promise<void>;
};

export type Crew = {
  databaseUrl: string;
  url: string;
  smtpPort: number;
  web: Member;
  mail: Member;
  workers: readonly [Member, Member];
  postgresql: Member;
  /** Ends nobody ordered: who, and the last words. */
  surprises: string[];
  ready(): Promise<void>;
  /** The documented command line, beside the desk. Returns what it printed. */
  run(args: readonly string[]): Promise<string>;
  close(): Promise<void>;
};

const main = join(import.meta.dirname, '../../apps/posthaste/main.ts');
const restartMs = 50;
const failedStartMs = 500;

/** Keeps one process running until `close`. */
function keepRunning(name: string, start: () => Promise<Running>, surprises: string[], closing: AbortSignal) {
  let running: Running | null = null;
  let ordered = false;
  let up = Promise.withResolvers<void>();
  const life = async (): Promise<void> => {
    while (!closing.aborted) {
      try {
        running = await start();
      } catch (error) {
        surprises.push(
          `${name} did not start: ${lastLines(error instanceof Error ? error.message : String(error))}`,
        );
        await wait(failedStartMs);
        continue;
      }
      ordered = closing.aborted;
      if (closing.aborted) running.kill();
      up.resolve();
      const words = await running.end;
      running = null;
      up = Promise.withResolvers();
      if (!ordered && !closing.aborted) surprises.push(`${name} ended by itself: ${lastLines(words)}`);
      await wait(restartMs);
    }
  };
  const over = life();
  const member: Member = {
    name,
    ready: () => up.promise,
    async kill() {
      await up.promise;
      ordered = true;
      running?.kill();
    },
  };
  return {
    member,
    async close() {
      running?.kill();
      await over;
    },
  };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-6).join(' | ').slice(0, 900);
}

async function startServer(dataDir: string): Promise<Running & { url: string }> {
  const server = await startEmbedded({ dataDir, maxConnections: 150 });
  const watch = async (): Promise<string> => {
    while (processAlive(server.pid)) await wait(20);
    return 'PostgreSQL ended';
  };
  return { url: server.url(), kill: () => signal(server.pid), end: watch() };
}

function signal(pid: number): void {
  if (processAlive(pid)) process.kill(pid, 'SIGKILL');
}

/** Starts everything on `dataDir`; `settings` are the environment of all desk processes. */
export async function startCrew(dataDir: string, settings: Readonly<Record<string, string>>): Promise<Crew> {
  const closing = new AbortController();
  const surprises: string[] = [];
  const serverDir = join(dataDir, 'server');
  mkdirSync(serverDir, { mode: 0o711 });
  let first: (Running & { url: string }) | null = await startServer(serverDir);
  const databaseUrl = first.url;
  const server = keepRunning(
    'postgresql',
    async () => {
      const running = first ?? (await startServer(serverDir));
      first = null;
      return running;
    },
    surprises,
    closing.signal,
  );
  const ports = { url: `http://localhost:${await freePort()}`, smtpPort: await freePort() };
  // Processes start a thousand times; compiling them anew each time would be most of the work. Node keeps what it compiled
  // when a process ends in order, which none of them does later: one does so now. It also makes the tables.
  const cache = { NODE_COMPILE_CACHE: mkdtempSync(join(tmpdir(), 'posthaste-torture-compiled-')) };
  const environment = { ...settings, ...cache, DATABASE_URL: databaseUrl };
  const warm = await startDeskProcess(dataDir, ['--no-demo'], environment, ports);
  await warm.hear(/Posthaste is running/);
  await warm.stop();
  const role = (name: string, roles: string) =>
    keepRunning(
      name,
      async () => {
        await server.member.ready();
        const desk = await startDeskProcess(dataDir, ['--no-demo', '--roles', roles], environment, ports);
        await desk.hear(/Posthaste is running/, 60_000).catch(async (error: unknown) => {
          await desk.kill();
          throw error;
        });
        return { kill: () => void desk.kill(), end: desk.end.then(() => desk.said()) };
      },
      surprises,
      closing.signal,
    );
  const web = role('web', 'web');
  const others = [role('worker 1', 'worker'), role('worker 2', 'worker'), role('mail', 'mail')] as const;
  const [one, two, mail] = others;
  const members = [server, web, ...others];
  return {
    databaseUrl,
    ...ports,
    web: web.member,
    mail: mail.member,
    workers: [one.member, two.member],
    postgresql: server.member,
    surprises,
    async ready() {
      await Promise.all(members.map(({ member }) => member.ready()));
    },
    async run(args) {
      const env = { ...process.env, ...environment };
      const words = ['--disable-warning=ExperimentalWarning', main, ...args, '--data', dataDir];
      return (await promisify(execFile)(process.execPath, words, { env })).stdout;
    },
    async close() {
      closing.abort();
      // The server last: the others would only complain.
      for (const member of members.toReversed()) await member.close();
      rmSync(cache.NODE_COMPILE_CACHE, { recursive: true, force: true });
    },
  };
}
