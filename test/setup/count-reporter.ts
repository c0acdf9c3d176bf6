/** Ends the output with one plain line, `N passed, N failed` or with `, N skipped`, and fails a run without any test. */
import type { Reporter, TestModule } from 'vitest/node';

export type Counts = { passed: number; failed: number; skipped: number };

/** A file that does not load, or an error outside any test, counts as one failed: it hid what it would have tested. */
export function count(modules: readonly TestModule[], strayErrors: number): Counts {
  const counts = { passed: 0, failed: strayErrors, skipped: 0 };
  for (const module of modules) {
    let failedInside = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'failed') failedInside += 1;
      else counts.skipped += 1;
    }
    counts.failed += failedInside;
    if (module.state() === 'failed' && failedInside === 0) counts.failed += 1;
  }
  return counts;
}

export function lastLine(counts: Counts): string {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}

export function countReporter(): Reporter {
  return {
    onTestRunEnd(modules, unhandled) {
      const counts = count(modules, unhandled.length);
      // At the very end, after everything other reporters have to say.
      process.once('exit', () => {
        if (counts.passed === 0 || counts.failed > 0) process.exitCode = 1;
        process.stdout.write(`${lastLine(counts)}\n`);
      });
    },
  };
}
