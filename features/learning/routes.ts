/** Routes of learning. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { goBack } from './commands/go-back.ts';
import { ignoreCorrection } from './commands/ignore-correction.ts';
import { askForRetraining } from './commands/schedule-retraining.ts';
import * as contract from './contract.ts';
import { examplesAsLines, misroutesByWeek, pageOfTaught } from './queries/list-corrections.ts';
import { showModel } from './queries/show-model.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.getTriageModel, () => showModel(desk)),
    mount(contract.getMisroutes, () => misroutesByWeek(desk)),
    mount(contract.listCorrections, ({ query }) => pageOfTaught(desk, query)),
    mount(contract.setCorrection, async ({ params, body }, { actor }) => {
      await inTransaction(desk, (tx) => ignoreCorrection(tx, desk, actor, { ...params, ...body }));
      return { ...params, ...body };
    }),
    mount(contract.retrainModel, async (_input, { actor }) => {
      await inTransaction(desk, (tx) => askForRetraining(tx, desk, actor));
      return showModel(desk);
    }),
    mount(contract.chooseVersion, async ({ body }, { actor }) => {
      await inTransaction(desk, (tx) => goBack(tx, desk, actor, body.number));
      return showModel(desk);
    }),
    mount(contract.exportCorrections, async ({ params }, { reply }) => {
      const { language } = params;
      reply.header('content-disposition', `attachment; filename="${language}.ndjson"`);
      reply.type('application/x-ndjson; charset=utf-8');
      return examplesAsLines(desk, language);
    }),
  ];
}
