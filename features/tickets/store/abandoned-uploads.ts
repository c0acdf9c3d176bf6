/** Uploads that never became part of anything, and whether anything else needs their content. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

/**
 * Every column that names content of the file store. A test compares it with the schema: a column that is missing here
 * would let the sweep remove files that are used.
 */
export const contentColumns = [
  { table: 'attachment', column: 'sha256' },
  { table: 'upload', column: 'sha256' },
  { table: 'inbound_mail', column: 'raw_sha256' },
  { table: 'outbound_mail', column: 'raw_sha256' },
] as const;

/** Older than `before`, in nobody's draft, and not being sent at this moment; held until the transaction ends. */
export async function lockAbandonedUploads(
  tx: Tx,
  before: Date,
  most: number,
): Promise<{ id: string; sha256: string }[]> {
  const { rows } = await sql<{ id: string; sha256: string }>`
    select id, sha256 from upload u
    where created_at < ${before}
      and not exists (select 1 from draft d where strpos(d.content::text, u.id::text) > 0)
    order by created_at limit ${most} for update skip locked`.execute(tx);
  return rows;
}

/** Of these contents, those that something beside these uploads refers to. */
export async function contentsInUse(
  tx: Tx,
  hashes: readonly string[],
  exceptUploads: readonly string[],
): Promise<Set<string>> {
  const asked = sql`any(${[...hashes]}::text[])`;
  const named = contentColumns.map(({ table, column }) => {
    const others =
      table === 'upload'
        ? sql` and id <> all(${[...exceptUploads]}::uuid[])`
        : // A held mail whose time is over needs its bytes no longer.
          table === 'inbound_mail'
          ? sql` and removed_at is null`
          : sql``;
    return sql`select ${sql.ref(column)} as sha256 from ${sql.table(table)} where ${sql.ref(column)} = ${asked}${others}`;
  });
  // An answer on its way out names its files a second time, also after it was taken back.
  const { rows } = await sql<{ sha256: string }>`
    ${sql.join(named, sql` union `)}
    union select file->>'sha256' from outbound_mail, jsonb_array_elements(content->'attachments') as file
      where file->>'sha256' = ${asked}
    union select content->>'answeredRaw' from outbound_mail where content->>'answeredRaw' = ${asked}`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.sha256));
}

export async function deleteUploads(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('upload')
    .where('id', 'in', [...ids])
    .execute();
}
