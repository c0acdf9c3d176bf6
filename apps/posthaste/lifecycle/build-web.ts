/** Builds the browser app when its sources changed since the last build (a hash beside the result tells). */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readEnvironment } from '#platform/config/env.ts';
import { RefusedError } from '../command.ts';
import { projectRoot } from './profile-folder.ts';

/** Everything the browser app may be made of. Server files among them only cause a build too many. */
const SOURCES = [
  'apps/agent-web/**/*',
  'ui/**/*',
  'features/**/*.{ts,tsx,css}',
  'platform/http/**/*.ts',
  'package-lock.json',
];
const BUILD_LIMIT_MS = 5 * 60_000;
const SHOWN_LINES = 15;

async function hashSources(root: string): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: root, withFileTypes: true })) {
    if (entry.isFile() && !entry.name.endsWith('.test.ts')) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}

/**
 * Returns 'built', 'fresh', or 'absent' when this checkout has no browser app.
 * Throws RefusedError with the builder's last lines.
 */
export async function buildWeb(tell: (line: string) => void): Promise<'built' | 'fresh' | 'absent'> {
  const config = join(projectRoot, 'apps/agent-web/vite.config.ts');
  if (!existsSync(config)) return 'absent';
  const result = join(projectRoot, 'dist/agent-web');
  const stampFile = join(projectRoot, 'dist/agent-web.stamp');
  const stamp = await hashSources(projectRoot);
  if (existsSync(join(result, 'index.html')) && existsSync(stampFile)) {
    if ((await readFile(stampFile, 'utf8')) === stamp) return 'fresh';
  }
  tell('Building the browser app (its sources changed) …');
  // Beside the result and moved in whole: several desks may build at once, and a killed build leaves the old one.
  const fresh = `${result}.${process.pid}`;
  await mkdir(join(projectRoot, 'dist'), { recursive: true });
  const vite = join(projectRoot, 'node_modules/vite/bin/vite.js');
  try {
    await promisify(execFile)(
      process.execPath,
      [
        vite,
        'build',
        join(projectRoot, 'apps/agent-web'),
        '--config',
        config,
        '--outDir',
        fresh,
        '--emptyOutDir',
      ],
      {
        cwd: projectRoot,
        timeout: BUILD_LIMIT_MS,
        maxBuffer: 64 * 1024 * 1024,
        // A desk started by a test has NODE_ENV=test, and would otherwise serve the slow React of developers.
        env: { ...readEnvironment(), NODE_ENV: 'production' },
      },
    );
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
    const last = said.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
    throw new RefusedError(`The browser app could not be built:\n${last}`, { cause });
  }
  // The old build steps aside in one move: a desk that serves from here at this moment misses no file for longer.
  const old = `${fresh}.old`;
  if (existsSync(result)) await rename(result, old);
  await rename(fresh, result);
  await rm(old, { recursive: true, force: true });
  await writeFile(stampFile, stamp);
  return 'built';
}
