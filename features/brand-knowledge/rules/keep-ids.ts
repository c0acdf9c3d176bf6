/** Going back takes no topic away: tickets have it. What the earlier state did not know is kept as retired, with its words. */
import { topicsOf } from '#features/workspace/index.ts';
import type { TopicKnowledge } from '../contract.ts';
import { applyEdits } from './apply-edits.ts';
import { type Files, FilesInWork } from './files.ts';

/** `topics`: what the brand knows now of every topic it has. */
export function keepIds(
  files: Files,
  languages: readonly string[],
  topics: readonly TopicKnowledge[],
): Files {
  const known = new Set(topicsOf(new FilesInWork(files).profile).known);
  const lost = topics.filter(({ id }) => !known.has(id));
  return applyEdits(
    files,
    languages,
    lost.map((topic) => ({
      kind: 'topic',
      seen: null,
      topic: { ...topic, retired: true, department: null, pressure: 'usual' },
    })),
  );
}
