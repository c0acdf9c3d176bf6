/** A file that came by a public form, before anybody knows whether the form is ever sent. */
import type { Desk } from '#features/workspace/index.ts';
import { cleanFileName } from '#mail/file-name.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { insertUpload } from '../store/own-messages.ts';
import type { StoredUpload } from '../store/write-message.ts';

/** The sweep throws it away after a week, unless something refers to its content by then. Nobody can attach it. */
export async function noteStrayUpload(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  input: Omit<StoredUpload, 'id'>,
): Promise<void> {
  const filename = cleanFileName(input.filename) ?? 'file';
  await insertUpload(tx, { ...input, id: newId(), filename, agentId: null, createdAt: desk.clock.now() });
}
