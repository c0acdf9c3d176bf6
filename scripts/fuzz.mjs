/**
 * `npm run fuzz`: mutated mails through the whole path, until it ends or finds something. Words after `--` go to
 * test/fuzz/main.ts (`npm run fuzz -- --cases 1000 --seed 7`).
 */
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';

const node = await ensureInstalled();
process.exit(
  await runPinned(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, 'test/fuzz/main.ts'), ...process.argv.slice(2)],
    { cwd: root, env: { ...process.env, TZ: 'UTC' } },
  ),
);
