/** The filter for its page. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { getSpamFilter } from '../contract.ts';
import { spamLimits } from '../limits.ts';
import { readFilter, readHealth, readTeaching } from '../store/filter-setting.ts';
import { countTaught } from '../store/lessons.ts';

export async function showFilter(
  db: Kysely<DB>,
  brandId: string,
): Promise<z.output<(typeof getSpamFilter)['reply']>> {
  const [{ own, rspamd }, taught, health, teaching] = await Promise.all([
    readFilter(db),
    countTaught(db, brandId),
    readHealth(db),
    readTeaching(db),
  ]);
  return {
    own,
    taught,
    needed: { spam: spamLimits.spamLessons, ham: spamLimits.hamLessons },
    rspamd:
      rspamd === null
        ? null
        : {
            url: rspamd.url,
            teachUrl: rspamd.teachUrl,
            hasPassword: rspamd.sealedPassword !== null,
            timeoutMs: rspamd.timeoutMs,
            health,
            teaching: rspamd.teachUrl === null ? null : teaching,
          },
  };
}
