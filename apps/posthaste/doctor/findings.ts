/** What `posthaste doctor` looks at, one function each. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { accountStates } from '#features/mail-accounts/index.ts';
import { labelOf, lastRoundTrips, listWays, mailboxOf } from '#features/mail-health/index.ts';
import { loadProfile, type Profile } from '#features/workspace/index.ts';
import type { Config } from '#platform/config/config.ts';
import { type Database, openDatabase } from '#platform/database/connect.ts';
import { preparePlace } from '#platform/database/embedded-place.ts';
import { findPostmaster } from '#platform/database/embedded-process.ts';
import { migrationsMissing } from '#platform/database/migrate.ts';
import { checkPort } from '../lifecycle/check-port.ts';
import { lockHolder } from '../lifecycle/lock.ts';
import { profileFolder } from '../lifecycle/profile-folder.ts';
import { sentenceFor } from '../sentence-for.ts';
import { knowledgeFinding } from './knowledge-finding.ts';
import { mailFindings } from './mail-findings.ts';
import { sendingDomains } from './sending-domains.ts';
import { deskAtMailPort, deskAtWebPort } from './who-answers.ts';

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

async function reachable(name: string, url: string, where: string, config: Config): Promise<Finding[]> {
  const database = await openDatabase({ url, maxConnections: 1 });
  try {
    const missing = await migrationsMissing(database);
    if (missing.length === 0)
      return [
        { state: 'ok', name, text: `${where}, up to date` },
        ...(await waysOfMail(database, config)),
        ...(await mailAccounts(database)),
        ...(await domainsInDns(database, config)),
        ...(await knowledge(database, config)),
        ...(await mailFindings(database.db, new Date())),
      ];
    const advice = 'The next start brings it up to date, or run "posthaste migrate".';
    const text = `${where}, made by an older version (${missing.length} changes to apply)`;
    return [{ state: 'warn', name, text, advice }];
  } finally {
    await database.close();
  }
}

/** What the desk itself decided of each; nothing is asked anew. */
async function waysOfMail({ db }: Database, config: Config): Promise<Finding[]> {
  const trips = await lastRoundTrips(db);
  return (await listWays(db)).map(({ id, address, state, reason, since }) => {
    const name = labelOf(id, address, config.relay?.host ?? null);
    const seconds = id.startsWith('round-trip:') ? trips.get(mailboxOf(id) ?? '') : undefined;
    if (state === 'ok' && seconds !== undefined)
      return { state, name, text: `works, the last one took ${seconds.toFixed(1)} seconds` };
    if (state === 'ok') return { state, name, text: 'works' };
    const bad: Finding = { state: 'warn', name, text: `${state} since ${since.toISOString()}` };
    return reason === '' ? bad : { ...bad, advice: reason };
  });
}

async function mailAccounts({ db }: Database): Promise<Finding[]> {
  return (await accountStates(db)).map(({ name: account, state, note }) => {
    const name = `Mail account ${account}`;
    if (state === 'signed-in') return { state: 'ok', name, text: 'signed in' };
    if (state === 'new') {
      const advice = 'Sign in under Settings, Mail accounts, or remove it.';
      return { state: 'warn', name, text: 'nobody has signed in yet', advice };
    }
    return { state: 'warn', name, text: state === 'refused' ? 'refused' : 'is tried again', advice: note };
  });
}

/** The records of every domain we send from. A profile that cannot be read has a line of its own. */
async function domainsInDns(database: Database, config: Config): Promise<Finding[]> {
  const loaded = await readProfile(config);
  if (loaded instanceof Error) return [];
  return (await sendingDomains(database, config, loaded)).map(({ ok, name, text, advice }) => ({
    state: ok ? 'ok' : 'warn',
    name,
    text,
    ...(advice === null ? {} : { advice }),
  }));
}

/** A profile that cannot be read has a line of its own. */
async function knowledge(database: Database, config: Config): Promise<Finding[]> {
  const loaded = await readProfile(config);
  return loaded instanceof Error ? [] : knowledgeFinding(database, loaded);
}

async function database(config: Config): Promise<Finding[]> {
  const name = 'Database';
  try {
    if (config.database)
      return await reachable(name, config.database.url, 'your own (DATABASE_URL), answers', config);
    if (!existsSync(config.dataDir))
      return [{ state: 'ok', name, text: 'embedded, made at the first start' }];
    const place = preparePlace(config.dataDir);
    const running = findPostmaster(place.pgData);
    if (!running) {
      const text = existsSync(place.pgData) ? 'embedded, not running' : 'embedded, made at the first start';
      return [{ state: 'ok', name, text }];
    }
    const url = `postgresql://posthaste@${encodeURIComponent(running.socketDir)}/posthaste`;
    const where = `embedded, runs in ${place.pgData}, socket in ${running.socketDir}`;
    return await reachable(name, url, where, config);
  } catch (error) {
    return [{ state: 'fail', name, text: sentenceFor(error) }];
  }
}

async function ports(config: Config): Promise<Finding[]> {
  const desk = lockHolder(config.dataDir);
  if (desk?.kind === 'desk') return [{ state: 'ok', name: 'Desk', text: `runs (process ${desk.pid})` }];
  const { http, smtp } = config;
  return [
    await port('Web port', 'the web', http, '--port', async () => {
      const state = await deskAtWebPort(http.host, http.port);
      return state === null ? null : `a desk answers at ${http.port} and is ${state}`;
    }),
    await port('Mail port', 'incoming mail', smtp, '--smtp-port', async () =>
      (await deskAtMailPort(smtp.host, smtp.port)) ? `a desk takes mail at ${smtp.port}` : null,
    ),
  ];
}

/** Free, held by a desk, or held by something else. `desk` says what a desk that answers there says, or null. */
async function port(
  name: string,
  use: string,
  place: { host: string; port: number },
  flag: string,
  desk: () => Promise<string | null>,
): Promise<Finding> {
  try {
    await checkPort(use, place.host, place.port, flag);
    return { state: 'ok', name, text: `${place.port} is free` };
  } catch (error) {
    const answer = await desk();
    return answer === null
      ? { state: 'fail', name, text: sentenceFor(error) }
      : { state: 'ok', name, text: answer };
  }
}

async function profile(config: Config): Promise<Finding> {
  const loaded = await readProfile(config);
  if (loaded instanceof Error) return { state: 'fail', name: 'Profile', text: sentenceFor(loaded) };
  return { state: 'ok', name: 'Profile', text: `${config.brandProfile}, complete (${loaded.dir})` };
}

/** The profile, or why it cannot be read. */
async function readProfile(config: Config): Promise<Profile | Error> {
  try {
    return await loadProfile(profileFolder(config.brandProfile));
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function relay(config: Config): Finding {
  const name = 'Sent mail';
  if (config.relay) return { state: 'ok', name, text: `through ${config.relay.host}:${config.relay.port}` };
  return {
    state: 'warn',
    name,
    text: 'kept here, not sent, because no relay is set (capture mode)',
    advice: 'Set POSTHASTE_RELAY_HOST when customers should get it: docs/operating/relay.md',
  };
}

/** Mail of the desk to itself: set, and whether it can leave. */
function canary({ canary: set, relay: by }: Config): Finding[] {
  const name = 'Mail to ourselves';
  if (set === null) return [];
  if (by !== null) return [{ state: 'ok', name, text: `one every ${set.everyMinutes} minutes` }];
  return [
    {
      state: 'warn',
      name,
      text: 'asked for, and nothing leaves without a relay',
      advice: 'Set POSTHASTE_RELAY_HOST, or leave POSTHASTE_CANARY_MINUTES away.',
    },
  ];
}

/** Everything found, in the order it is read. */
export async function findings(config: Config): Promise<Finding[]> {
  return [
    node(),
    ...dataFolder(config),
    ...(await database(config)),
    ...(await ports(config)),
    await profile(config),
    relay(config),
    ...canary(config),
  ];
}
