/** The life of a desk: what is started in which order, and undone in the opposite one. */
import { join } from 'node:path';
import { followKnowledge } from '#features/brand-knowledge/index.ts';
import { followModel } from '#features/learning/index.ts';
import { loadProfile } from '#features/workspace/profile/load-profile.ts';
import { systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config/config.ts';
import { openLiveFeed } from '#platform/events/live.ts';
import { openLocalFileStore } from '#platform/files/local-file-store.ts';
import { log } from '#platform/log.ts';
import { holdBackDemoMail } from '../demo/hold-back.ts';
import { openDesk } from '../open-desk.ts';
import { buildWeb } from './build-web.ts';
import { checkPort } from './check-port.ts';
import { openDeskDatabase } from './open-database.ts';
import { profileFolder } from './profile-folder.ts';
import type { Role, RoleContext, SummaryLine } from './role.ts';

export type RunningDesk = {
  lines: readonly SummaryLine[];
  /** What the roles were started with. */
  context: RoleContext;
  /** Process of the embedded server that runs now, null with a database of the owner's. */
  serverPid(): number | null;
  stop(): Promise<void>;
};

/** A role that does not finish in this time is left behind; its jobs are taken up again after the next start. */
const ROLE_STOP_LIMIT_MS = 20_000;

async function stopInTime(role: string, stop: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ROLE_STOP_LIMIT_MS, 'late');
  });
  try {
    if ((await Promise.race([stop(), late])) === 'late') log.warn({ role }, 'did not stop in time');
  } catch (error) {
    log.error({ err: error, role }, 'did not stop in order');
  } finally {
    clearTimeout(timer);
  }
}

function ownLines(config: Config, pgData: string | null): SummaryLine[] {
  const sent = config.relay
    ? `through ${config.relay.host}:${config.relay.port}`
    : `kept here, not sent: see ${config.http.publicUrl}/captured (set POSTHASTE_RELAY_HOST to send)`;
  return [
    { label: 'Sent mail', value: sent },
    { label: 'Data', value: config.dataDir },
    {
      label: 'Database',
      value: pgData === null ? 'your own (DATABASE_URL)' : `embedded, in ${pgData}`,
    },
    { label: 'Stop', value: 'Ctrl-C' },
  ];
}

async function checkPorts(config: Config): Promise<void> {
  const { http, smtp, roles } = config;
  if (roles.has('web')) await checkPort('the web', http.host, http.port, '--port');
  if (roles.has('mail')) await checkPort('incoming mail', smtp.host, smtp.port, '--smtp-port');
}

/**
 * Starts the desk: ports looked at, browser app built, database, migrations, profile, files, roles.
 * When a step fails, the steps before it are undone and the error is thrown.
 */
export async function runDesk(
  config: Config,
  roles: readonly Role[],
  tell: (line: string) => void,
): Promise<RunningDesk> {
  await using undo = new AsyncDisposableStack();
  const profile = await loadProfile(profileFolder(config.brandProfile));
  await checkPorts(config);
  if (config.roles.has('web')) await buildWeb(tell);
  const opened = await openDeskDatabase(config, 'desk', 'start');
  undo.defer(() => opened.close());
  for (const notice of opened.notices) tell(notice);
  const files = await openLocalFileStore(join(config.dataDir, 'files'));
  if (config.relay) await holdBackDemoMail(opened.database.db);
  const context: RoleContext = {
    config,
    database: opened.database,
    files,
    profile,
    clock: systemClock,
    log,
    firstStart: opened.applied.length > 0,
  };
  // What people taught and changed is there before anything reads a mail.
  const desk = await openDesk(context);
  const live = await openLiveFeed({ connectionString: opened.database.url }, log);
  undo.defer(() => live.close());
  undo.defer(followKnowledge(desk, live));
  undo.defer(await followModel(desk, live));
  const lines: SummaryLine[] = [];
  for (const role of roles) {
    if (!config.roles.has(role.name)) continue;
    const running = await role.start(context);
    undo.defer(() => stopInTime(role.name, () => running.stop()));
    lines.push(...running.lines);
  }
  const kept = undo.move();
  return {
    lines: [...lines, ...ownLines(config, opened.pgData)],
    context,
    serverPid: opened.serverPid,
    stop: () => kept.disposeAsync(),
  };
}
