/** SQL of `known_issue` and `known_issue_event`. */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { knownIssueLimits } from '../limits.ts';
import type { Affects } from '../rules/affects.ts';
import type { IssueContent } from '../rules/issue-changes.ts';
import { type IssueStatus, matchedStatuses } from '../rules/issue-status.ts';

export type IssueRow = Omit<Selectable<DB['knownIssue']>, 'affects' | 'workarounds' | 'status'> & {
  affects: Affects;
  workarounds: Record<string, string>;
  status: IssueStatus;
  ownerName: string | null;
};

/** The two JSON columns are written by this file alone, in the shape that the contract checked. */
const issues = (db: Kysely<DB>) =>
  db
    .selectFrom('knownIssue')
    .leftJoin('agent', 'agent.id', 'knownIssue.ownerId')
    .select([
      ...([
        'knownIssue.id',
        'number',
        'brandId',
        'title',
        'notes',
        'fixedIn',
        'ownerId',
        'autoLink',
      ] as const),
      ...([
        'firstSeenAt',
        'version',
        'knownIssue.createdAt',
        'updatedAt',
        'agent.name as ownerName',
      ] as const),
      sql<Affects>`known_issue.affects`.as('affects'),
      sql<Record<string, string>>`known_issue.workarounds`.as('workarounds'),
      sql<IssueStatus>`known_issue.status`.as('status'),
    ]);

/** By number, in one brand. */
export async function findIssue(
  db: Kysely<DB>,
  brandId: string,
  number: number,
): Promise<IssueRow | undefined> {
  return issues(db)
    .where('knownIssue.brandId', '=', brandId)
    .where('knownIssue.number', '=', number)
    .executeTakeFirst();
}

/** Whoever changes an issue, or its links, does so one after the other. */
export async function lockIssue(tx: Tx, brandId: string, number: number): Promise<IssueRow | undefined> {
  await tx
    .selectFrom('knownIssue')
    .select('id')
    .where('brandId', '=', brandId)
    .where('number', '=', number)
    .forUpdate()
    .execute();
  return findIssue(tx, brandId, number);
}

/** Every issue that tickets are compared with, the oldest first. */
export async function matchedIssues(db: Kysely<DB>, brandId: string): Promise<IssueRow[]> {
  return issues(db)
    .where('knownIssue.brandId', '=', brandId)
    .where('knownIssue.status', 'in', matchedStatuses)
    .orderBy('knownIssue.number')
    .limit(knownIssueLimits.matched)
    .execute();
}

export type IssueFilter = {
  /** Null: of any status. */
  statuses: readonly IssueStatus[] | null;
  /** Words of the title, or a number; '' for all. */
  words: string;
  after: { at: Date; id: string } | null;
  limit: number;
};

/** One page, the newest change first. */
export async function pageOfIssues(
  db: Kysely<DB>,
  brandId: string,
  filter: IssueFilter,
): Promise<IssueRow[]> {
  const { statuses, words, after } = filter;
  const number = /^(?:ki-?)?(\d{1,9})$/i.exec(words)?.[1];
  const pattern = `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return issues(db)
    .where('knownIssue.brandId', '=', brandId)
    .$if(statuses !== null, (query) => query.where('knownIssue.status', 'in', statuses ?? []))
    .$if(words !== '', (query) =>
      query.where((where) =>
        where.or([
          where('knownIssue.title', 'ilike', pattern),
          ...(number === undefined ? [] : [where('knownIssue.number', '=', Number(number))]),
        ]),
      ),
    )
    .$if(after !== null, (query) =>
      query.where((where) =>
        where(
          where.refTuple('knownIssue.updatedAt', 'knownIssue.id'),
          '<',
          where.tuple(after?.at ?? new Date(0), after?.id ?? ''),
        ),
      ),
    )
    .orderBy('knownIssue.updatedAt', 'desc')
    .orderBy('knownIssue.id', 'desc')
    .limit(filter.limit)
    .execute();
}

/** How many issues there are of each status. */
export async function countByStatus(db: Kysely<DB>, brandId: string): Promise<Map<IssueStatus, number>> {
  const rows = await db
    .selectFrom('knownIssue')
    .select((select) => ['status', select.fn.countAll<number>().as('count')])
    .$narrowType<{ status: IssueStatus }>()
    .where('brandId', '=', brandId)
    .groupBy('status')
    .execute();
  return new Map(rows.map(({ status, count }) => [status, Number(count)]));
}

/** Returns the number. */
export async function insertIssue(
  tx: Tx,
  issue: IssueContent & { id: string; brandId: string; at: Date },
): Promise<number> {
  const { id, brandId, at, ...content } = issue;
  const { number } = await tx
    .insertInto('knownIssue')
    .values({ id, brandId, createdAt: at, updatedAt: at, ...columnsOf(content) })
    .returning('number')
    .executeTakeFirstOrThrow();
  return Number(number);
}

export async function updateIssue(tx: Tx, id: string, content: IssueContent, at: Date): Promise<void> {
  await tx
    .updateTable('knownIssue')
    .set((set) => ({ ...columnsOf(content), updatedAt: at, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

function columnsOf({ affects, workarounds, ...plain }: IssueContent) {
  return { ...plain, affects: JSON.stringify(affects), workarounds: JSON.stringify(workarounds) };
}

export type IssueEvent = {
  kind: string;
  actorName: string;
  actorKind: string;
  sentences: string[];
  at: Date;
};

export async function appendIssueEvent(
  tx: Tx,
  event: { issueId: string; kind: string; actor: Actor; sentences: readonly string[]; at: Date },
): Promise<void> {
  const { actor, sentences } = event;
  await tx
    .insertInto('knownIssueEvent')
    .values({
      id: newId(),
      issueId: event.issueId,
      kind: event.kind,
      actorKind: actor.kind === 'customer' ? 'system' : actor.kind,
      actorId: actor.kind === 'agent' || actor.kind === 'key' ? actor.id : null,
      actorName: actor.name,
      sentences: sql`${[...sentences]}::text[]`,
      at: event.at,
    })
    .execute();
}

/** What happened to it, the newest first. */
export async function eventsOfIssue(db: Kysely<DB>, issueId: string): Promise<IssueEvent[]> {
  return db
    .selectFrom('knownIssueEvent')
    .select(['kind', 'actorName', 'actorKind', 'sentences', 'at'])
    .where('issueId', '=', issueId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(knownIssueLimits.events)
    .execute();
}

/** Name of a person who works here; undefined for anybody else. */
export async function agentName(db: Kysely<DB>, id: string): Promise<string | undefined> {
  return (await db.selectFrom('agent').select('name').where('id', '=', id).executeTakeFirst())?.name;
}

/** Issues by id, in one brand. */
export async function issuesById(
  db: Kysely<DB>,
  brandId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, IssueRow>> {
  if (ids.length === 0) return new Map();
  const rows = await issues(db)
    .where('knownIssue.brandId', '=', brandId)
    .where('knownIssue.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
