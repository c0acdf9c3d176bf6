/** A demo that was killed in the middle may have left answers in the outbox; they must not leave through a relay. */
import type { Kysely } from 'kysely';
import { cancelWaitingMail } from '#features/mail-out/index.ts';
import { readDemoState } from '#features/workspace/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';

/** Cancels what an interrupted demo wanted to send. Called before anything sends, when a relay is set. */
export async function holdBackDemoMail(db: Kysely<DB>): Promise<void> {
  const demo = await readDemoState(db);
  if (demo === null || demo.state === 'played') return;
  await cancelWaitingMail(db, 'Part of the demo; it is never really sent.');
}
