/** Tests and looks over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { lookNow } from './commands/look-now.ts';
import { startMailTest } from './commands/start-test.ts';
import * as contract from './contract.ts';
import { showMailTests } from './queries/show-tests.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.listMailTests, async () => ({ tests: await showMailTests(desk) })),
    mount(contract.startMailTest, async ({ body }, { actor }) => ({
      id: await startMailTest(desk, actor, body.mailboxId),
    })),
    mount(contract.lookNow, async ({ body }, { actor }) => {
      await lookNow(desk, actor, body.way);
      return { way: body.way };
    }),
  ];
}
