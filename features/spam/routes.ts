/** The spam filter over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { saveFilter, tryRspamd } from './commands/save-filter.ts';
import * as contract from './contract.ts';
import { showFilter } from './queries/show-filter.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.getSpamFilter, () => showFilter(desk.db, desk.brand.id)),
    mount(contract.saveSpamFilter, async ({ body }, { actor }) => {
      await saveFilter(desk, actor, body);
      return showFilter(desk.db, desk.brand.id);
    }),
    mount(contract.tryRspamd, ({ body }, { actor }) => tryRspamd(desk, actor, body)),
  ];
}
