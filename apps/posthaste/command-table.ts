/** All commands. Each file loads only when its command runs, so that `inspect` does not wait for a database driver. */
import type { Command } from './command.ts';

export type Entry = {
  /** As typed; the file's command has the same name. */
  name: string;
  summary: string;
  load(): Promise<{ command: Command }>;
};

export const commandTable: readonly Entry[] = [
  {
    name: 'start',
    summary: 'Start the desk: web, jobs and mail',
    load: () => import('./commands/start.ts'),
  },
  {
    name: 'doctor',
    summary: 'Check this machine and the desk, and say what to do',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'migrate',
    summary: 'Bring the database up to this version',
    load: () => import('./commands/migrate.ts'),
  },
  {
    name: 'settings',
    summary: 'Show every setting with its meaning',
    load: () => import('./commands/settings.ts'),
  },
  {
    name: 'bench',
    summary: 'Measure this version on this machine',
    load: () => import('./commands/bench.ts'),
  },
  {
    name: 'database-types',
    summary: 'For developers: write the database types of the migrations',
    load: () => import('./commands/database-types.ts'),
  },
];
