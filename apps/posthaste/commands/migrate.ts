/** `posthaste migrate`: brings the database up to this version without starting the desk. */
import type { Command } from '../command.ts';
import { openDeskDatabase } from '../lifecycle/open-database.ts';

export const command: Command = {
  name: 'migrate',
  summary: 'Bring the database up to this version.',
  details: '"posthaste start" does it by itself; this is for upgrades in steps.',
  json: true,
  async run(input) {
    const opened = await openDeskDatabase(input.config(), 'command', 'migrate');
    await opened.close();
    for (const notice of opened.notices) input.tell(notice);
    const { applied } = opened;
    if (input.json) input.print(JSON.stringify({ applied }));
    else if (applied.length === 0) input.print('The database is up to date.');
    else input.print(`Applied ${applied.length}: ${applied.join(', ')}`);
    return 0;
  },
};
