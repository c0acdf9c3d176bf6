/** Rows of the block list. */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { BlockKind, BlockTarget } from '../rules/block-target.ts';

export type BlockRow = Selectable<DB['blockEntry']> & { kind: BlockKind };

/** All entries of a brand; the list is capped (`limits.ts`). */
export async function allBlocks(db: Kysely<DB>, brandId: string): Promise<BlockRow[]> {
  return db
    .selectFrom('blockEntry')
    .selectAll()
    .$narrowType<{ kind: BlockKind }>()
    .where('brandId', '=', brandId)
    .execute();
}

/** One page, newest first. */
export async function pageOfBlocks(
  db: Kysely<DB>,
  brandId: string,
  page: { limit: number; after: { at: Date; id: string } | null },
): Promise<BlockRow[]> {
  const { after } = page;
  return db
    .selectFrom('blockEntry')
    .selectAll()
    .$narrowType<{ kind: BlockKind }>()
    .where('brandId', '=', brandId)
    .$if(after !== null, (query) =>
      query.where((where) =>
        where(where.refTuple('createdAt', 'id'), '<', where.tuple(after?.at ?? new Date(0), after?.id ?? '')),
      ),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

export type NewBlock = BlockTarget & {
  id: string;
  brandId: string;
  reason: string;
  refuse: boolean;
  addedBy: string;
  createdAt: Date;
  expiresAt: Date | null;
};

/** An entry that is over makes room for a new one of the same value. Null when one is in force. */
export async function insertBlock(tx: Tx, block: NewBlock): Promise<BlockRow | null> {
  await tx
    .deleteFrom('blockEntry')
    .where('brandId', '=', block.brandId)
    .where('kind', '=', block.kind)
    .where('value', '=', block.value)
    .where('expiresAt', '<=', block.createdAt)
    .execute();
  const row = await tx
    .insertInto('blockEntry')
    .values(block)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .$narrowType<{ kind: BlockKind }>()
    .executeTakeFirst();
  return row ?? null;
}

export async function countBlocks(db: Kysely<DB>, brandId: string): Promise<number> {
  const { count } = await db
    .selectFrom('blockEntry')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('brandId', '=', brandId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function updateBlock(
  tx: Tx,
  brandId: string,
  id: string,
  change: Partial<Pick<NewBlock, 'reason' | 'refuse' | 'expiresAt'>>,
): Promise<BlockRow | null> {
  const row = await tx
    .updateTable('blockEntry')
    // Something is always set, so that an empty change is none and still finds its row.
    .set((set) => ({ hitCount: set.ref('hitCount'), ...change }))
    .where('brandId', '=', brandId)
    .where('id', '=', id)
    .returningAll()
    .$narrowType<{ kind: BlockKind }>()
    .executeTakeFirst();
  return row ?? null;
}

export async function deleteBlock(tx: Tx, brandId: string, id: string): Promise<BlockRow | null> {
  const row = await tx
    .deleteFrom('blockEntry')
    .where('brandId', '=', brandId)
    .where('id', '=', id)
    .returningAll()
    .$narrowType<{ kind: BlockKind }>()
    .executeTakeFirst();
  return row ?? null;
}

/** Counts one mail that it stopped. */
export async function countHit(db: Kysely<DB> | Tx, id: string, at: Date): Promise<void> {
  await db
    .updateTable('blockEntry')
    .set((set) => ({ hitCount: set('hitCount', '+', 1), lastHitAt: sql<Date>`greatest(last_hit_at, ${at})` }))
    .where('id', '=', id)
    .execute();
}
