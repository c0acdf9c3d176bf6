/** Known issues over the API: problems that many tickets share. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { MOST_WORD_CHARACTERS, MOST_WORDS } from './rules/affects.ts';
import { issueStatuses } from './rules/issue-status.ts';
import { MOST_RANGE_CHARACTERS } from './rules/version-ranges.ts';

export const knownIssueErrors = {
  'known-issue-not-found': { status: 404, title: 'There is no such known issue' },
  'known-issue-changed': { status: 409, title: 'Somebody changed this known issue meanwhile' },
  'known-issue-closed': { status: 409, title: 'This known issue is closed' },
  'cluster-not-found': { status: 404, title: 'Nothing of this kind waits to be judged' },
} as const satisfies ErrorTable;

const id = z.uuid();
const instant = z.iso.datetime();
const tag = 'known-issues';
const ids = z.array(z.string().min(1).max(60)).max(100);
const versions = z.string().max(MOST_RANGE_CHARACTERS);

export const issueStatusSchema = z.enum(issueStatuses);

/** What tickets an issue fits. An empty part says nothing. */
export const affectsSchema = z.strictObject({
  topics: ids.default([]),
  /** Ids of devices, such as `gen3`. */
  generations: ids.default([]),
  /** `2.10.4`, `2.10.0 to 2.10.6, 2.11`, `>= 3`, `before 2.10.4`; a version stands for its sub-versions too. */
  firmware: versions.default(''),
  app: versions.default(''),
  systems: z
    .array(z.strictObject({ name: z.string().min(1).max(40), versions: versions.default('') }))
    .max(10)
    .default([]),
  /** Ids of the error catalogue. */
  errors: ids.default([]),
  /** Symptoms in the customers' words; `restart*` means any ending. */
  words: z.array(z.string().trim().min(1).max(MOST_WORD_CHARACTERS)).max(MOST_WORDS).default([]),
});

const workarounds = z.record(z.string().min(2).max(10), z.string().max(10_000));
const title = z.string().trim().min(1).max(200);
const notes = z.string().max(20_000);
const fixedIn = z.string().trim().max(100);

const totalsSchema = z.object({
  /** Linked tickets, merged ones once. */
  tickets: z.number().int(),
  open: z.number().int(),
  /** Tickets it is proposed for and nobody decided about. */
  proposed: z.number().int(),
  /** Linked tickets that came in during the last seven days, and in the seven before. */
  thisWeek: z.number().int(),
  lastWeek: z.number().int(),
  trend: z.enum(['rising', 'steady', 'falling']),
});

export const issueSummarySchema = z.object({
  number: z.number().int(),
  title: z.string(),
  status: issueStatusSchema,
  affects: affectsSchema.required(),
  owner: z.object({ id, name: z.string() }).nullable(),
  fixedIn: z.string(),
  firstSeenAt: instant,
  updatedAt: instant,
  totals: totalsSchema,
});
export type IssueSummary = z.output<typeof issueSummarySchema>;

export const issueDetailSchema = issueSummarySchema.extend({
  /** By language: what a customer can do meanwhile. */
  workarounds,
  notes: z.string(),
  autoLink: z.boolean(),
  /** Send it with a change: somebody may have changed the issue meanwhile. */
  version: z.number().int(),
  createdAt: instant,
  /** The newest first. */
  history: z.array(
    z.object({ kind: z.string(), by: z.string(), sentences: z.array(z.string()), at: instant }),
  ),
});
export type IssueDetail = z.output<typeof issueDetailSchema>;

const numberParam = z.object({ number: z.coerce.number().int().positive().max(999_999_999) });

export const listIssues = route({
  method: 'GET',
  path: '/api/v1/known-issues',
  summary: 'Known issues with their figures, the newest change first',
  tag,
  access: 'known-issue:read',
  query: z.object({
    /** `matched`: all that are not closed. */
    status: z.enum(['matched', 'all', ...issueStatuses]).default('matched'),
    query: z.string().trim().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(500).optional(),
  }),
  reply: z.object({
    issues: z.array(issueSummarySchema),
    /** How many there are of each status. */
    counts: z.record(issueStatusSchema, z.number().int()),
    nextCursor: z.string().nullable(),
  }),
  errors: [],
});

export const getIssue = route({
  method: 'GET',
  path: '/api/v1/known-issues/:number',
  summary: 'One known issue: what it affects, its workarounds, notes and history',
  tag,
  access: 'known-issue:read',
  params: numberParam,
  reply: issueDetailSchema,
  errors: ['known-issue-not-found'],
});

export const issueInputSchema = z.strictObject({
  title,
  status: issueStatusSchema.default('investigating'),
  affects: affectsSchema,
  workarounds: workarounds.default({}),
  notes: notes.default(''),
  fixedIn: fixedIn.default(''),
  ownerId: id.nullable().default(null),
  autoLink: z.boolean().default(false),
  firstSeenAt: instant.optional(),
});

export const reportIssue = route({
  method: 'POST',
  path: '/api/v1/known-issues',
  summary:
    'Report a problem that several tickets share; status, owner and linking by itself need `known-issue:edit`',
  tag,
  access: 'known-issue:link',
  body: issueInputSchema.extend({
    /** Ticket it was seen on; it is linked. */
    ticket: z.number().int().positive().optional(),
    /** Rising cluster it is made of; needs `known-issue:edit`. */
    cluster: id.optional(),
  }),
  reply: issueDetailSchema,
  status: 201,
  errors: ['ticket-not-found', 'cluster-not-found'],
});

export const editIssue = route({
  method: 'PATCH',
  path: '/api/v1/known-issues/:number',
  summary: 'Change a known issue; recent tickets are compared anew',
  tag,
  access: 'known-issue:edit',
  params: numberParam,
  body: z.strictObject({
    /** The version that was seen. */
    version: z.number().int(),
    title: title.optional(),
    status: issueStatusSchema.optional(),
    affects: affectsSchema.optional(),
    workarounds: workarounds.optional(),
    notes: notes.optional(),
    fixedIn: fixedIn.optional(),
    ownerId: id.nullable().optional(),
    autoLink: z.boolean().optional(),
    firstSeenAt: instant.optional(),
  }),
  reply: issueDetailSchema,
  errors: ['known-issue-not-found', 'known-issue-changed'],
});

const barSchema = z.object({
  value: z.string(),
  /** As people read it; '' with `value` '' stands for "not known". */
  label: z.string(),
  tickets: z.number().int(),
  open: z.number().int(),
});

export const getIssueCounts = route({
  method: 'GET',
  path: '/api/v1/known-issues/:number/counts',
  summary: 'How many linked tickets there are by firmware, app version, device, system, language and day',
  tag,
  access: 'known-issue:read',
  params: numberParam,
  reply: z.object({
    total: z.object({ tickets: z.number().int(), open: z.number().int(), solved: z.number().int() }),
    groups: z.array(
      z.object({
        kind: z.enum(['firmware', 'app', 'generation', 'os', 'language', 'day']),
        label: z.string(),
        bars: z.array(barSchema),
        /** Tickets of smaller bars that are not shown. */
        rest: z.number().int(),
      }),
    ),
  }),
  errors: ['known-issue-not-found'],
});
export type IssueCounts = z.output<typeof getIssueCounts.reply>;

export const linkStateSchema = z.enum(['proposed', 'linked', 'rejected']);

export const listIssueTickets = route({
  method: 'GET',
  path: '/api/v1/known-issues/:number/tickets',
  summary: 'Tickets of a known issue, the newest link first',
  tag,
  access: 'known-issue:read',
  params: numberParam,
  query: z.object({
    state: linkStateSchema.default('linked'),
    limit: z.coerce.number().int().min(1).max(200).default(100),
    cursor: z.string().max(500).optional(),
  }),
  reply: z.object({
    tickets: z.array(
      z.object({
        number: z.number().int(),
        title: z.string(),
        status: z.string(),
        customer: z.string(),
        createdAt: instant,
        /** What the rule thought of it; null where somebody linked it unasked. */
        score: z.number().nullable(),
        reasons: z.array(z.string()),
        /** Who decided; '' for what is only proposed. */
        by: z.string(),
        at: instant,
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  errors: ['known-issue-not-found'],
});

export const linkTickets = route({
  method: 'POST',
  path: '/api/v1/known-issues/:number/tickets',
  summary: 'Link many tickets to a known issue',
  tag,
  access: 'known-issue:link',
  params: numberParam,
  body: z.strictObject({ numbers: z.array(z.number().int().positive()).min(1).max(500) }),
  reply: z.object({
    /** Tickets that are linked now and were not before. */
    linked: z.array(z.number().int()),
    /** Numbers of no ticket. */
    unknown: z.array(z.number().int()),
  }),
  errors: ['known-issue-not-found', 'known-issue-closed'],
});

export const previewIssue = route({
  method: 'POST',
  path: '/api/v1/known-issues/preview',
  summary: 'Which of the recent tickets would be proposed; nothing is written',
  tag,
  access: 'known-issue:link',
  body: z.strictObject({
    affects: affectsSchema,
    /** Number of the issue that is edited: what was decided about its tickets is told. */
    issue: z.number().int().positive().optional(),
  }),
  reply: z.object({
    /** Tickets that were compared. */
    compared: z.number().int(),
    fitting: z.number().int(),
    /** Of these, how many fit so surely that an issue which may link by itself would. */
    sure: z.number().int(),
    tickets: z.array(
      z.object({
        number: z.number().int(),
        title: z.string(),
        createdAt: instant,
        score: z.number(),
        reasons: z.array(z.string()),
        /** What was decided before; null for nothing. */
        decided: z.enum(['linked', 'rejected']).nullable(),
      }),
    ),
  }),
  errors: [],
});

export const getIssueChoices = route({
  method: 'GET',
  path: '/api/v1/known-issues/choices',
  summary: 'What an issue may name: topics, devices, systems, errors of the catalogue, languages',
  tag,
  access: 'known-issue:read',
  reply: z.object({
    topics: z.array(z.object({ id: z.string(), label: z.string() })),
    generations: z.array(z.object({ id: z.string(), label: z.string() })),
    systems: z.array(z.object({ id: z.string(), label: z.string() })),
    errors: z.array(z.object({ id: z.string(), label: z.string() })),
    languages: z.array(z.string()),
  }),
  errors: [],
});

export const exportIssues = route({
  method: 'GET',
  path: '/api/v1/known-issues/export',
  summary: 'All known issues of the brand as one JSON file',
  tag,
  access: 'known-issue:read',
  reply: z.object({
    brand: z.string(),
    issues: z.array(
      issueSummarySchema.omit({ owner: true }).extend({
        workarounds,
        notes: z.string(),
        autoLink: z.boolean(),
        owner: z.string(),
        createdAt: instant,
      }),
    ),
  }),
  errors: [],
});
