/**
 * A PostgreSQL of the oldest version we promise to work with, as an owner would have one: a cluster of its own on
 * loopback, password asked, run by an unprivileged user. Debian package postgresql-15; `npm test` does not install it,
 * because that package starts a server on the machine.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './desk-process.ts';

const programs = '/usr/lib/postgresql/15/bin';

export type Postgresql15 = {
  /** Address of a new, empty database of a role that may do nothing beyond it. */
  newDatabase(name: string): Promise<string>;
  /** Runs one of its programs (`pg_dump`, `pg_restore`). */
  run(program: string, args: readonly string[]): Promise<void>;
  port: number;
  remove(): void;
};

export function hasPostgresql15(): boolean {
  return existsSync(path.join(programs, 'initdb'));
}

function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** Ready when it resolves. */
export async function startPostgresql15(): Promise<Postgresql15> {
  const folder = mkdtempSync(path.join(tmpdir(), 'posthaste-postgresql-15-'));
  const owner = unprivileged();
  const pass = path.join(folder, 'password');
  writeFileSync(pass, 'of-the-owner');
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const place of [folder, pass]) chownSync(place, owner.uid, owner.gid);
  }
  const data = path.join(folder, 'data');
  const port = await freePort();
  // Started programs would hold our pipes open for as long as the server runs.
  const options = { ...owner, cwd: folder, stdio: 'ignore' as const };
  const initial = ['-D', data, '-U', 'owner', '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${pass}`];
  execFileSync(path.join(programs, 'initdb'), [...initial, '--no-sync'], options);
  const serving = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const log = path.join(folder, 'log');
  execFileSync(path.join(programs, 'pg_ctl'), ['-D', data, '-l', log, '-o', serving, '-w', 'start'], options);
  return {
    port,
    async newDatabase(name) {
      const address = `postgres://owner:of-the-owner@127.0.0.1:${port}/postgres`;
      const client = new pg.Client({ connectionString: address });
      await client.connect();
      try {
        await client.query(`create role ${name} login password 'of-${name}'`);
        await client.query(`create database ${name} owner ${name} template template0`);
      } finally {
        await client.end();
      }
      return `postgres://${name}:of-${name}@127.0.0.1:${port}/${name}`;
    },
    async run(program, args) {
      await promisify(execFile)(path.join(programs, program), [...args]);
    },
    remove() {
      execFileSync(path.join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'], options);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
