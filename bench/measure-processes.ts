/** CPU time and memory of a process and everything below it, read from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux we know (USER_HZ). */
const ticksPerSecond = 100;

type ProcessRow = { pid: number; parent: number; cpuSeconds: number };

function readProcess(pid: number): ProcessRow | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (hasEnded(error)) return null;
    throw error;
  }
  // The command in parentheses may hold spaces: fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    parent: Number(fields[1]),
    // With that of its children that have ended (proc(5): utime, stime, cutime, cstime), so that the sum never falls.
    cpuSeconds: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond,
  };
}

function hasEnded(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ESRCH';
}

function below(root: number): ProcessRow[] {
  const rows = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((row) => row !== null);
  const found = new Map<number, ProcessRow>();
  const wanted = [root];
  for (let pid = wanted.pop(); pid !== undefined; pid = wanted.pop()) {
    const row = rows.find((candidate) => candidate.pid === pid);
    if (!row || found.has(pid)) continue;
    found.set(pid, row);
    for (const child of rows) if (child.parent === pid) wanted.push(child.pid);
  }
  return [...found.values()];
}

/** Proportional memory in bytes: shared pages are counted once over all processes. */
function memoryOf(pid: number): number {
  try {
    const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return Number(match?.[1] ?? 0) * 1024;
  } catch (error) {
    if (hasEnded(error)) return 0;
    throw error;
  }
}

export type Usage = { cpuSeconds: number; memoryBytes: number; processes: number };

/** Sum over the given processes and all their descendants. */
export function usageOf(roots: readonly number[]): Usage {
  const rows = new Map(roots.flatMap((root) => below(root)).map((row) => [row.pid, row]));
  return {
    cpuSeconds: [...rows.values()].reduce((sum, row) => sum + row.cpuSeconds, 0),
    memoryBytes: [...rows.keys()].reduce((sum, pid) => sum + memoryOf(pid), 0),
    processes: rows.size,
  };
}
