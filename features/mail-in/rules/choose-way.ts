/** Ticket and lane together: the ticket says what ties the sender to it, the lane whether that tie may be used. */
import { laneMay, type Power, type ThreadVerdict } from '#features/tickets/index.ts';
import { chooseLane, type LaneFacts, type LaneVerdict } from './choose-lane.ts';
import { chooseTicket, type ThreadChoice, type ThreadFacts } from './choose-ticket.ts';

export type Way = { choice: ThreadChoice; lane: LaneVerdict };

/** How a mail came to its ticket, and the power that needs; a new ticket needs none. */
const needed: Partial<Record<ThreadVerdict['code'], Power>> = {
  token: 'thread-by-token',
  reference: 'thread-by-reference',
  'late-parent': 'thread-by-reference',
};

/** `report`: the mail is a delivery report. */
export function chooseWay(
  thread: ThreadFacts,
  sender: Omit<LaneFacts, 'tie' | 'report'>,
  report: boolean,
): Way {
  const choice = chooseTicket(thread);
  const existing = choice.target.kind === 'existing';
  const lane = chooseLane({ ...sender, tie: choice.tie, report: report && existing });
  const power = needed[choice.verdict.code];
  const allowed = power === undefined || laneMay(lane.lane, power) ? choice : apart(choice);
  return { choice: laneMay(lane.lane, 'change-participants') ? allowed : asUnverified(allowed), lane };
}

/** Opens a ticket of its own that names the one it would have joined. */
function apart(choice: ThreadChoice): ThreadChoice {
  const { target, proposals } = choice;
  const joined = target.kind === 'existing' ? [target.ticketId, ...choice.merge] : choice.merge;
  const reason = 'It answers a mail of this ticket, but its sender is not who they say.';
  return {
    ...choice,
    target: { kind: 'new' },
    verdict: {
      code: 'new',
      notes: [
        'It seems to belong to another ticket, but its sender failed the check; an agent can merge them.',
      ],
      confidence: 0.7,
    },
    proposals: [...joined.map((ticketId) => ({ ticketId, reason })), ...proposals],
    merge: [],
    role: 'requester',
  };
}

function asUnverified(choice: ThreadChoice): ThreadChoice {
  if (choice.target.kind === 'new') return choice;
  return { ...choice, role: 'unverified', merge: [] };
}
