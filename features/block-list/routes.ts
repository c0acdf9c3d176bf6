/** The block list over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { addBlock, changeBlock, removeBlock } from './commands/change-block-list.ts';
import * as contract from './contract.ts';
import { forgetBlocks } from './queries/find-block.ts';
import { listBlocks, presentBlock } from './queries/list-blocks.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.listBlocks, ({ query }) => listBlocks(desk.db, desk.brand.id, query)),
    mount(contract.addBlock, async ({ body }, { actor }) => {
      const row = await inTransaction(desk, (tx) => addBlock(tx, desk, actor, body));
      forgetBlocks(desk);
      return presentBlock(row);
    }),
    mount(contract.changeBlock, async ({ params, body }, { actor }) => {
      const row = await inTransaction(desk, (tx) => changeBlock(tx, desk, actor, params.id, body));
      forgetBlocks(desk);
      return presentBlock(row);
    }),
    mount(contract.removeBlock, async ({ params }, { actor }) => {
      await inTransaction(desk, (tx) => removeBlock(tx, desk, actor, params.id));
      forgetBlocks(desk);
      return { removed: true as const };
    }),
  ];
}
