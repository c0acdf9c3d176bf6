/** Builders for tests of what a brand knows. */
import type { TopicKnowledge } from './contract.ts';

/** A topic that the demo profile does not have, with the words it must have in all six languages. */
export function newTopic(parts: Partial<TopicKnowledge> = {}): TopicKnowledge {
  const everywhere = (words: string): Record<string, string> =>
    Object.fromEntries(
      ['en', 'de', 'fr', 'fi', 'es', 'ja'].map((language) => [language, `${words} ${language}`]),
    );
  return {
    id: 'gift-card',
    department: 'billing',
    retired: false,
    labels: everywhere('Gift card'),
    titles: everywhere('Gift card does not work'),
    signals: { en: { strong: ['gift card', 'gift code'], fair: ['voucher'], slight: [], against: [] } },
    pressure: 'usual',
    ...parts,
  };
}
