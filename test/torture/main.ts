/**
 * `npm run torture -- --faults 1000 --seed 7`: exit code 0 only when nothing was lost and nothing doubled. `--minutes N`
 * ends the faults after that time; what came until then is reckoned with.
 */
import { parseArgs } from 'node:util';
import { reportOf } from './report.ts';
import { runTorture } from './run-torture.ts';

const mostFaults = 100_000;
const quietMs = 300_000;
const mostMinutes = 24 * 60;

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  process.stderr.write(`--${name} takes a whole number from 1 to ${most} (it is "${text}").\n`);
  return process.exit(2);
}

const { values } = parseArgs({
  options: {
    faults: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    minutes: { type: 'string', default: String(mostMinutes) },
  },
});
const minutes = wholeNumber('minutes', values.minutes, mostMinutes);
const faults = wholeNumber('faults', values.faults, mostFaults);
const seed = wholeNumber('seed', values.seed ?? String(1 + (Date.now() % 1_000_000)), 2 ** 31);

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

process.stdout.write(`Torture with seed ${seed}: ${faults} faults.\n`);
try {
  const result = await runTorture({
    ...{ seed, faults, quietMs, stormMs: minutes * 60_000, signal: stopping.signal },
    tell: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(`${reportOf(result)}\n`);
  process.exit(result.findings.length > 0 ? 1 : 0);
} catch (error) {
  if (!stopping.signal.aborted) throw error;
  process.stdout.write('Stopped before the end: nothing can be said about this run.\n');
  process.exit(130);
}
