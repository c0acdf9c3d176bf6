/** Whether a mail's sender is blocked; the list is remembered for a moment, so that a mail costs no question. */
import type { Desk } from '#features/workspace/index.ts';
import { blockListLimits } from '../limits.ts';
import {
  type BlockEntry,
  type BlockIndex,
  indexBlocks,
  type MailOrigin,
  matchBlock,
} from '../rules/match-block.ts';
import { allBlocks } from '../store/block-rows.ts';

type Remembered = { at: number; index: Promise<BlockIndex> };
const remembered = new WeakMap<object, Remembered>();

/** The entry that blocks mail from there, or null. Rejects while the database is away. */
export async function findBlock(
  desk: Pick<Desk, 'db' | 'brand' | 'clock'>,
  origin: MailOrigin,
): Promise<BlockEntry | null> {
  return matchBlock(await blockIndex(desk), origin, desk.clock.now());
}

function blockIndex(desk: Pick<Desk, 'db' | 'brand'>): Promise<BlockIndex> {
  const now = performance.now();
  const known = remembered.get(desk.db);
  if (known && now - known.at < blockListLimits.freshMilliseconds) return known.index;
  const index = allBlocks(desk.db, desk.brand.id).then(indexBlocks);
  remembered.set(desk.db, { at: now, index });
  // A failure is not remembered: the next mail asks again.
  index.catch(() => remembered.delete(desk.db));
  return index;
}

/** After a change in this process: it holds for the next mail. */
export function forgetBlocks(desk: Pick<Desk, 'db'>): void {
  remembered.delete(desk.db);
}
