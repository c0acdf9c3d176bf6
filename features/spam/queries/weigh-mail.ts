/** Our own filter's word about a mail. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { spamLimits } from '../limits.ts';
import type { SpamVerdict } from '../rules/spam-verdict.ts';
import { hasLearntEnough, weighWords } from '../rules/weigh-words.ts';
import { markOf, type WeighedText, wordsOfMail } from '../rules/words-of-mail.ts';
import { countsOfMarks } from '../store/lessons.ts';
import { filterState } from './filter-state.ts';

/** One statement when enough was taught, none before. Null: nothing can be said. */
export async function weighMail(
  tx: Tx,
  desk: Pick<Desk, 'db' | 'brand'>,
  mail: WeighedText,
): Promise<SpamVerdict | null> {
  const { setting, taught } = await filterState(desk);
  if (!setting.own || setting.rspamd !== null || !hasLearntEnough(taught)) return null;
  const words = wordsOfMail(mail).map((word) => ({ word, mark: markOf(word) }));
  const counts = await countsOfMarks(
    tx,
    desk.brand.id,
    words.map(({ mark }) => mark),
  );
  const weighed = weighWords(
    words.map(({ word, mark }) => ({ word, ...(counts.get(mark) ?? { spam: 0, ham: 0 }) })),
    taught,
  );
  if (weighed === null) return null;
  const spam = weighed.score >= spamLimits.holdAt;
  return {
    by: 'own',
    spam,
    score: weighed.score,
    confidence: spam ? weighed.score : 1 - weighed.score,
    words: weighed.words.map(({ word, percent }) => ({ word, weight: percent })),
    virus: null,
  };
}
