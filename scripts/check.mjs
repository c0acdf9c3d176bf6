/** `npm run check`: formatting, lint, types and the house laws, in seconds. */
import { join } from 'node:path';
import { runChecks } from './checks.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';

const node = await ensureInstalled();
const failed = await runChecks(node);
const laws = await runPinned(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/laws'], {
  cwd: root,
});
process.exit(failed.length > 0 ? 1 : laws);
