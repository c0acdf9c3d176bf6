/**
 * Why a mail is threaded where it is. Tokens thread, exact references thread between people who wrote to each other,
 * numbers only propose. A stranger never joins by reference: their mail opens a ticket of its own that names the other.
 *
 * Joining by reference asks the same question in both directions (is the writer or a recipient of this mail one of the
 * people of that conversation?), so it does not matter which of the two mails arrived first.
 */
import type { ReferenceHit, ThreadVerdict, TicketPeople } from '#features/tickets/index.ts';

export type ThreadFacts = {
  /** Tickets proven by a token, in order of appearance. */
  tokens: { ticketId: string; number: number; forSender: boolean }[];
  /** Exact hits of this mail's references and of its own id. */
  hits: readonly ReferenceHit[];
  people: ReadonlyMap<string, TicketPeople>;
  messageId: string;
  inReplyTo: string | null;
  /** Oldest first. */
  references: readonly string[];
  /** Lower case; '' when unknown. */
  sender: string;
  /** To and Cc in lower case, without our own addresses. */
  recipients: readonly string[];
  isOurs(address: string): boolean;
  /** A report or automatic answer: it follows the mail it answers, whoever sends it. */
  automatic: boolean;
  /** Tickets the subject names. */
  numbers: readonly { number: number; ticketId: string }[];
};

export type ThreadChoice = {
  target: { kind: 'new' } | { kind: 'existing'; ticketId: string };
  verdict: ThreadVerdict;
  proposals: { ticketId: string; reason: string }[];
  /** Tickets that this mail proves to be the same conversation: they join the target. */
  merge: string[];
  role: 'requester' | 'cc' | 'unverified';
  /** What ties the sender to the ticket, for the lane. */
  tie: 'token' | 'foreign-token' | 'participant' | 'stranger' | 'none';
};

type Candidate = { ticketId: string; late: boolean; rank: number };

/** The one decision. */
export function chooseTicket(facts: ThreadFacts): ThreadChoice {
  const candidates = rank(facts);
  const [token] = facts.tokens;
  if (token) return byToken(facts, token, candidates);
  const fitting = candidates.filter(({ ticketId }) => facts.automatic || belongs(facts, ticketId));
  const [best] = fitting;
  const strange = candidates
    .filter((candidate) => !fitting.includes(candidate))
    .map(({ ticketId }) => ({
      ticketId,
      reason: 'It refers to a mail of this ticket, but comes from outside that conversation.',
    }));
  if (!best) return opensNew(facts, strange);
  return byReference(facts, best, fitting.slice(1), strange);
}

function byToken(
  facts: ThreadFacts,
  token: ThreadFacts['tokens'][number],
  candidates: readonly Candidate[],
): ThreadChoice {
  const others = [
    ...facts.tokens.slice(1).map(({ ticketId }) => ticketId),
    ...candidates.map(({ ticketId }) => ticketId),
  ];
  const known = isParticipant(facts, token.ticketId);
  return {
    target: { kind: 'existing', ticketId: token.ticketId },
    verdict: {
      code: 'token',
      notes: [
        token.forSender
          ? 'It answers a mail we sent to this address, proven by its reply token.'
          : facts.automatic
            ? 'A program answers a mail of this ticket, proven by its reply token.'
            : 'It carries a reply token of this ticket that we gave to another address.',
      ],
      confidence: token.forSender ? 1 : 0.95,
    },
    proposals: proposals(
      token.ticketId,
      others.map((ticketId) => ({ ticketId, reason: 'It also refers to a mail of this ticket.' })),
    ),
    merge: [],
    role: token.forSender || known ? 'cc' : 'unverified',
    tie: token.forSender ? 'token' : known ? 'participant' : 'foreign-token',
  };
}

function byReference(
  facts: ThreadFacts,
  best: Candidate,
  others: readonly Candidate[],
  strange: ThreadChoice['proposals'],
): ThreadChoice {
  const sender = facts.people.get(best.ticketId)?.addresses.has(facts.sender) ?? false;
  const rest = others.filter((other) => other.ticketId !== best.ticketId);
  return {
    target: { kind: 'existing', ticketId: best.ticketId },
    verdict: best.late
      ? {
          code: 'late-parent',
          notes: ['An answer to this mail arrived before it; both are one conversation.'],
          confidence: 0.95,
        }
      : {
          code: 'reference',
          notes: ['It answers a mail of this ticket (exact Message-ID), between the same people.'],
          confidence: 0.95,
        },
    proposals: proposals(best.ticketId, [
      ...strange,
      ...rest
        .filter((other) => !other.late)
        .map(({ ticketId }) => ({ ticketId, reason: 'It also refers to a mail of this ticket.' })),
    ]),
    merge: rest.filter((other) => other.late && !facts.automatic).map(({ ticketId }) => ticketId),
    role: sender ? 'cc' : 'unverified',
    tie: sender ? 'participant' : 'stranger',
  };
}

function opensNew(facts: ThreadFacts, strange: ThreadChoice['proposals']): ThreadChoice {
  const takesPart = (ticketId: string): boolean =>
    facts.people.get(ticketId)?.addresses.has(facts.sender) ?? false;
  const named = facts.numbers.map(({ number, ticketId }) => ({
    ticketId,
    reason: takesPart(ticketId)
      ? `Its subject names #${number}, where this address takes part. A number proves nothing, so it was not joined.`
      : `Its subject names #${number}. A number proves nothing, so it was not joined.`,
  }));
  const apart = strange.length > 0 || named.length > 0;
  const isStranger = strange.length > 0 || facts.numbers.some(({ ticketId }) => !takesPart(ticketId));
  return {
    target: { kind: 'new' },
    verdict: {
      code: 'new',
      notes: [
        apart
          ? 'It may belong to another ticket, but nothing proves it; an agent can merge them.'
          : 'A new matter: it answers no mail we have.',
      ],
      confidence: apart ? 0.7 : 1,
    },
    proposals: proposals('', [...strange, ...named]),
    merge: [],
    role: 'requester',
    tie: isStranger ? 'stranger' : 'none',
  };
}

/** One entry a ticket, best first: the mail answered, then newer references before older, then mails that wait for it. */
function rank(facts: ThreadFacts): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const hit of facts.hits) {
    const late = hit.messageIdHeader === facts.messageId;
    // Our own id in the store under another mail is a double or a forgery, never a parent.
    if (late && hit.kind === 'own') continue;
    const rank = late ? 10_000 : distance(facts, hit.messageIdHeader) + (hit.kind === 'own' ? 0 : 1_000);
    const known = best.get(hit.ticketId);
    best.set(hit.ticketId, {
      ticketId: hit.ticketId,
      rank: Math.min(rank, known?.rank ?? rank),
      late: late || (known?.late ?? false),
    });
  }
  const sorted = [...best.values()].sort((a, b) => a.rank - b.rank);
  // A ticket that this mail itself answers is joined by that; only the others are late children.
  return sorted.map((one, index) => (index === 0 && one.rank < 10_000 ? { ...one, late: false } : one));
}

function distance(facts: ThreadFacts, id: string): number {
  if (id === facts.inReplyTo) return 0;
  const at = facts.references.lastIndexOf(id);
  return at < 0 ? 900 : facts.references.length - at;
}

function belongs(facts: ThreadFacts, ticketId: string): boolean {
  const people = facts.people.get(ticketId)?.addresses;
  if (!people) return false;
  const isOneOfThem = (address: string): boolean =>
    address !== '' && !facts.isOurs(address) && people.has(address);
  return isOneOfThem(facts.sender) || facts.recipients.some(isOneOfThem);
}

function isParticipant(facts: ThreadFacts, ticketId: string): boolean {
  return facts.people.get(ticketId)?.participants.has(facts.sender) ?? false;
}

function proposals(target: string, all: ThreadChoice['proposals']): ThreadChoice['proposals'] {
  const seen = new Set([target]);
  return all.filter(({ ticketId }) => {
    if (seen.has(ticketId)) return false;
    seen.add(ticketId);
    return true;
  });
}
