/** Who does something. Commands take an actor, never an HTTP request. */
export type Actor =
  | {
      kind: 'agent';
      id: string;
      name: string;
      email: string;
      role: string;
      teamIds: readonly string[];
      permissions: ReadonlySet<string>;
    }
  | { kind: 'key'; id: string; name: string; role: string; permissions: ReadonlySet<string> }
  /** A customer with a signed link: may see and write on that one ticket, nothing else. */
  | { kind: 'customer'; id: string | null; name: string; email: string; ticketId: string }
  /** A rule, a job, the pipeline. `name` is shown in the timeline. */
  | { kind: 'system'; name: string };

export type AgentActor = Extract<Actor, { kind: 'agent' }>;

/** The desk's own doing, for jobs and rules. */
export function systemActor(name: string): Actor {
  return { kind: 'system', name };
}

/** Stable text that tells actors apart in keys of tables (idempotency, rate counts). */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'agent':
    case 'key':
      return `${actor.kind}:${actor.id}`;
    case 'customer':
      return `customer:${actor.ticketId}:${actor.email}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
