/** When mail last reached a mailbox, for its page in the settings. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

/** A busy mailbox is written to this often at most, by each process: its row would be the one all mails wait for. */
const everyMs = 5_000;

const noted = new WeakMap<object, Map<string, number>>();

/** Notes it, unless this process did so a moment ago. */
export async function noteLastMail(db: Kysely<DB>, mailboxId: string, at: Date): Promise<void> {
  const times = noted.get(db) ?? new Map<string, number>();
  noted.set(db, times);
  const last = times.get(mailboxId);
  if (last !== undefined && at.getTime() - last < everyMs) return;
  times.set(mailboxId, at.getTime());
  await db
    .updateTable('mailbox')
    .set({ lastMailAt: at })
    .where('id', '=', mailboxId)
    .where((where) => where.or([where('lastMailAt', 'is', null), where('lastMailAt', '<', at)]))
    .execute();
}
