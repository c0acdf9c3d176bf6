/** The block list for its page. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { decodeTimeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { Block } from '../contract.ts';
import { type BlockRow, pageOfBlocks } from '../store/block-rows.ts';

/** Throws `invalid-request` for a cursor that is not ours. */
export async function listBlocks(
  db: Kysely<DB>,
  brandId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ blocks: Block[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : decodeTimeCursor(page.cursor);
  const rows = await pageOfBlocks(db, brandId, { limit: page.limit + 1, after });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    blocks: shown.map(presentBlock),
    nextCursor: last ? encodeCursor([last.createdAt, last.id]) : null,
  };
}

export function presentBlock(row: BlockRow): Block {
  return {
    id: row.id,
    kind: row.kind,
    value: row.value,
    reason: row.reason,
    refuse: row.refuse,
    addedBy: row.addedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    hits: row.hitCount,
    lastHitAt: row.lastHitAt?.toISOString() ?? null,
  };
}
