/** Addresses of agents, remembered for a moment: every mail asks whether it claims to come from one. */
import type { Desk } from '#features/workspace/index.ts';
import { allAgentAddresses } from '../store/agents.ts';

/** A new agent is known after at most this long. */
const freshMilliseconds = 2_000;

type Remembered = { at: number; addresses: Promise<ReadonlySet<string>> };
const remembered = new WeakMap<object, Remembered>();

/** In lower case. Rejects while the database is away. */
export function agentAddresses(desk: Pick<Desk, 'db'>): Promise<ReadonlySet<string>> {
  const now = performance.now();
  const known = remembered.get(desk.db);
  if (known && now - known.at < freshMilliseconds) return known.addresses;
  const addresses = allAgentAddresses(desk.db);
  remembered.set(desk.db, { at: now, addresses });
  // A failure is not remembered: the next mail asks again.
  addresses.catch(() => remembered.delete(desk.db));
  return addresses;
}

/** For tests and after a change of agents in this process. */
export function forgetAgentAddresses(desk: Pick<Desk, 'db'>): void {
  remembered.delete(desk.db);
}
