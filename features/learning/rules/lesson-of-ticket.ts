/** What a ticket teaches about where mail like its first belongs. */

/** What people and the desk did with its place, in the order it happened. */
export type PlaceEvent = {
  kind: 'topic-changed' | 'department-changed' | 'team-changed' | 'status-changed';
  /** A person did it, or a program of theirs with a key. */
  byPeople: boolean;
  /** Topic, department or status; for a team its key in the profile, null when it has none. */
  from: string | null;
  to: string | null;
  actor: Teacher;
  at: Date;
};

export type Teacher = { kind: 'agent' | 'key'; id: string | null; name: string };

export type TaughtTicket = {
  status: string;
  topic: string | null;
  department: string | null;
  /** Key of its team; null when it has none, or one the profile does not know. */
  team: string | null;
  /** An agent answered the customer. */
  answered: boolean;
  /** The message that opened it was understood, so there was something to be right or wrong about. */
  understood: boolean;
  events: readonly PlaceEvent[];
};

export type Place = { topic: string | null; department: string | null; team: string | null };

export type Lesson = {
  kind: 'correction' | 'confirmation';
  /** Where the desk had put it. */
  placed: Place;
  /** Null: people said no more than the departments. */
  topic: string | null;
  departments: readonly string[];
  by: Teacher;
  at: Date;
};

type Departments = readonly { id: string; team: string; topics: readonly string[] }[];

/**
 * Null: nothing. A topic that a person chose is the lesson. Where they chose no more than a department or a team, they said
 * that the topic is one of theirs; a move that ends where the desk began is none. A ticket that an agent answered and solved
 * where the desk had put it confirms that quietly. Spam teaches nothing here.
 */
export function lessonOfTicket(ticket: TaughtTicket, departments: Departments): Lesson | null {
  if (ticket.status === 'spam' || !ticket.understood) return null;
  const placed = placedByDesk(ticket);
  const moves = ticket.events.filter((event) => event.byPeople && event.kind !== 'status-changed');
  const last = moves.at(-1);
  const wanted = last ? wantedPlace(ticket, moves, departments) : null;
  if (last && wanted && !agrees(wanted, placed))
    return { kind: 'correction', placed, ...wanted, by: last.actor, at: last.at };
  // Given to a team that answers for no department: right or wrong cannot be told from that.
  if (last && wanted === null) return null;
  return confirmation(ticket, placed, departments);
}

/** What stood there before people touched it. */
function placedByDesk(ticket: TaughtTicket): Place {
  const before = (kind: PlaceEvent['kind'], now: string | null): string | null => {
    const first = ticket.events.find((event) => event.byPeople && event.kind === kind);
    return first ? first.from : now;
  };
  return {
    topic: before('topic-changed', ticket.topic),
    department: before('department-changed', ticket.department),
    team: before('team-changed', ticket.team),
  };
}

type Wanted = Pick<Lesson, 'topic' | 'departments'>;

/** What people last said: a topic, unless a later move to a team or department rules it out. */
function wantedPlace(
  ticket: TaughtTicket,
  moves: readonly PlaceEvent[],
  departments: Departments,
): Wanted | null {
  const lastOf = (kind: PlaceEvent['kind']): number => moves.findLastIndex((event) => event.kind === kind);
  const ofTopic = departments.find(({ topics }) => ticket.topic !== null && topics.includes(ticket.topic));
  const chosen = chosenDepartments(ticket, lastOf('department-changed'), lastOf('team-changed'), departments);
  const topicAt = lastOf('topic-changed');
  if (topicAt >= 0 && ofTopic) {
    const ruledOut = chosen !== null && chosen.at > topicAt && !chosen.departments.includes(ofTopic.id);
    if (!ruledOut) return { topic: ticket.topic, departments: [ofTopic.id] };
  }
  return chosen && { topic: null, departments: chosen.departments };
}

/** The departments that the last chosen department or team stands for; null for a team that answers for none. */
function chosenDepartments(
  ticket: TaughtTicket,
  departmentAt: number,
  teamAt: number,
  departments: Departments,
): { departments: string[]; at: number } | null {
  if (departmentAt < 0 && teamAt < 0) return null;
  const found =
    departmentAt >= teamAt
      ? departments.filter(({ id }) => id === ticket.department)
      : departments.filter(({ team }) => ticket.team !== null && team === ticket.team);
  if (found.length === 0) return null;
  return { departments: found.map(({ id }) => id), at: Math.max(departmentAt, teamAt) };
}

function agrees(wanted: Wanted, placed: Place): boolean {
  if (wanted.topic !== null) return wanted.topic === placed.topic;
  return (
    placed.topic !== null && placed.department !== null && wanted.departments.includes(placed.department)
  );
}

function confirmation(ticket: TaughtTicket, placed: Place, departments: Departments): Lesson | null {
  const solved = ticket.status === 'resolved' || ticket.status === 'closed';
  const by = ticket.events.findLast((event) => event.byPeople && event.kind === 'status-changed');
  const department = departments.find(({ topics }) => placed.topic !== null && topics.includes(placed.topic));
  if (!solved || !ticket.answered || !by || !department) return null;
  return {
    kind: 'confirmation',
    placed,
    topic: placed.topic,
    departments: [department.id],
    by: by.actor,
    at: by.at,
  };
}

/** Topics that a mail of these departments may be of. Harm is told by words, never by likeness, so it is left out where others remain. */
export function topicsOf(departments: readonly string[], all: Departments, harm: string): string[] {
  const topics = all.filter(({ id }) => departments.includes(id)).flatMap((one) => one.topics);
  const others = topics.filter((topic) => topic !== harm);
  return others.length > 0 ? others : topics;
}
