/** What an agent's answer asks for is remembered, so that nobody asks for it again. */
import { type Desk, questionsFor } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { factsAskedFor } from '../rules/asked-for.ts';
import { isFactKey } from '../rules/fact.ts';
import { answerToNote } from '../store/answers.ts';
import { recordAsked } from '../store/asked-facts.ts';

/** Safe to repeat. An answer that was taken back asks nothing. */
export async function noteQuestions(
  desk: Pick<Desk, 'db' | 'brand' | 'profile' | 'clock'>,
  messageId: string,
): Promise<void> {
  const answer = await answerToNote(desk.db, desk.brand.id, messageId);
  if (!answer) return;
  const { language, ticketId, at } = answer;
  const questions = Object.entries(questionsFor(desk.profile, language)).flatMap(([key, { ask }]) =>
    isFactKey(key) ? [{ key, ask }] : [],
  );
  const keys = factsAskedFor(answer.text, { language, questions }).map(({ key }) => key);
  if (keys.length === 0) return;
  await inTransaction(desk, async (tx) => {
    await recordAsked(tx, { brandId: desk.brand.id, ticketId, keys, how: 'agent', at });
    await announce(tx, { type: 'ticket', ticketId });
  });
}
