/** The table `mail_test`. */
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Step, stepSchema } from '../rules/steps.ts';

export type MailTestRow = {
  id: string;
  mailboxId: string | null;
  startedBy: string;
  startedAt: Date;
  takenAt: Date | null;
  finishedAt: Date | null;
  steps: Step[];
};

const columns = ['id', 'mailboxId', 'startedBy', 'startedAt', 'takenAt', 'finishedAt', 'steps'] as const;

function toTest(row: Omit<MailTestRow, 'steps'> & { steps: unknown }): MailTestRow {
  return { ...row, steps: z.array(stepSchema).parse(row.steps) };
}

/** Adds a test. False when one of the same target is running. */
export async function addMailTest(
  tx: Tx,
  test: Pick<MailTestRow, 'id' | 'mailboxId' | 'startedBy' | 'startedAt' | 'steps'> & { brandId: string },
): Promise<boolean> {
  const added = await tx
    .insertInto('mailTest')
    .values({ ...test, steps: JSON.stringify(test.steps) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Ends tests whose process is gone, and keeps only the newest of each target. */
export async function tidyMailTests(tx: Tx, of: { brokenOff: Date; now: Date; kept: number }): Promise<void> {
  await tx
    .updateTable('mailTest')
    .set({ finishedAt: of.now })
    .where('finishedAt', 'is', null)
    .where('startedAt', '<', of.brokenOff)
    .execute();
  await sql`
    delete from mail_test using (
      select id, row_number() over (partition by brand_id, mailbox_id order by started_at desc, id desc) as place from mail_test
    ) as ordered
    where mail_test.id = ordered.id and ordered.place > ${of.kept} and finished_at is not null`.execute(tx);
}

/** For the one that runs it: null when another took it before. */
export async function takeMailTest(db: Kysely<DB>, id: string, at: Date): Promise<MailTestRow | null> {
  const row = await db
    .updateTable('mailTest')
    .set({ takenAt: at })
    .where('id', '=', id)
    .where('takenAt', 'is', null)
    .where('finishedAt', 'is', null)
    .returning(columns)
    .executeTakeFirst();
  return row ? toTest(row) : null;
}

export async function saveSteps(db: Kysely<DB>, id: string, steps: readonly Step[]): Promise<void> {
  await db
    .updateTable('mailTest')
    .set({ steps: JSON.stringify(steps) })
    .where('id', '=', id)
    .execute();
}

/** Ends it as it stands. */
export async function finishMailTest(db: Kysely<DB>, id: string, at: Date): Promise<void> {
  await db
    .updateTable('mailTest')
    .set({ finishedAt: at })
    .where('id', '=', id)
    .where('finishedAt', 'is', null)
    .execute();
}

/** The newest of each target. */
export async function lastMailTests(db: Kysely<DB>, brandId: string): Promise<MailTestRow[]> {
  const rows = await db
    .selectFrom('mailTest')
    .distinctOn('mailboxId')
    .select(columns)
    .where('brandId', '=', brandId)
    .orderBy('mailboxId')
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toTest);
}
