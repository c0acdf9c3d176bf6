/** A person says whether a ticket is about an issue; no reading changes that again. */
import { headOf } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { issueName } from '../rules/issue-name.ts';
import { findIssue, type IssueRow } from '../store/issue-rows.ts';
import { dropDecision, type LinkState, linksOf, writeDecision } from '../store/link-rows.ts';
import { holdTicket } from '../store/trait-rows.ts';

type LinkingDesk = Pick<Desk, 'brand' | 'clock'>;

/** What a person may say; `undecided` takes back what was said. */
export type Decision = 'linked' | 'rejected' | 'undecided';

/**
 * Returns what it was before, so that it can be undone. A merged ticket stands for its survivor.
 * Throws `ticket-not-found`, `known-issue-not-found`, `known-issue-closed` for a new link to a closed one.
 */
export async function decideLink(
  tx: Tx,
  desk: LinkingDesk,
  actor: Actor,
  input: { number: number; issue: number; decision: Decision },
): Promise<Decision> {
  permit(actor, 'known-issue:link');
  const issue = await issueOf(tx, desk, input.issue);
  const { id } = await headOf({ db: tx, brand: desk.brand }, { number: input.number });
  return decideOne(tx, desk, actor, { issue, ticketId: id, decision: input.decision });
}

/** Throws `known-issue-not-found`. */
export async function issueOf(tx: Tx, desk: Pick<Desk, 'brand'>, number: number): Promise<IssueRow> {
  const issue = await findIssue(tx, desk.brand.id, number);
  if (!issue) throw issueNotFound();
  return issue;
}

export function issueNotFound(): NamedError {
  return new NamedError('known-issue-not-found', 'There is no known issue with this number.');
}

/** One ticket and one issue; for whoever has both already. */
export async function decideOne(
  tx: Tx,
  desk: LinkingDesk,
  actor: Actor,
  input: { issue: IssueRow; ticketId: string; decision: Decision },
): Promise<Decision> {
  const { issue, ticketId, decision } = input;
  await holdTicket(tx, desk.brand.id, ticketId);
  const before = decisionOf((await linksOf(tx, ticketId)).find((link) => link.issueId === issue.id)?.state);
  if (before === decision) return before;
  if (decision === 'linked' && issue.status === 'closed')
    throw new NamedError('known-issue-closed', `${issueName(issue)} is closed. A lead can open it again.`);
  const at = desk.clock.now();
  if (decision === 'undecided') await dropDecision(tx, { issueId: issue.id, ticketId, at });
  else await writeDecision(tx, { issueId: issue.id, ticketId, state: decision, actor, at });
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId,
    kind: `known-issue-${kindOf(decision, before)}`,
    actor,
    data: { issue: Number(issue.number), sentence: sentenceOf(decision, before, issue) },
    at,
  });
  return before;
}

function decisionOf(state: LinkState | undefined): Decision {
  return state === 'linked' || state === 'rejected' ? state : 'undecided';
}

function kindOf(decision: Decision, before: Decision): string {
  if (decision !== 'undecided') return decision;
  return before === 'linked' ? 'unlinked' : 'reconsidered';
}

function sentenceOf(decision: Decision, before: Decision, issue: IssueRow): string {
  const name = issueName(issue);
  if (decision === 'linked') return `Linked to ${name}.`;
  if (decision === 'rejected') return `Not about ${name}.`;
  return before === 'linked' ? `No longer linked to ${name}.` : `May be about ${name} after all.`;
}
