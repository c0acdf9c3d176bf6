/** The table `address_mark`: addresses of customers that an import found doubtful or wrong. */
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type AddressMark = {
  /** In normal form. */
  address: string;
  verdict: 'doubtful' | 'wrong';
  suggestion: string | null;
  reasons: { code: string; words: string }[];
  confidence: number;
};

const reasonList = z.array(z.object({ code: z.string(), words: z.string() }));

/** The mark of an address with its day, or null. */
export async function findMark(
  db: Kysely<DB>,
  brandId: string,
  address: string,
): Promise<(AddressMark & { at: Date }) | null> {
  const row = await db
    .selectFrom('addressMark')
    .select(['address', 'verdict', 'suggestion', 'reasons', 'confidence', 'at'])
    // The column's check allows nothing else.
    .$narrowType<{ verdict: AddressMark['verdict'] }>()
    .where('brandId', '=', brandId)
    .where('address', '=', address)
    .executeTakeFirst();
  return row ? { ...row, reasons: reasonList.parse(row.reasons) } : null;
}

/** Writes marks; a newer check replaces an older one. */
export async function saveMarks(
  tx: Tx,
  brandId: string,
  marks: readonly AddressMark[],
  at: Date,
): Promise<void> {
  if (marks.length === 0) return;
  await sql`
    insert into address_mark (brand_id, address, verdict, suggestion, reasons, confidence, at)
    select ${brandId}::uuid, address, verdict, suggestion, reasons, confidence, ${at}
    from json_to_recordset(${jsonRows(marks)}::json)
      as m (address text, verdict text, suggestion text, reasons jsonb, confidence real)
    on conflict (brand_id, address) do update set verdict = excluded.verdict, suggestion = excluded.suggestion,
      reasons = excluded.reasons, confidence = excluded.confidence, at = excluded.at`.execute(tx);
}

/** Takes marks away: mail to these addresses arrives after all. */
export async function removeMarks(tx: Tx, brandId: string, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await tx
    .deleteFrom('addressMark')
    .where('brandId', '=', brandId)
    .where(sql<boolean>`address = any(${[...addresses]}::text[])`)
    .execute();
}
