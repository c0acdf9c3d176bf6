/** What became of a test mail. */
import type { Desk } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type { TestMail } from '../contract.ts';

/** Throws `test-mail-not-found`. */
export async function watchTestMail(desk: Pick<Desk, 'db' | 'brand'>, id: string): Promise<TestMail> {
  const row = await desk.db
    .selectFrom('outboundMail')
    .select(['id', 'state', 'captured', 'lastError', 'envelopeTo'])
    .where('id', '=', id)
    .where('brandId', '=', desk.brand.id)
    .where('kind', '=', 'notification')
    .executeTakeFirst();
  if (!row) throw new NamedError('test-mail-not-found', 'No test mail has this id.');
  return { id: row.id, to: row.envelopeTo[0] ?? '', progress: progressOf(row), reason: row.lastError };
}

function progressOf(row: {
  state: string;
  captured: boolean;
  lastError: string | null;
}): TestMail['progress'] {
  if (row.captured) return 'kept';
  if (row.state === 'accepted') return 'taken';
  if (row.state === 'failed' || row.state === 'unknown') return row.state;
  return row.lastError === null ? 'leaving' : 'put-off';
}
