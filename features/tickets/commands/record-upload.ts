/** A file an agent attached and not yet sent. */

import type { Desk } from '#features/workspace/index.ts';
import { cleanFileName } from '#mail/file-name.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { insertUpload } from '../store/own-messages.ts';
import type { StoredUpload } from '../store/write-message.ts';

/** Notes a stored file as this actor's upload; only they can attach it. */
export async function recordUpload(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  actor: Actor,
  input: Omit<StoredUpload, 'id'>,
): Promise<StoredUpload> {
  permit(actor, 'ticket:reply');
  const upload = { ...input, id: newId(), filename: cleanFileName(input.filename) ?? 'file' };
  const agentId = actor.kind === 'agent' ? actor.id : null;
  await insertUpload(tx, { ...upload, agentId, createdAt: desk.clock.now() });
  return upload;
}
