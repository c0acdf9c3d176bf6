/**
 * Runs once before all tests: starts ONE embedded PostgreSQL in a temporary folder and migrates a template database.
 * Each test file that needs a database clones the template (test/setup/database.ts), which takes some milliseconds.
 *
 * Commits do not wait for the disk here. A test about durability starts its own server: startEmbedded({dataDir}).
 */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#platform/database/connect.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { endPostmaster, findPostmaster, processAlive } from '#platform/database/embedded-process.ts';
import { migrate } from '#platform/database/migrate.ts';
import { TEMPLATE } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the maintenance database of the test server. */
    postgresUrl: string;
  }
}

const PREFIX = 'posthaste-test-';
/** Workers times the pools a file may open; far more than two workers need. */
const CONNECTIONS = 200;

/** Ends and removes the servers of runs that were killed (their pid is in the folder's name). */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!name.startsWith(PREFIX) || !Number.isInteger(pid) || processAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    const left = findPostmaster(join(folder, 'postgres'));
    if (left) await endPostmaster(left.pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Else the database of a test run by root lies in /var/lib/posthaste, and stays there.
  chmodSync(dataDir, 0o711);
  const server = await startEmbedded({ dataDir, durable: false, maxConnections: CONNECTIONS });
  const admin = await openDatabase({ url: server.url('postgres'), maxConnections: 1 });
  await admin.pool.query(`create database ${TEMPLATE}`);
  await admin.close();
  const template = await openDatabase({ url: server.url(TEMPLATE) });
  await migrate(template);
  await template.close();
  project.provide('postgresUrl', server.url('postgres'));
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
