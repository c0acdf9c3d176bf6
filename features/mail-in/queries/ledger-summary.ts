/** The ledger in numbers: what came in, what waits, what became of the rest. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { fateSchema } from '../contract.ts';

export type LedgerSummary = {
  received: number;
  waiting: number;
  fates: { ticket: number; duplicate: number; quarantine: number; canary: number };
};

/** Counts all mail, or only some: the numbers always add up, because every mail has at most one fate. */
export async function ledgerSummary(
  db: Kysely<DB>,
  only: { ids?: readonly string[] } = {},
): Promise<LedgerSummary> {
  const summary: LedgerSummary = {
    received: 0,
    waiting: 0,
    fates: { ticket: 0, duplicate: 0, quarantine: 0, canary: 0 },
  };
  if (only.ids?.length === 0) return summary;
  const rows = await db
    .selectFrom('inboundMail')
    .select((select) => ['fate', select.fn.countAll<number>().as('count')])
    .$if(only.ids !== undefined, (query) =>
      query.where(sql<boolean>`id = any(${[...(only.ids ?? [])]}::uuid[])`),
    )
    .groupBy('fate')
    .execute();
  for (const { fate, count } of rows) {
    summary.received += count;
    if (fate === null) summary.waiting += count;
    else if (isFate(fate)) summary.fates[fate] += count;
  }
  return summary;
}

function isFate(fate: string): fate is keyof LedgerSummary['fates'] {
  return fateSchema.safeParse(fate).success;
}
