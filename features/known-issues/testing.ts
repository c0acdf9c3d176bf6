/** Builders for tests of known issues. */
import { jobs as triageJobs } from '#features/triage/index.ts';
import type { TestDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { createIssue, type NewIssue } from './commands/save-issue.ts';
import { jobs } from './jobs.ts';
import { forgetIssues } from './queries/open-issues.ts';
import { type Affects, everyTicket } from './rules/affects.ts';

/** Messages are understood and their tickets compared, until nothing is left to do. */
export function settle(desk: TestDesk): Promise<void> {
  return drainJobs(desk.pool, [...triageJobs(desk), ...jobs(desk)]);
}

/** An issue as a lead would make it; returns its number. Recent tickets are compared by the next `settle`. */
export async function knownIssue(
  desk: TestDesk,
  actor: Actor,
  given: Omit<Partial<NewIssue>, 'affects'> & { affects?: Partial<Affects> } = {},
): Promise<number> {
  const number = await inTransaction(desk, (tx) =>
    createIssue(tx, desk, actor, {
      title: 'Syncing stops after the update',
      status: 'known',
      workarounds: {},
      notes: '',
      fixedIn: '',
      ownerId: null,
      autoLink: false,
      ...given,
      affects: { ...everyTicket, ...given.affects },
    }),
  );
  forgetIssues(desk);
  return number;
}
