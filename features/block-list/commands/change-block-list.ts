/** Adds, changes and ends blocks. Nobody blocks the desk itself by mistake. */
import { allAgents } from '#features/access/index.ts';
import { type Desk, ourAddressList } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { blockListLimits } from '../limits.ts';
import { type BlockTarget, parseTarget, refusalOf } from '../rules/block-target.ts';
import { type BlockRow, countBlocks, deleteBlock, insertBlock, updateBlock } from '../store/block-rows.ts';

type BlockDesk = Pick<Desk, 'db' | 'brand' | 'clock'>;

export type NewBlockInput = { target: string; reason: string; refuse: boolean; days: number | null };

const dayMs = 86_400_000;

/**
 * Throws `block-not-understood`, `block-own-address`, `block-agent`, `block-too-wide`, `block-exists`, `block-list-full`,
 * and `not-allowed` when the actor may only block single addresses.
 */
export async function addBlock(
  tx: Tx,
  desk: BlockDesk,
  actor: Actor,
  input: NewBlockInput,
): Promise<BlockRow> {
  permit(actor, 'block-list:add');
  const target = parseTarget(input.target);
  if (target === null)
    throw new NamedError(
      'block-not-understood',
      'Write an address (a@example.net), a domain (example.net) or a network (192.0.2.0/24).',
      { target: 'This is no address, domain or network.' },
    );
  if (target.kind !== 'address' || input.refuse) permit(actor, 'block-list:manage');
  await refuseOurselves(tx, desk, target);
  if ((await countBlocks(tx, desk.brand.id)) >= blockListLimits.entries)
    throw new NamedError(
      'block-list-full',
      `It holds ${blockListLimits.entries} entries, which is the most.`,
    );
  const now = desk.clock.now();
  const row = await insertBlock(tx, {
    id: newId(),
    brandId: desk.brand.id,
    ...target,
    reason: input.reason,
    refuse: input.refuse,
    addedBy: actor.name,
    createdAt: now,
    expiresAt: endOf(now, input.days),
  });
  if (row === null) throw new NamedError('block-exists', `${target.value} is blocked already.`);
  await tell(tx, desk, actor, 'block-added', row);
  return row;
}

async function refuseOurselves(tx: Tx, desk: BlockDesk, target: BlockTarget): Promise<void> {
  const [ours, agents] = [await ourAddressList(tx, desk.brand.id), await allAgents(tx)];
  const refusal = refusalOf(target, { ours, agents: agents.map((agent) => agent.email) });
  if (refusal) throw new NamedError(refusal.name, refusal.detail, { target: refusal.detail });
}

/** Throws `block-not-found`. */
export async function changeBlock(
  tx: Tx,
  desk: BlockDesk,
  actor: Actor,
  id: string,
  input: { reason?: string | undefined; refuse?: boolean | undefined; days?: number | null | undefined },
): Promise<BlockRow> {
  permit(actor, 'block-list:manage');
  const row = await updateBlock(tx, desk.brand.id, id, {
    ...(input.reason === undefined ? {} : { reason: input.reason }),
    ...(input.refuse === undefined ? {} : { refuse: input.refuse }),
    ...(input.days === undefined ? {} : { expiresAt: endOf(desk.clock.now(), input.days) }),
  });
  if (row === null) throw notFound();
  await tell(tx, desk, actor, 'block-changed', row);
  return row;
}

/** Throws `block-not-found`. */
export async function removeBlock(tx: Tx, desk: BlockDesk, actor: Actor, id: string): Promise<void> {
  permit(actor, 'block-list:manage');
  const row = await deleteBlock(tx, desk.brand.id, id);
  if (row === null) throw notFound();
  await tell(tx, desk, actor, 'block-removed', row);
}

function endOf(now: Date, days: number | null): Date | null {
  return days === null ? null : new Date(now.getTime() + days * dayMs);
}

function notFound(): NamedError {
  return new NamedError('block-not-found', 'Somebody may have ended this block meanwhile.');
}

async function tell(tx: Tx, desk: BlockDesk, actor: Actor, kind: string, row: BlockRow): Promise<void> {
  const { id, value, reason, refuse, expiresAt } = row;
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind,
    actor,
    data: { id, kind: row.kind, value, reason, refuse, expiresAt: expiresAt?.toISOString() ?? null },
    at: desk.clock.now(),
  });
}
