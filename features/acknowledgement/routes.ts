/** Automatic mail over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { letMailGoOn } from './commands/let-mail-go-on.ts';
import * as contract from './contract.ts';
import { showAutomaticMail } from './queries/show-automatic-mail.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.getAutomaticMail, () => showAutomaticMail(desk)),
    mount(contract.closeBreaker, async (_input, { actor }) => {
      await letMailGoOn(desk, actor);
      return showAutomaticMail(desk);
    }),
  ];
}
