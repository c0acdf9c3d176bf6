/** An unfinished answer, kept on the server per person and ticket. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Draft } from '../contract.ts';
import { cleanAgentHtml } from '../rules/agent-html.ts';
import { cleanData } from '../rules/clean-text.ts';
import { deleteDraft, putDraft } from '../store/draft-rows.ts';

/**
 * Keeps the draft, or throws it away when it is null. Returns when it was saved. A draft belongs to a person, so a
 * key cannot have one (`not-allowed`). Nobody else is told: a draft is private and changes with every word.
 */
export async function saveDraft(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  actor: Actor,
  input: { ticketId: string; draft: Draft | null },
): Promise<Date | null> {
  permit(actor, 'ticket:reply');
  if (actor.kind !== 'agent') throw new NamedError('not-allowed', 'Drafts belong to people, not to keys.');
  const { ticketId, draft } = input;
  if (draft === null) {
    await deleteDraft(tx, ticketId, actor.id);
    return null;
  }
  const content = JSON.stringify(cleanData({ ...draft, html: cleanAgentHtml(draft.html) }));
  const savedAt = desk.clock.now();
  await putDraft(tx, { ticketId, agentId: actor.id, content, savedAt });
  return savedAt;
}
