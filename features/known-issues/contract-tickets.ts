/** Known errors and known issues beside a ticket, and what may be a new problem. Browser-safe. */
import { z } from 'zod';
import { placeSchema } from '#features/intake/contract.ts';
import { route } from '#platform/http/contract.ts';
import { affectsSchema, issueStatusSchema, linkStateSchema } from './contract.ts';

const id = z.uuid();
const instant = z.iso.datetime();
const tag = 'known-issues';
const numberParam = z.object({ number: z.coerce.number().int().positive().max(999_999_999) });

/** A known error of the brand's catalogue that the customer tells of. */
export const toldErrorSchema = z.object({
  id: z.string(),
  meaning: z.string(),
  cause: z.string(),
  /** 0 to 1; below 0.5 it is one of several that it could be. */
  confidence: z.number(),
  known: z.boolean(),
  /** Why it is thought of. */
  reason: z.string(),
  place: placeSchema,
  /** What to try first that the customer has not tried in vain; null when all was tried. */
  remedy: z
    .object({
      step: z.string(),
      words: z.string(),
      /** For the answer, in the customer's language where the profile has it. */
      text: z.string(),
      language: z.string(),
    })
    .nullable(),
  /** Steps of the remedy that were tried already. */
  tried: z.array(z.string()),
  /** Number or name of the help article; null while there is none. */
  article: z.string().nullable(),
});
export type ToldError = z.output<typeof toldErrorSchema>;

export const ticketIssueSchema = z.object({
  number: z.number().int(),
  title: z.string(),
  status: issueStatusSchema,
  state: linkStateSchema,
  score: z.number().nullable(),
  reasons: z.array(z.string()),
  /** Who decided; '' for what is only proposed. */
  by: z.string(),
  fixedIn: z.string(),
  /** In the customer's language, else the brand's; null while there is none. */
  workaround: z.object({ language: z.string(), text: z.string() }).nullable(),
  /** Tickets that are linked to it. */
  tickets: z.number().int(),
});
export type TicketIssue = z.output<typeof ticketIssueSchema>;

export const ticketProblemsSchema = z.object({
  number: z.number().int(),
  /** The surest first. */
  errors: z.array(toldErrorSchema),
  /** Linked ones first, then proposals with the best in front. Rejected ones are left out. */
  issues: z.array(ticketIssueSchema),
});
export type TicketProblems = z.output<typeof ticketProblemsSchema>;

export const getTicketProblems = route({
  method: 'GET',
  path: '/api/v1/tickets/:number/problems',
  summary: 'Known errors the customer tells of, and known issues the ticket is or may be about',
  tag,
  access: 'known-issue:read',
  params: numberParam,
  reply: ticketProblemsSchema,
  errors: ['ticket-not-found'],
});

export const getIssueCandidates = route({
  method: 'GET',
  path: '/api/v1/tickets/:number/issue-candidates',
  summary: 'Every open known issue, the most fitting first, and a new one made of what this ticket tells',
  tag,
  access: 'known-issue:link',
  params: numberParam,
  reply: z.object({
    candidates: z.array(
      z.object({
        number: z.number().int(),
        title: z.string(),
        status: issueStatusSchema,
        /** 0 to 1; 0 where the ticket contradicts it. */
        score: z.number(),
        reasons: z.array(z.string()),
        state: linkStateSchema.nullable(),
      }),
    ),
    prefilled: z.object({ title: z.string(), affects: affectsSchema.required() }),
  }),
  errors: ['ticket-not-found'],
});

export const decideIssue = route({
  method: 'PUT',
  path: '/api/v1/tickets/:number/known-issues/:issue',
  summary: 'Say whether a ticket is about a known issue; `undecided` takes back what was said',
  tag,
  access: 'known-issue:link',
  params: numberParam.extend({ issue: z.coerce.number().int().positive().max(999_999_999) }),
  body: z.strictObject({ decision: z.enum(['linked', 'rejected', 'undecided']) }),
  reply: z.object({
    /** What was decided before: send it to undo. */
    before: z.enum(['linked', 'rejected', 'undecided']),
    problems: ticketProblemsSchema,
  }),
  errors: ['ticket-not-found', 'known-issue-not-found', 'known-issue-closed'],
});

export const clusterSchema = z.object({
  id,
  /** One sentence: what rises. */
  title: z.string(),
  kind: z.enum(['error', 'firmware', 'app']),
  topic: z.string(),
  value: z.string(),
  recent: z.number().int(),
  expected: z.number(),
  reasons: z.array(z.string()),
  days: z.array(z.object({ day: z.iso.date(), tickets: z.number().int() })),
  /** The newest of its tickets. */
  tickets: z.array(z.object({ number: z.number().int(), title: z.string(), createdAt: instant })),
  /** For a new issue made of it. */
  affects: affectsSchema.required(),
  foundAt: instant,
});
export type Cluster = z.output<typeof clusterSchema>;

export const listClusters = route({
  method: 'GET',
  path: '/api/v1/known-issues/clusters',
  summary: 'What may be a new problem: similar tickets that became more than usual, without a known issue',
  tag,
  access: 'known-issue:edit',
  reply: z.object({ clusters: z.array(clusterSchema) }),
  errors: [],
});

export const judgeCluster = route({
  method: 'PUT',
  path: '/api/v1/known-issues/clusters/:id',
  summary: 'Say that it is no new problem, or take that back; it is shown again when it has doubled',
  tag,
  access: 'known-issue:edit',
  params: z.object({ id }),
  body: z.strictObject({ state: z.enum(['dismissed', 'open']) }),
  reply: z.object({ id, state: z.enum(['dismissed', 'open']) }),
  errors: ['cluster-not-found'],
});
