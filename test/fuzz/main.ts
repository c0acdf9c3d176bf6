/**
 * `npm run fuzz -- [--cases N] [--seed S] [--first N]`: mutated mails through the whole path from bytes to a fate, over an own
 * PostgreSQL in a temporary folder. Ends with 1 when something was found; each found mail is kept as a file.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeParsePool } from '#mail/parse-pool.ts';
import { openFuzzDesk } from './open-desk.ts';
import { type Report, readersOf, runFuzz } from './run.ts';
import { readSeeds } from './seeds.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    'desk-every': { type: 'string', default: '50' },
  },
});

function number(name: 'cases' | 'seed' | 'first' | 'desk-every'): number {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} wants a whole number, and "${values[name]}" is none.\n`);
  process.exit(2);
}

const [cases, seed, first, deskEvery] = [
  number('cases'),
  number('seed'),
  number('first'),
  number('desk-every'),
];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const round = (value: number): string => Math.round(value).toLocaleString('en');

let toldAt = 0;
let kept = 0;
function progress({ done, found, findings, memory, seconds }: Readonly<Report>): void {
  keep(findings.slice(kept));
  kept = findings.length;
  if (seconds - toldAt < 10 && done < cases) return;
  toldAt = seconds;
  say(
    `${round(done)} of ${round(cases)} cases, ${round(done / seconds)} a second, ${found} found, at most ${round(memory.resident)} MiB`,
  );
}

/** Writes mails down as they are found, so that a run that is ended leaves them, and says how to run one alone. */
function keep(found: Report['findings']): void {
  const folder = join(tmpdir(), `posthaste-fuzz-${seed}`);
  for (const { index, from, changes, faults, raw } of found) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${index}.eml`), raw);
    say(`\nCase ${index}, from ${from} (${changes.join(', ')}):\n  ${faults.join('\n  ')}`);
    say(
      `  ${join(folder, `${index}.eml`)}; alone: npm run fuzz -- --seed ${seed} --cases 1 --first ${index}`,
    );
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'posthaste-fuzz-desk-'));
// Else the database of a run by root lies in /var/lib/posthaste, and stays there.
chmodSync(dataDir, 0o711);
const { desk, close } = await openFuzzDesk(dataDir);
try {
  const { seeds, notes } = await readSeeds();
  for (const note of notes) say(note);
  const report = await runFuzz(desk, await readersOf(desk), {
    seeds,
    seed,
    cases,
    first,
    deskEvery,
    onProgress: progress,
  });
  const { memory, slowest, fates } = report;
  say(`\nFates: ${JSON.stringify(fates)}`);
  say(`Slowest: case ${slowest.index} with ${round(slowest.milliseconds)} ms.`);
  say(
    `Memory in MiB: ${round(memory.keptEarly)} kept in the first fifth, ${round(memory.keptLate)} in the last; resident at most ${round(memory.resident)}.`,
  );
  say(
    `${round(report.done)} cases in ${round(report.seconds)} s, ${report.throughDesk} of them through the desk: ${report.found} found.`,
  );
  process.exitCode = report.found > 0 ? 1 : 0;
} finally {
  await closeParsePool();
  await close();
  rmSync(dataDir, { recursive: true, force: true });
}
