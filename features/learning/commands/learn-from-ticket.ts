/** What a ticket teaches is written down, and training follows. Twice is once. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { lessonOfTicket } from '../rules/lesson-of-ticket.ts';
import { deleteExample, deleteExamplesOf, writeExample } from '../store/example-rows.ts';
import { lockLearning } from '../store/model-rows.ts';
import { readTaughtTicket } from '../store/taught-ticket.ts';
import { scheduleRetraining } from './schedule-retraining.ts';

type LearningDesk = Pick<Desk, 'db' | 'clock' | 'brand' | 'profile'>;

/** Reads what the ticket says by now. The brand's row is held first, so two jobs of one ticket follow each other. */
export async function learnTicket(desk: LearningDesk, ticketId: string): Promise<void> {
  await inTransaction(desk, async (tx) => {
    const state = await lockLearning(tx, desk.brand.id);
    const ticket = await readTaughtTicket(tx, desk.brand.id, ticketId);
    if (ticket === null) return;
    const lesson = lessonOfTicket(ticket, desk.profile.departments);
    const changed =
      lesson === null || ticket.messageId === null
        ? await deleteExample(tx, ticketId)
        : await writeExample(tx, { ticketId, brandId: desk.brand.id, messageId: ticket.messageId, lesson });
    if (changed && lesson?.kind !== 'confirmation') await scheduleRetraining(tx, desk, state);
  });
}

/** Forgets what mails of this person taught; for whoever erases a person. The next model knows nothing of them. */
export async function forgetPerson(desk: LearningDesk, personId: string): Promise<number> {
  return inTransaction(desk, async (tx) => {
    const state = await lockLearning(tx, desk.brand.id);
    const forgotten = await deleteExamplesOf(tx, desk.brand.id, personId);
    if (forgotten > 0) await scheduleRetraining(tx, desk, state);
    return forgotten;
  });
}
