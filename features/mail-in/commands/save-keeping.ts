/** For how long held mail is kept. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Keeping } from '../rules/expiry.ts';
import { readKeeping, writeKeeping } from '../store/keeping.ts';

/** Reasons left out are kept as before. A shorter time never removes anything without its notice. */
export async function saveKeeping(desk: Desk, actor: Actor, days: Partial<Keeping>): Promise<Keeping> {
  permit(actor, 'quarantine:manage');
  return inTransaction(desk, async (tx) => {
    const keeping = { ...(await readKeeping(tx)), ...days };
    await writeKeeping(tx, keeping);
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'quarantine-keeping-changed',
      actor,
      data: { days },
      at: desk.clock.now(),
    });
    return keeping;
  });
}
