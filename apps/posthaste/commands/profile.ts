/** `posthaste profile export`: what people changed in the browser, back in files. */
import { exportProfile, FolderInUse, knowledgeOf } from '#features/brand-knowledge/index.ts';
import { type Command, RefusedError, UsageError } from '../command.ts';
import { withDesk } from '../open-desk.ts';

export const profileExport: Command = {
  name: 'profile export',
  summary: 'Write the profile with what was changed in the browser into a folder.',
  words: 'DIR',
  details:
    'The folder must be new or empty. It is a whole profile: start a desk with it, or compare it with the one you keep.\n' +
    'What was not changed is copied byte for byte. Also while the desk runs.',
  json: true,
  async run(input) {
    const [dir, ...more] = input.args;
    if (dir === undefined || more.length > 0) throw new UsageError('Name one folder to write to.');
    const { changed, used } = await withDesk(input.config(), 'profile export', async (desk) => {
      const knowledge = await knowledgeOf(desk);
      try {
        return { changed: await exportProfile(knowledge, dir), used: knowledge.inForce.used };
      } catch (error) {
        if (error instanceof FolderInUse) throw new RefusedError(error.message);
        throw error;
      }
    });
    if (input.json) input.print(JSON.stringify({ folder: dir, change: used, changed }));
    else {
      input.print(`The profile was written to ${dir}.`);
      if (changed.length === 0)
        input.print('Nothing was changed in the browser: it is the profile as it came.');
      for (const file of changed) input.print(`  changed: ${file}`);
    }
    return 0;
  },
};
