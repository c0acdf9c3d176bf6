/** Formatting, lint and types: what can be said about the code without running it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';

const bin = (path) => join(root, 'node_modules', path);

const checks = [
  ['formatting and lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']],
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']],
  ['types of the browser app', [bin('typescript/bin/tsc'), '-p', 'tsconfig.web.json'], 'apps/agent-web'],
];

/** Runs all checks and returns the names of those that failed. */
export async function runChecks(node) {
  const failed = [];
  for (const [name, args, needs] of checks) {
    if (needs && !existsSync(join(root, needs))) continue;
    const code = await runPinned(node, args, { cwd: root });
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
    if (code !== 0) failed.push(name);
  }
  return failed;
}
