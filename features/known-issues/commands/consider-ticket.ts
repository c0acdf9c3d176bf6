/** Something was learnt of a ticket: by what is it counted, which known issues may it be about, and do such tickets rise? */
import { errorsOf, isKnown, KNOWN_FROM, knownFacts } from '#features/intake/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { takeTurn } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { openIssues } from '../queries/open-issues.ts';
import { traitNames } from '../queries/trait-names.ts';
import { matchIssue, prepareIssue, type TicketTraits } from '../rules/match-issue.ts';
import { countedAs, traitsOf } from '../rules/traits.ts';
import type { IssueRow } from '../store/issue-rows.ts';
import { linksOf } from '../store/link-rows.ts';
import { type ConsideredTicket, holdTicket, textsOf, writeTraits } from '../store/trait-rows.ts';
import { type FittingIssue, proposeIssues } from './propose-issues.ts';
import { watchForRise } from './watch-for-rise.ts';

type ConsideringDesk = Pick<Desk, 'db' | 'brand' | 'clock' | 'profile'>;

/**
 * Safe to repeat: what is derived is made anew, what people decided stays. A merged ticket stands for its survivor. Spam is
 * counted nowhere and is about no issue.
 */
export async function considerTicket(tx: Tx, desk: ConsideringDesk, ticketId: string): Promise<void> {
  const ticket = await holdTicket(tx, desk.brand.id, ticketId);
  if (!ticket) return;
  await takeTurn(tx, [`known-issues:${ticket.id}`]);
  const isSpam = ticket.status === 'spam';
  const traits = await ticketTraits(tx, ticket);
  await writeTraits(tx, { brandId: desk.brand.id, ticket, traits: isSpam ? [] : countedAs(traits) });
  const among = await openIssues(desk);
  const fitting = isSpam ? [] : await fittingIssues(tx, desk, ticket, traits, among);
  if (among.length > 0) await proposeIssues(tx, desk, { ticketId: ticket.id, fitting, among });
  if (!isSpam) await watchForRise(tx, desk, ticket, traits);
}

/** From what is known now, tickets merged into it included. */
export async function ticketTraits(
  db: Parameters<typeof knownFacts>[0],
  ticket: Pick<ConsideredTicket, 'id' | 'topic'>,
): Promise<TicketTraits> {
  const [facts, errors] = await Promise.all([knownFacts(db, ticket.id), errorsOf(db, ticket.id)]);
  return traitsOf({
    topic: ticket.topic,
    facts: facts.filter((fact) => fact.state !== 'removed' && isKnown(fact)),
    errors: errors.filter(({ confidence }) => confidence >= KNOWN_FROM).map(({ id }) => id),
  });
}

/** Issues somebody decided about on this ticket are not asked again. */
async function fittingIssues(
  tx: Tx,
  desk: ConsideringDesk,
  ticket: ConsideredTicket,
  traits: TicketTraits,
  among: readonly IssueRow[],
): Promise<FittingIssue[]> {
  if (among.length === 0) return [];
  const links = await linksOf(tx, ticket.id);
  const decided = new Set(links.filter(({ state }) => state !== 'proposed').map(({ issueId }) => issueId));
  const texts = among.some(({ affects }) => affects.words.length > 0) ? await textsOf(tx, ticket) : [];
  const names = traitNames(desk);
  return among.flatMap((issue) => {
    if (decided.has(issue.id)) return [];
    const fit = matchIssue(prepareIssue(issue.affects), traits, () => texts, names);
    return fit?.fits ? [{ issue, fit }] : [];
  });
}
