/** `npm run torture`: kills, cuts and fills a desk of its own and counts afterwards (docs/operating/reliability.md). */
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const node = await ensureInstalled();
ensureSystemPackages();
process.exit(
  await runPinned(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, 'test/torture/main.ts'), ...process.argv.slice(2)],
    { cwd: root, env: { ...process.env, TZ: 'UTC' } },
  ),
);
