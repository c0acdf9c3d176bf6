/** Runs a program on the pinned Node as if it were this process: same terminal, signals and exit code passed on. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { root } from './install.mjs';

const LOOK_MS = 1000;
const SIGNAL_BASE = 128;

/** Who started us and who started that: npm runs its scripts through a shell, which outlives a killed npm. */
function forebears() {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
    return `${process.ppid} ${/^PPid:\s*(\d+)/m.exec(status)?.[1]}`;
  } catch {
    return String(process.ppid); // No /proc here, or the parent is just going.
  }
}

/**
 * Resolves to the exit code. With `tied`, the program has a channel to us and learns when we are killed, and we end it
 * when npm, which started us, is gone.
 */
export function runPinned(node, args, { tied = false, cwd = process.cwd(), env = process.env } = {}) {
  const child = spawn(node, args, {
    cwd,
    env,
    stdio: tied ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  });
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  const before = forebears();
  const watch =
    tied && process.env.npm_lifecycle_event
      ? setInterval(() => {
          if (forebears() === before) return;
          clearInterval(watch); // Once: a second wish to end would mean "at once".
          child.kill('SIGTERM');
        }, LOOK_MS)
      : undefined;
  watch?.unref();
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${root}: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? SIGNAL_BASE + (constants.signals[signal] ?? 0));
    });
  });
}
