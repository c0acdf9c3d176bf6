/**
 * Installs what npm brings, when it is missing or package-lock.json changed, and finds the pinned Node.
 * No dependencies and no syntax newer than Node 18: this is what runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const pinnedNode = join(root, 'node_modules/node/bin/node');

const SHOWN_LINES = 12;
const POLL_MS = 300;

function fits(entry) {
  const allows = (list, value) => {
    if (!list) return true;
    return list.some((one) => one.startsWith('!')) ? !list.includes(`!${value}`) : list.includes(value);
  };
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch);
}

/** True when node_modules is what package-lock.json asks for (npm keeps its own list of what it put there). */
function isInstalled() {
  const listed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(pinnedNode) || !existsSync(listed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(listed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = present[path];
    if (!found) return entry.optional || entry.devOptional || entry.peer || !fits(entry);
    return found.version === entry.version;
  });
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work` while no other start of this checkout installs; waits for one that does. */
async function alone(work) {
  const key = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const lock = join(tmpdir(), `posthaste-install-${key}`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = join(lock, 'pid');
    const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
    if (pid > 0 && !alive(pid)) rmSync(lock, { recursive: true, force: true });
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function runNpm(command) {
  return new Promise((resolve) => {
    // Quiet: npm warns about engines of packages that only run on the Node we are about to install.
    const args = [
      ...command,
      '--include=dev',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--no-progress',
    ];
    const npm = spawn('npm', args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    const keep = (chunk) => {
      said = (said + chunk).slice(-20_000);
    };
    npm.stdout.on('data', keep);
    npm.stderr.on('data', keep);
    npm.on('error', (error) => resolve({ code: 1, said: error.message }));
    npm.on('close', (code) => resolve({ code, said }));
  });
}

function fail(sentence, said) {
  const last = said.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  process.stderr.write(`${sentence}\n${last ? `npm said:\n${last}\n` : ''}`);
  process.exit(1);
}

/** Installs when needed and returns the path of the pinned Node. Ends the process with a sentence when it cannot. */
export async function ensureInstalled() {
  if (isInstalled()) return pinnedNode;
  await alone(async () => {
    if (isInstalled()) return;
    const since = Date.now();
    process.stderr.write('Installing packages (the first time takes about a minute) …\n');
    let { code, said } = await runNpm(['ci']);
    // Seen in practice: a registry mirror without the packages of other platforms makes `npm ci` call a good lock file
    // out of sync. `npm install` follows the same lock file and leaves out what this platform does not need.
    if (code !== 0 && said.includes('EUSAGE')) ({ code, said } = await runNpm(['install', '--no-save']));
    if (code !== 0) {
      fail(
        'The packages could not be installed. Check the network and the disk, then run the same command again.',
        said,
      );
    }
    if (!existsSync(pinnedNode)) {
      fail(
        'npm installed the packages but not the pinned Node: it was told not to run install scripts. ' +
          'Run "npm rebuild node" (or "npm config delete ignore-scripts"), then the same command again.',
        said,
      );
    }
    process.stderr.write(`Installed in ${Math.round((Date.now() - since) / 1000)} s.\n`);
  });
  const works = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  if (works.status !== 0)
    fail(`The pinned Node does not run on this machine (${pinnedNode}).`, String(works.error ?? ''));
  return pinnedNode;
}
