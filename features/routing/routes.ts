/** Routing over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Call, type MountedRoute, mount } from '#platform/http/call.ts';
import { NamedError } from '#platform/named-error.ts';
import { setPolicy } from './commands/set-policy.ts';
import { setAway, setWork } from './commands/set-work.ts';
import * as contract from './contract.ts';
import { preview, showPerson, showRouting, showWorker } from './queries/show-routing.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.getRouting, () => showRouting(desk)),
    mount(contract.setPolicy, ({ params, body }, { actor }) =>
      inTransaction(desk, (tx) => setPolicy(tx, desk, actor, { teamId: params.id, policy: body })),
    ),
    mount(contract.previewChoice, ({ params, body }) => preview(desk, params.id, body)),
    mount(contract.setWork, ({ params, body }, call) => saveWork(desk, call, params.id, body)),
    mount(contract.setAway, ({ params, body }, call) => saveAway(desk, call, params.id, body)),
    mount(contract.getMyWork, (_input, call) => showWorker(desk, selfOf(call))),
    mount(contract.setMyHours, ({ body }, call) => saveWork(desk, call, selfOf(call), body)),
    mount(contract.setMyAway, ({ body }, call) => saveAway(desk, call, selfOf(call), body)),
  ];
}

async function saveWork(
  desk: Desk,
  { actor }: Call,
  agentId: string,
  work: Parameters<typeof setWork>[3]['work'],
): Promise<contract.Person> {
  const person = await inTransaction(desk, (tx) => setWork(tx, desk, actor, { agentId, work }));
  return showPerson(person, desk.clock.now());
}

async function saveAway(
  desk: Desk,
  { actor }: Call,
  agentId: string,
  input: { away: boolean; until: string | null },
): Promise<contract.Person> {
  const until = input.until === null ? null : new Date(input.until);
  const person = await inTransaction(desk, (tx) => setAway(tx, desk, actor, { ...input, agentId, until }));
  return showPerson(person, desk.clock.now());
}

function selfOf({ actor }: Call): string {
  if (actor.kind !== 'agent') throw new NamedError('not-allowed', 'Only a person has hours; a key has none.');
  return actor.id;
}
