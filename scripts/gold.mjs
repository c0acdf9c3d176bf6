/** `npm run gold`: how well the desk reads our labelled mails (test/gold/README.md). */
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';

const node = await ensureInstalled();
const words = process.argv.slice(2);
process.exit(
  await runPinned(node, ['--disable-warning=ExperimentalWarning', join(root, 'test/gold/run.ts'), ...words]),
);
