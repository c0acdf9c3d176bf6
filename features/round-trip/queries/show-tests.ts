/** Tests as the API shows them. */
import type { Desk } from '#features/workspace/index.ts';
import type { MailTest } from '../contract.ts';
import { roundTripLimits } from '../limits.ts';
import { judgeTest } from '../rules/steps.ts';
import { lastMailTests } from '../store/mail-tests.ts';

export async function showMailTests(desk: Pick<Desk, 'db' | 'brand' | 'clock'>): Promise<MailTest[]> {
  const now = desk.clock.now();
  return (await lastMailTests(desk.db, desk.brand.id)).map((test) => {
    const { id, mailboxId, startedBy, startedAt, finishedAt, steps } = test;
    return {
      ...{ id, mailboxId, startedBy, steps },
      state: judgeTest(test, now, roundTripLimits.brokenOff),
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  });
}
