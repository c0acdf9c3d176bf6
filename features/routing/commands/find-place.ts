/** A ticket that nobody has: it is given to somebody, or waits in the queue with the reason; when it waited too long, more is done. */
import { giveTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { type Choice, chooseAgent } from '../rules/choose-agent.ts';
import { actUntil } from '../rules/may-keep.ts';
import { rankOf } from '../rules/whose-choice.ts';
import { sentenceOf } from '../rules/words.ts';
import { afterWorking } from '../rules/working-hours.ts';
import { type PersonRow, teamPeople } from '../store/people-rows.ts';
import { noteTurn, othersWait, putRouted, type RoutedRow } from '../store/queue-rows.ts';
import { lastAgentOf } from '../store/ticket-facts.ts';
import { type Case, keyOf } from './case.ts';
import { routingActor, wordsFor } from './routing-desk.ts';
import { drainTeams, setTimer } from './timers.ts';
import { waitedTooLong } from './waited-too-long.ts';

/** `leftOpen`: a person took it off somebody and left it to whoever wants it, so it is given to nobody. */
export async function findPlace(tx: Tx, desk: Desk, one: Case, leftOpen: boolean): Promise<void> {
  if (!leftOpen && one.row === null && (await queuesUp(tx, desk, one))) return;
  const people = await teamPeople(tx, one.ticket.teamId, desk.brand.defaultLanguage);
  const choice = leftOpen ? openForAll : await choose(tx, desk, one, people);
  const agent = people.find(({ id }) => id === choice.agent?.id);
  if (agent) await give(tx, desk, one, agent, choice.reasons);
  else await wait(tx, desk, one, people, choice);
}

/** What comes while others wait takes its place among them: nobody gets in before them because room was free just then. */
async function queuesUp(tx: Tx, desk: Desk, { ticket, now }: Case): Promise<boolean> {
  if (ticket.priority === 'urgent' || !(await othersWait(tx, ticket.teamId, ticket.id))) return false;
  await putRouted(tx, keyOf(desk, ticket), {
    ...{
      teamId: ticket.teamId,
      agentId: null,
      since: now,
      reason: '',
      notAgain: [],
      wider: false,
      toldAt: null,
    },
    rank: rankOf(ticket.priority),
  });
  await drainTeams(tx, [ticket.teamId]);
  return true;
}

const openForAll: Pick<Choice, 'agent' | 'reasons'> = {
  agent: null,
  reasons: ['a person took it off somebody by hand, so people choose'],
};

async function choose(
  tx: Tx,
  desk: Desk,
  { ticket, policy, row, now }: Case,
  people: readonly PersonRow[],
): Promise<Choice> {
  const { topic, department, language, priority } = ticket;
  const lastAgentId = policy.sameAgent ? await lastAgentOf(tx, ticket) : null;
  const { notAgain, wider } = row ?? { notAgain: [], wider: false };
  return chooseAgent(
    { topic, department, language, priority, lastAgentId, notAgain, wider },
    people,
    policy,
    now,
    wordsFor(desk),
  );
}

async function give(
  tx: Tx,
  desk: Desk,
  one: Case,
  agent: PersonRow,
  reasons: readonly string[],
): Promise<void> {
  const { ticket, policy, row, now } = one;
  const giving = { ticketId: ticket.id, agentId: agent.id, reasons: [sentenceOf(reasons)] };
  if (!(await giveTicket(tx, desk, routingActor, giving))) return;
  await noteTurn(tx, ticket.teamId, agent.id, now);
  const given: RoutedRow = {
    ...{ teamId: ticket.teamId, agentId: agent.id, since: now, reason: '', toldAt: null },
    notAgain: row?.notAgain ?? [],
    wider: row?.wider ?? false,
  };
  await putRouted(tx, keyOf(desk, ticket), { ...given, rank: rankOf(ticket.priority) });
  const begun = { agent, givenAt: now, lastActAt: null, lastCustomerAt: null };
  await setTimer(tx, ticket.id, ticket.customerWaits ? actUntil(begun, policy) : null);
}

async function wait(
  tx: Tx,
  desk: Desk,
  one: Case,
  people: readonly PersonRow[],
  choice: Pick<Choice, 'reasons'>,
): Promise<void> {
  const { ticket, policy, now } = one;
  const reason = sentenceOf(choice.reasons);
  const before = one.row?.agentId === null ? one.row : null;
  const row: RoutedRow = {
    ...{ teamId: ticket.teamId, agentId: null, since: before?.since ?? now, reason },
    ...{ notAgain: one.row?.notAgain ?? [], wider: one.row?.wider ?? false, toldAt: before?.toldAt ?? null },
  };
  await putRouted(tx, keyOf(desk, ticket), { ...row, rank: rankOf(ticket.priority) });
  if (before === null || before.reason === '') await tellWaiting(tx, desk, one, reason);
  const working = people.filter(({ active, role }) => active && role !== 'viewer');
  const deadline =
    policy.takeMinutes === null || row.toldAt !== null
      ? null
      : afterWorking(
          working.map(({ schedule }) => schedule),
          row.since,
          policy.takeMinutes,
        );
  if (deadline !== null && deadline <= now) await waitedTooLong(tx, desk, { ...one, row });
  else await setTimer(tx, ticket.id, deadline);
}

/** Once, when it begins to wait; later reasons stand in the queue. */
async function tellWaiting(tx: Tx, desk: Desk, { ticket, now }: Case, reason: string): Promise<void> {
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: ticket.id,
    kind: 'routing-waits',
    actor: routingActor,
    data: { sentence: `Waits in the queue of ${ticket.teamName ?? 'its team'}.` },
    reasons: [reason],
    at: now,
  });
}
