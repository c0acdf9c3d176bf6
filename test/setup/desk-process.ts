/** A whole desk as a process of its own, started as a newcomer would start it, with everything it said. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const main = path.join(import.meta.dirname, '../../apps/posthaste/main.ts');

export type DeskProcess = {
  url: string;
  smtpPort: number;
  dataDir: string;
  /** Everything said so far, on both outputs. */
  said(): string;
  /** Resolves with the first match in what the desk says; rejects when it ends or stays silent about it. */
  hear(words: RegExp, limitMs?: number): Promise<RegExpExecArray>;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with the exit code when it ends by itself. */
  end: Promise<number | null>;
  /** As when the machine takes it away: nothing is finished. Resolves when it is gone. */
  kill(): Promise<void>;
};

/** Ports of an earlier process that a new one shall have again. */
export type DeskPorts = Pick<DeskProcess, 'url' | 'smtpPort'>;

/** A folder in which the embedded database may live, also when the tests run as root. */
export async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'posthaste-test-'));
  await chmod(folder, 0o711);
  return folder;
}

export async function removeDataDir(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Starts a desk on free ports of this machine, or on those given. `settings` are environment variables it is given. */
export async function startDeskProcess(
  dataDir: string,
  flags: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
  ports: Partial<DeskPorts> = {},
): Promise<DeskProcess> {
  const port = ports.url === undefined ? await freePort() : Number(new URL(ports.url).port);
  const smtpPort = ports.smtpPort ?? (await freePort());
  const args = ['--data', dataDir, '--port', String(port), '--smtp-port', String(smtpPort), ...flags];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'start', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...cleanEnvironment(), ...settings },
  });
  let said = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      tell();
    });
  }
  let ended: { code: number | null } | null = null;
  const end = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      ended = { code };
      tell();
      resolve(code);
    });
  });
  return {
    // As the desk prints it: cookies belong to this name.
    url: `http://localhost:${port}`,
    smtpPort,
    dataDir,
    said: () => said,
    hear: (words, limitMs = 110_000) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          clearTimeout(late);
          listeners.delete(look);
          settle();
        };
        const look = (): void => {
          const match = words.exec(said);
          if (match) finish(() => resolve(match));
          else if (ended)
            finish(() => reject(new Error(`The desk ended (${ended?.code}) without ${words}:\n${said}`)));
        };
        const late = setTimeout(
          () => finish(() => reject(new Error(`The desk did not say ${words}:\n${said}`))),
          limitMs,
        );
        listeners.add(look);
        look();
      }),
    end,
    async stop() {
      if (!ended) child.kill('SIGINT');
      return end;
    },
    async kill() {
      if (!ended) child.kill('SIGKILL');
      await end;
    },
  };
}

/** Settings of the developer's own desk do not reach the desks of tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('POSTHASTE_') && name !== 'DATABASE_URL',
  );
  return Object.fromEntries(others);
}

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
