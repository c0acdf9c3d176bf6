/** Quarantine in numbers. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { summariseQuarantine as contract } from '../contract.ts';
import { quarantineReasons } from '../rules/quarantine-reasons.ts';
import { countHeld } from '../store/held-mail.ts';
import { readKeeping } from '../store/keeping.ts';

export async function summariseQuarantine(db: Kysely<DB>): Promise<z.output<(typeof contract)['reply']>> {
  const [counts, keeping] = await Promise.all([countHeld(db), readKeeping(db)]);
  return {
    held: counts.reduce((sum, { held }) => sum + held, 0),
    leavesSoon: counts.reduce((sum, { leavesSoon }) => sum + leavesSoon, 0),
    reasons: quarantineReasons.map((reason) => ({
      reason,
      held: counts.find((count) => count.reason === reason)?.held ?? 0,
      keepDays: keeping[reason],
    })),
  };
}
