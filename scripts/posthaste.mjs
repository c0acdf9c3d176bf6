#!/usr/bin/env node
/** The command `posthaste` on any Node from 18 up: installs what is missing, then runs on the pinned Node. */
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runPinned } from './run-pinned.mjs';

const node = await ensureInstalled();
const args = process.argv.slice(2);
const tied = args[0] === 'start';
const flags = ['--disable-warning=ExperimentalWarning'];
// These read mail after mail from a pipe: of what one mail takes nothing is left with the next, and room for 16 MB of it (three
// times, the default) only makes the process larger by a third.
if (args[0] === 'triage' || args[0] === 'inspect') flags.push('--max-semi-space-size=4');
process.exit(await runPinned(node, [...flags, join(root, 'apps/posthaste/main.ts'), ...args], { tied }));
