/** What people corrected, page by page; by week; and as lines of a profile. */
import type { Desk } from '#features/workspace/index.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { decodeTimeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { getMisroutes, listCorrections } from '../contract.ts';
import { learningLimits } from '../limits.ts';
import { type ExampleRow, pageOfCorrections } from '../store/example-rows.ts';
import { misroutesSince } from '../store/misroutes.ts';
import { mailsToExport } from '../store/training-mails.ts';

type ListingDesk = Pick<Desk, 'db' | 'clock' | 'brand'>;

const dayMs = 24 * 3_600_000;

/** Throws `invalid-request` for a cursor of somebody else. */
export async function pageOfTaught(
  desk: ListingDesk,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<RouteReply<typeof listCorrections>> {
  const after = cursor === undefined ? null : decodeTimeCursor(cursor);
  const rows = await pageOfCorrections(desk.db, desk.brand.id, { limit: limit + 1, after });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    corrections: shown.map(toCorrection),
    nextCursor: rows.length > limit && last ? encodeCursor([last.at, last.ticketId]) : null,
  };
}

function toCorrection(row: ExampleRow): RouteReply<typeof listCorrections>['corrections'][number] {
  return {
    number: row.number,
    title: row.title,
    placed: { topic: row.placedTopic, department: row.placedDepartment },
    topic: row.topic,
    departments: row.departments,
    by: row.byName,
    at: row.at.toISOString(),
    heldBack: row.heldBack,
    ignoredBy: row.ignoredBy,
  };
}

/** The last weeks, those without a ticket too. */
export async function misroutesByWeek(desk: ListingDesk): Promise<RouteReply<typeof getMisroutes>> {
  const today = desk.clock.now();
  const sinceMonday = (today.getUTCDay() + 6) % 7;
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  const first = midnight - (sinceMonday + 7 * (learningLimits.weeks - 1)) * dayMs;
  const rows = await misroutesSince(desk.db, desk.brand.id, new Date(first));
  return {
    weeks: Array.from({ length: learningLimits.weeks }, (_, index) => {
      const week = new Date(first + index * 7 * dayMs).toISOString().slice(0, 10);
      return rows.find((row) => row.week === week) ?? { week, placed: 0, changed: 0, left: 0 };
    }),
  };
}

/** Lines of `examples/<language>.ndjson` of a profile. A mail without a text of its own is none. */
export async function examplesAsLines(desk: ListingDesk, language: string): Promise<string> {
  const mails = await mailsToExport(desk.db, desk.brand.id, language);
  const { exportedSubject, exportedBody } = learningLimits;
  return mails
    .filter(({ body }) => body.trim() !== '')
    .map(({ topic, subject, body }) => {
      const example = {
        topic,
        subject: subject.slice(0, exportedSubject),
        body: body.trim().slice(0, exportedBody),
      };
      return `${JSON.stringify(example)}\n`;
    })
    .join('');
}
