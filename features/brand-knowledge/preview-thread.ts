/** The thread that reads with knowledge which is not saved yet. One of a process, kept for the next request of the same preview. */
import { createHash } from 'node:crypto';
import { ReadingThread, readingThread, sameExamples } from '#features/triage/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Planned } from './commands/plan-edits.ts';
import { knowledgeLimits } from './limits.ts';

type Kept = { key: string; thread: ReadingThread; users: number };

let kept: Kept | null = null;

/** Runs `work` with a thread that reads by the planned knowledge. Throws `preview-busy` while another preview is under way. */
export async function withPreviewThread<T>(
  desk: Pick<Desk, 'profile' | 'brand'>,
  planned: Planned,
  work: (thread: ReadingThread) => Promise<T>,
): Promise<T> {
  const key = keyOf(desk.brand.id, planned);
  const held = kept?.key === key ? kept : take(desk, planned, key);
  held.users += 1;
  try {
    return await work(held.thread);
  } finally {
    held.users -= 1;
  }
}

function take(desk: Pick<Desk, 'profile'>, planned: Planned, key: string): Kept {
  if (kept !== null && kept.users > 0)
    throw new NamedError('preview-busy', 'Another preview is being read. Try again in a moment.');
  kept?.thread.retire();
  // The model of today, so that what changes comes from the edits alone; examples that changed give another one.
  const model = sameExamples(desk.profile, planned.profile) ? readingThread(desk.profile).kept : null;
  kept = {
    key,
    thread: new ReadingThread(planned.profile, knowledgeLimits.previewIdleMs, model),
    users: 0,
  };
  return kept;
}

/** The same texts over the same profile, in whatever order. */
function keyOf(brandId: string, { overlay }: Planned): string {
  const hash = createHash('sha256').update(brandId);
  for (const [path, text] of [...overlay].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`\n${path}\n`).update(text);
  return hash.digest('hex');
}

/** Ends the thread; for the end of a process. */
export async function closePreviewThread(): Promise<void> {
  const held = kept;
  kept = null;
  await held?.thread.close();
}
