#!/usr/bin/env node
/** The command `posthaste` on any Node from 18 up: installs what is missing, then runs on the pinned Node. */
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';

const node = await ensureInstalled();
const args = process.argv.slice(2);
const tied = args[0] === 'start';
process.exit(
  await runPinned(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, 'apps/posthaste/main.ts'), ...args],
    { tied },
  ),
);
