/** `posthaste bench ingest|inbox|search|training`: what is fast enough, measured beside the bound of the same run. */
import { benchIngest } from '#bench/ingest.ts';
import { benchReading } from '#bench/reading.ts';
import { benchSenderChecks } from '#bench/sender-checks.ts';
import { benchTraining } from '#bench/training.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { type Command, UsageError } from '../command.ts';
import { profileFolder } from '../lifecycle/profile-folder.ts';

const defaults: Readonly<Record<string, number>> = {
  ingest: 1000,
  inbox: 100_000,
  search: 100_000,
  training: 20_000,
};

/** Address of the database of a desk that runs on its embedded server. */
async function databaseUrlOf(dataDir: string): Promise<string> {
  const server = await startEmbedded({ dataDir, mode: 'share' });
  return server.url();
}

function wholeNumber(given: string | number, flag: string, most: number): number {
  const n = Number(given);
  if (!Number.isInteger(n) || n < 1 || n > most)
    throw new UsageError(`${flag} takes a whole number from 1 to ${most}`);
  return n;
}

export const command: Command = {
  name: 'bench',
  summary: 'Measure ingest, inbox, search or training on a desk of its own, and print the figures as JSON.',
  words: 'ingest|inbox|search|training',
  details:
    'Starts a desk in a temporary folder, so nothing of yours is touched. Progress goes to standard error.',
  flags: [
    {
      name: 'n',
      value: 'N',
      summary: 'Mails to send (1000), tickets to fill in (100000) or corrected tickets (20000).',
    },
    {
      name: 'remote',
      value: null,
      summary: 'With ingest: what checking senders costs, by signed mail as from the internet.',
    },
    { name: 'rounds', value: 'N', summary: 'With --remote: how often both forms are sent (5).' },
  ],
  async run(input) {
    const [what = '', ...more] = input.args;
    const fallback = defaults[what];
    if (fallback === undefined || more.length > 0) {
      throw new UsageError('Say what to measure: posthaste bench ingest, inbox, search or training');
    }
    const n = wholeNumber(input.flag('n') ?? fallback, '--n', 10_000_000);
    const remote = input.isOn('remote') === true;
    if (remote && what !== 'ingest') throw new UsageError('--remote goes with posthaste bench ingest');
    const rounds = wholeNumber(input.flag('rounds') ?? 5, '--rounds', 100);
    if (what === 'training') {
      const figures = await benchTraining(n, profileFolder(input.config().brandProfile));
      input.print(JSON.stringify(figures));
      return 0;
    }
    const figures = remote
      ? await benchSenderChecks(n, rounds, databaseUrlOf, input.tell)
      : what === 'ingest'
        ? await benchIngest(n, databaseUrlOf, input.tell)
        : await benchReading(what === 'inbox' ? 'inbox' : 'search', n, databaseUrlOf, input.tell);
    input.print(JSON.stringify(figures));
    return 0;
  },
};
