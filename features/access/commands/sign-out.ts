import type { Tx } from '#platform/database/transaction.ts';
import { deleteSession } from '../store/sessions.ts';
import { hashToken } from '../tokens.ts';

/** Ends the session of this cookie. A session that has ended already is fine. */
export async function signOut(tx: Tx, token: string): Promise<void> {
  await deleteSession(tx, hashToken(token));
}
