/** Our own filter's word about a mail. */
import type { Tx } from '#platform/database/transaction.ts';
import { spamLimits } from '../limits.ts';
import type { SpamVerdict } from '../rules/spam-verdict.ts';
import { hasLearntEnough, weighWords } from '../rules/weigh-words.ts';
import { markOf, type WeighedText, wordsOfMail } from '../rules/words-of-mail.ts';
import { countsOfMarks } from '../store/lessons.ts';
import type { FilterState } from './filter-state.ts';

/**
 * One question when enough was taught, none before. Null: nothing can be said. The state comes from outside the transaction:
 * one that waited for a second connection could wait for ever.
 */
export async function weighMail(
  tx: Tx,
  brandId: string,
  { setting, taught }: Pick<FilterState, 'setting' | 'taught'>,
  mail: WeighedText,
): Promise<SpamVerdict | null> {
  if (!setting.own || setting.rspamd !== null || !hasLearntEnough(taught)) return null;
  const words = wordsOfMail(mail).map((word) => ({ word, mark: markOf(word) }));
  const counts = await countsOfMarks(
    tx,
    brandId,
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
