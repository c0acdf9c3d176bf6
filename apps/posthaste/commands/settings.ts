/** `posthaste settings`: every setting with its meaning; `--write` renews the page in docs/operating. */
import { writeFile } from 'node:fs/promises';
import { describeSettings, settingsPage } from '#platform/config/describe-settings.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  name: 'settings',
  summary: 'Show every setting with its default and meaning.',
  flags: [{ name: 'write', value: null, summary: 'For developers: write docs/operating/configuration.md.' }],
  async run(input) {
    if (input.isOn('write')) await writeFile(settingsPage, describeSettings());
    else input.print(describeSettings());
    return 0;
  },
};
