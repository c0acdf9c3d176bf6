import { defineConfig } from 'vitest/config';
import { countReporter } from './test/setup/count-reporter.ts';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'data/**', 'dist/**'],
    globalSetup: ['test/setup/global.ts'],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Facts are waited for; on a loaded machine the second that is usual here is not enough.
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default', countReporter()],
    env: { TZ: 'UTC' },
  },
});
