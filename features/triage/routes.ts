/** Routes of understanding. */
import { decideFact, removeFact } from '#features/intake/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import * as contract from './contract.ts';
import { hintsOnDraft } from './queries/hints-on-draft.ts';
import { showUnderstanding } from './queries/show-understanding.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.getFacts, ({ params }) => showUnderstanding(desk, params.number)),
    mount(contract.decideFact, async ({ params, body }, { actor }) => {
      const { value, insteadOf = null } = body;
      await inTransaction(desk, (tx) => decideFact(tx, desk, actor, { ...params, value, insteadOf }));
      return showUnderstanding(desk, params.number);
    }),
    mount(contract.hintDraft, async ({ params, body }) => ({
      hints: await hintsOnDraft(desk, params.number, body),
    })),
    mount(contract.removeFact, async ({ params, query }, { actor }) => {
      const { value = null } = query;
      await inTransaction(desk, (tx) => removeFact(tx, desk, actor, { ...params, value }));
      return showUnderstanding(desk, params.number);
    }),
  ];
}
