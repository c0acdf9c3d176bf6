/** The issues that tickets are compared with; remembered for a moment, so that a burst of mail does not ask for each. */
import type { Desk } from '#features/workspace/index.ts';
import { knownIssueLimits } from '../limits.ts';
import { type IssueRow, matchedIssues } from '../store/issue-rows.ts';

type Remembered = { at: number; brandId: string; issues: Promise<IssueRow[]> };
const remembered = new WeakMap<object, Remembered>();

/** Every issue that is not closed. A change in another process counts a moment later. */
export function openIssues(desk: Pick<Desk, 'db' | 'brand'>): Promise<IssueRow[]> {
  const now = performance.now();
  const known = remembered.get(desk.db);
  const isFresh =
    known && now - known.at < knownIssueLimits.freshMilliseconds && known.brandId === desk.brand.id;
  if (isFresh) return known.issues;
  const issues = matchedIssues(desk.db, desk.brand.id);
  remembered.set(desk.db, { at: now, brandId: desk.brand.id, issues });
  // A failure is not remembered: the next ticket asks again.
  issues.catch(() => remembered.delete(desk.db));
  return issues;
}

/** After a change in this process: it counts for the next ticket. */
export function forgetIssues(desk: Pick<Desk, 'db'>): void {
  remembered.delete(desk.db);
}
