/** Closes the breaker of automatic mail. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { closeBreaker, withBudget } from '../store/budget.ts';

/** Throws `breaker-not-open`. What was withheld meanwhile stays so: a late confirmation would come as a surprise. */
export async function letMailGoOn(desk: Pick<Desk, 'db' | 'brand' | 'clock'>, actor: Actor): Promise<void> {
  permit(actor, 'automatic-mail:manage');
  const now = desk.clock.now();
  await inTransaction(desk, async (tx) => {
    const closed = await withBudget(tx, () => closeBreaker(tx, desk.brand.id, actor.name, now));
    if (!closed) throw new NamedError('breaker-not-open', 'Automatic mail goes out as usual.');
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'automatic-mail-goes-on',
      actor,
      at: now,
    });
  });
}
