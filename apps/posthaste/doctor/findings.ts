/** What `posthaste doctor` looks at, one function each. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadProfile } from '#features/workspace/profile/load-profile.ts';
import type { Config } from '#platform/config/config.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { preparePlace } from '#platform/database/embedded-place.ts';
import { findPostmaster } from '#platform/database/embedded-process.ts';
import { migrationsMissing } from '#platform/database/migrate.ts';
import { checkPort } from '../lifecycle/check-port.ts';
import { lockHolder } from '../lifecycle/lock.ts';
import { profileFolder } from '../lifecycle/run-desk.ts';
import { sentenceFor } from '../sentence-for.ts';

export type Finding = {
  state: 'ok' | 'warn' | 'fail';
  name: string;
  text: string;
  /** What to do; absent when all is well. */
  advice?: string;
};

/** Below this, a busy day of mail with photographs fills the disk. */
const LOW_SPACE_BYTES = 2 * 1024 ** 3;
const LEAST_NODE = 24;

function node(): Finding {
  const name = 'Node';
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= LEAST_NODE) return { state: 'ok', name, text: process.version };
  return {
    state: 'fail',
    name,
    text: `${process.version} is too old`,
    advice: 'Use "npx posthaste", which brings its own Node 24.',
  };
}

/** The nearest folder that exists: a data folder not made yet is judged by where it will be. */
function existing(path: string): string {
  return existsSync(path) ? path : existing(dirname(path));
}

function dataFolder(config: Config): Finding[] {
  const folder = existing(config.dataDir);
  const name = 'Data folder';
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return [
      {
        state: 'fail',
        name,
        text: `this user may not write in ${folder}`,
        advice: 'Change its owner, or choose another with --data DIR.',
      },
    ];
  }
  const disk = statfsSync(folder);
  const free = disk.bavail * disk.bsize;
  const text = `${(free / 1024 ** 3).toFixed(1)} GB free at ${folder}`;
  const space: Finding =
    free >= LOW_SPACE_BYTES
      ? { state: 'ok', name: 'Disk space', text }
      : {
          state: 'warn',
          name: 'Disk space',
          text,
          advice: 'Make room: when the disk is full, mail is put off (452).',
        };
  const made = existsSync(config.dataDir) ? '' : ' (made at the first start)';
  return [{ state: 'ok', name, text: `${config.dataDir}${made}` }, space];
}

async function reachable(name: string, url: string, where: string): Promise<Finding> {
  const database = await openDatabase({ url, maxConnections: 1 });
  try {
    const missing = await migrationsMissing(database);
    if (missing.length === 0) return { state: 'ok', name, text: `${where}, up to date` };
    const advice = 'The next start applies them, or run "posthaste migrate".';
    return { state: 'warn', name, text: `${where}, ${missing.length} migrations to apply`, advice };
  } finally {
    await database.close();
  }
}

async function database(config: Config): Promise<Finding> {
  const name = 'Database';
  try {
    if (config.database) return await reachable(name, config.database.url, 'your own answers');
    if (!existsSync(config.dataDir)) return { state: 'ok', name, text: 'embedded, made at the first start' };
    const place = preparePlace(config.dataDir);
    const running = findPostmaster(place.pgData);
    if (!running) {
      const text = existsSync(place.pgData) ? 'embedded, not running' : 'embedded, made at the first start';
      return { state: 'ok', name, text };
    }
    const url = `postgresql://posthaste@${encodeURIComponent(running.socketDir)}/posthaste`;
    return await reachable(name, url, `embedded, runs in ${place.pgData}, socket in ${running.socketDir}`);
  } catch (error) {
    return { state: 'fail', name, text: sentenceFor(error) };
  }
}

async function ports(config: Config): Promise<Finding[]> {
  const desk = lockHolder(config.dataDir);
  if (desk?.kind === 'desk') return [{ state: 'ok', name: 'Desk', text: `runs (process ${desk.pid})` }];
  const asked = [
    ['Web port', 'the web', config.http.host, config.http.port, '--port'],
    ['Mail port', 'incoming mail', config.smtp.host, config.smtp.port, '--smtp-port'],
  ] as const;
  const found: Finding[] = [];
  for (const [name, use, host, port, flag] of asked) {
    try {
      await checkPort(use, host, port, flag);
      found.push({ state: 'ok', name, text: `${port} is free` });
    } catch (error) {
      found.push({ state: 'fail', name, text: sentenceFor(error) });
    }
  }
  return found;
}

async function profile(config: Config): Promise<Finding> {
  const folder = profileFolder(config.brandProfile);
  try {
    const loaded = await loadProfile(folder);
    return { state: 'ok', name: 'Profile', text: `${config.brandProfile}, whole (${loaded.dir})` };
  } catch (error) {
    return { state: 'fail', name: 'Profile', text: sentenceFor(error) };
  }
}

function relay(config: Config): Finding {
  const name = 'Sent mail';
  if (config.relay)
    return { state: 'ok', name, text: `goes through ${config.relay.host}:${config.relay.port}` };
  return {
    state: 'warn',
    name,
    text: 'is kept here and not sent (capture mode)',
    advice: 'Set POSTHASTE_RELAY_HOST when customers should get it: docs/operating/relay.md',
  };
}

/** Everything found, in the order it is read. */
export async function findings(config: Config): Promise<Finding[]> {
  return [
    node(),
    ...dataFolder(config),
    await database(config),
    ...(await ports(config)),
    await profile(config),
    relay(config),
  ];
}
