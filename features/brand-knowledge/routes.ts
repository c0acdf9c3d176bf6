/** What the brand knows, over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { NamedError } from '#platform/named-error.ts';
import { may } from '#platform/permit/permit.ts';
import { previewEdits } from './commands/preview-edits.ts';
import { revertTo, saveEdits } from './commands/save-change.ts';
import * as contract from './contract.ts';
import { knowledgeOf } from './knowledge.ts';
import { makeZip } from './make-zip.ts';
import * as show from './queries/show-knowledge.ts';

export function routes(desk: Desk): MountedRoute[] {
  const profile = async () => (await knowledgeOf(desk)).inForce.profile;
  return [
    mount(contract.getKnowledge, (_input, { actor }) =>
      show.showKnowledge(desk, may(actor, 'knowledge:change')),
    ),
    mount(contract.listTopics, async () => show.listTopics(await profile())),
    mount(contract.getTopic, async ({ params }) => show.showTopic(await profile(), params.id)),
    mount(contract.listIntake, async () => show.listIntake(await profile())),
    mount(contract.getQuestion, async ({ params }) => show.showQuestion(await profile(), params.fact)),
    mount(contract.listErrors, async () => show.listErrors(await profile())),
    mount(contract.checkPhrases, async ({ body }) => show.tryPhrases(body.phrases, body.text)),
    mount(contract.previewEdits, ({ body }, { actor, request }) =>
      previewEdits(desk, actor, body, () => !request.raw.socket.destroyed),
    ),
    mount(contract.saveEdits, async ({ body }, { actor }) =>
      show.showOneChange(desk, await saveEdits(desk, actor, body)),
    ),
    mount(contract.listKnowledgeChanges, ({ query }) => show.showChanges(desk, query.before ?? null)),
    mount(contract.revertKnowledge, async ({ body }, { actor }) =>
      show.showOneChange(desk, await revertTo(desk, actor, body)),
    ),
    mount(contract.exportKnowledge, async (_input, { reply }) => {
      const { overlay } = (await knowledgeOf(desk)).inForce;
      if (overlay.size === 0)
        throw new NamedError(
          'knowledge-unchanged',
          'No file of the profile was changed: there is nothing to export.',
        );
      reply.header('content-disposition', `attachment; filename="${desk.brand.key}-profile-changes.zip"`);
      reply.type('application/zip');
      return makeZip(new Map([...overlay].sort(([one], [other]) => (one < other ? -1 : 1))));
    }),
  ];
}
