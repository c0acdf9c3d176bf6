/**
 * A real rspamd on loopback for one test file, without a network: rules of its own, so that its verdicts never change.
 * It learns into files of its own. "cheap pills" in the subject is worth 8 points (spam from 6 on); "EICAR-LIKE" in the body is its virus.
 *
 * Debian package rspamd; `npm test` installs it where it may.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type RspamdServer = {
  url: string;
  /** Its controller, which takes lessons from whoever has the password. */
  controller: { url: string; password: string };
  stop(): Promise<void>;
};

const startLimitMs = 60_000;

/** The mark that every filter calls spam (GTUBE), made here so that no file of ours is taken for spam itself. */
export const gtube = ['XJS*C4JDBQADN1.NSBN3*2IDNEN*', 'GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'].join('');

/** Starts it; answers when it resolves. */
export async function startRspamd(): Promise<RspamdServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'posthaste-rspamd-'));
  chmodSync(folder, 0o777);
  const port = await freePort();
  const controller = await freePort();
  writeFileSync(path.join(folder, 'rspamd.conf'), configuration(folder, port, controller));
  const asRoot = process.getuid?.() === 0 ? ['-u', '_rspamd', '-g', '_rspamd', '--insecure'] : [];
  const child = spawn('rspamd', ['-f', ...asRoot, '-c', path.join(folder, 'rspamd.conf')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that `stop` reaches its workers, too.
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  const teachUrl = `http://127.0.0.1:${controller}`;
  const until = performance.now() + startLimitMs;
  while (!(await answers(url)) || !(await answers(teachUrl))) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`rspamd does not answer (ended with ${child.exitCode}): ${said}`);
  }
  return {
    url,
    controller: { url: teachUrl, password: teachPassword },
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

/** One try; a refused one takes 25 ms, so that waiting does not burn the processor. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ping`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 25));
    return false;
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

const teachPassword = 'teach-me-1';

function configuration(folder: string, port: number, controller: number): string {
  return `
options {
  pidfile = "${folder}/rspamd.pid";
  hs_cache_dir = "${folder}";
  filters = "regexp";
  check_all_filters = true;
  dns { nameserver = ["127.0.0.1:9"]; timeout = 0.1s; retransmits = 1; }
}
logging { type = "console"; level = "error"; }
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; }
worker "controller" { bind_socket = "127.0.0.1:${controller}"; count = 1; password = "look-only"; enable_password = "${teachPassword}"; }
classifier "bayes" {
  tokenizer { name = "osb"; }
  backend = "sqlite3";
  min_tokens = 5;
  statfile { symbol = "BAYES_HAM"; path = "${folder}/ham.sqlite"; spam = false; }
  statfile { symbol = "BAYES_SPAM"; path = "${folder}/spam.sqlite"; spam = true; }
}
actions { reject = 15; add_header = 6; greylist = 4; }
group "test" {
  symbols = {
    "CHEAP_PILLS" { weight = 8.0; }
    "TEST_VIRUS" { weight = 1.0; }
  }
}
regexp {
  CHEAP_PILLS = "Subject=/cheap pills/i{header}";
  TEST_VIRUS = "/EICAR-LIKE/{body}";
}
`;
}
