/**
 * `npm test`: installs what is missing, checks the code, runs all tests on the pinned Node. Words after `--` go to
 * vitest (`npm test -- platform/database`). The last line is always `N passed, N failed` (and `, N skipped`), from
 * vitest's own result (test/setup/count-reporter.ts).
 */
import { join } from 'node:path';
import { runChecks } from './checks.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const node = await ensureInstalled();
const words = process.argv.slice(2);

function giveUp(sentence) {
  process.stdout.write(`${sentence} The tests were not run.\n0 passed, 1 failed\n`);
  process.exit(1);
}

if (words.length === 0) {
  if (!ensureSystemPackages() && process.env.CI === 'true')
    giveUp('Programs that the tests need are missing.');
  const failed = await runChecks(node);
  if (failed.length > 0) giveUp(`Failed: ${failed.join(', ')}.`);
}
process.exit(
  await runPinned(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...words], {
    cwd: root,
    env: { ...process.env, TZ: 'UTC' },
  }),
);
