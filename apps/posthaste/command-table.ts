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
    name: 'import',
    summary: 'Take in old mail from .eml, mbox and Maildir files',
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'inspect',
    summary: 'Tell what would happen with a mail, nothing written',
    load: () => import('./commands/inspect.ts'),
  },
  {
    name: 'triage',
    summary: 'Tell what mails on standard input are about, nothing written',
    load: () => import('./commands/triage.ts'),
  },
  {
    name: 'understand',
    summary: "Read facts, steps and topics of customers' messages again",
    load: () => import('./commands/understand.ts'),
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
    name: 'key add',
    summary: 'Make an API key',
    load: async () => ({ command: (await import('./commands/key.ts')).keyAdd }),
  },
  {
    name: 'key list',
    summary: 'List API keys',
    load: async () => ({ command: (await import('./commands/key.ts')).keyList }),
  },
  {
    name: 'key revoke',
    summary: 'Make an API key useless',
    load: async () => ({ command: (await import('./commands/key.ts')).keyRevoke }),
  },
  {
    name: 'keys list',
    summary: 'List the keys that sign tokens and links',
    load: async () => ({ command: (await import('./commands/keys.ts')).keysList }),
  },
  {
    name: 'keys rotate',
    summary: 'Make new signing keys; the old ones verify for a time',
    load: async () => ({ command: (await import('./commands/keys.ts')).keysRotate }),
  },
  {
    name: 'user add',
    summary: 'Add a person',
    load: async () => ({ command: (await import('./commands/user.ts')).userAdd }),
  },
  {
    name: 'user reset',
    summary: 'Print a sign-in link for somebody who cannot get in',
    load: async () => ({ command: (await import('./commands/user.ts')).userReset }),
  },
  {
    name: 'dkim new',
    summary: 'Make a DKIM key and print its DNS record',
    load: async () => ({ command: (await import('./commands/dkim.ts')).dkimNew }),
  },
  {
    name: 'dkim show',
    summary: 'Print the DNS record of the DKIM key in use',
    load: async () => ({ command: (await import('./commands/dkim.ts')).dkimShow }),
  },
  {
    name: 'profile export',
    summary: 'Write the profile with what was changed in the browser into a folder',
    load: async () => ({ command: (await import('./commands/profile.ts')).profileExport }),
  },
  {
    name: 'database-types',
    summary: 'For developers: write the database types of the migrations',
    load: () => import('./commands/database-types.ts'),
  },
];
