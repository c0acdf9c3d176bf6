/** Many tickets are about one issue: what was selected in the inbox. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { appendIssueEvent } from '../store/issue-rows.ts';
import { findTicketIds } from '../store/ticket-ids.ts';
import { decideOne, issueOf } from './decide-link.ts';

/** Throws `known-issue-not-found`, `known-issue-closed`. */
export async function linkTickets(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  actor: Actor,
  input: { issue: number; numbers: readonly number[] },
): Promise<{ linked: number[]; unknown: number[] }> {
  permit(actor, 'known-issue:link');
  const issue = await issueOf(tx, desk, input.issue);
  const numbers = [...new Set(input.numbers)];
  const ids = await findTicketIds(tx, desk.brand.id, numbers);
  const linked: number[] = [];
  // In the order of ids, as everywhere: two who link at a time never wait for each other in a circle.
  const inOrder = [...ids].sort(([, one], [, other]) => (one < other ? -1 : 1));
  for (const [number, ticketId] of inOrder) {
    const before = await decideOne(tx, desk, actor, { issue, ticketId, decision: 'linked' });
    if (before !== 'linked') linked.push(number);
  }
  if (linked.length > 0)
    await appendIssueEvent(tx, {
      issueId: issue.id,
      kind: 'tickets-linked',
      actor,
      sentences: [`${linked.length} ${linked.length === 1 ? 'ticket' : 'tickets'} linked at once.`],
      at: desk.clock.now(),
    });
  return {
    linked: linked.sort((one, other) => one - other),
    unknown: numbers.filter((number) => !ids.has(number)),
  };
}
