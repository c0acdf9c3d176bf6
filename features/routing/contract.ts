/** Who of a team gets its tickets, over the API. Browser-safe. */
import { z } from 'zod';
import { prioritySchema } from '#features/tickets/contract.ts';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { routingLimits } from './limits.ts';
import { modes, needs, overdueRules, urgentRules } from './rules/policy.ts';

export const routingErrors = {
  'team-not-found': { status: 404, title: 'There is no such team' },
  'person-not-found': { status: 404, title: 'There is no such person on this desk' },
} as const satisfies ErrorTable;

const id = z.uuid();
const instant = z.iso.datetime();
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Write a time like 09:00.');
const minutes = z.number().int().min(5).max(43_200).nullable();
const cap = z.number().int().min(1).max(500);
const subject = z.string().min(1).max(100);
const language = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/, 'This is no language tag.');

export const spanSchema = z.object({
  day: z.number().int().min(1).max(7).describe('1 is Monday'),
  from: time,
  to: time.describe('At or before `from`: on the next day'),
});

export const skillSchema = z.object({
  of: subject.describe('A topic or a department'),
  level: z.number().int().min(1).max(3).describe('1 is learning, 2 knows it, 3 is asked by others'),
});

export const policySchema = z.object({
  mode: z.enum(modes).describe('`off`: people take tickets themselves'),
  cap: cap.describe('Tickets in work that a person gets at most'),
  onlyWorking: z.boolean().describe('Only people within their working hours get tickets'),
  language: z.enum(needs),
  skill: z.enum(needs),
  sameAgent: z.boolean().describe('Whoever helped a customer last goes first'),
  urgent: z.enum(urgentRules).describe('When everybody is full: above the cap, to a lead, or it waits'),
  takeMinutes: minutes.describe('Working minutes of the team until a ticket has waited too long'),
  overdue: z
    .enum(overdueRules)
    .describe('Then: a lead is told, the general queue, or offered without language and skill'),
  actMinutes: minutes.describe('Working minutes of a person until it goes back because they did nothing'),
});
export type PolicyInput = z.output<typeof policySchema>;

const awaySchema = z
  .object({ since: instant, until: instant.nullable() })
  .nullable()
  .describe('Null: they are here');

const workShape = {
  zone: z.string().min(1).max(60).describe('IANA time zone'),
  hours: z.array(spanSchema).max(routingLimits.spans).nullable().describe('Null: at any time'),
  languages: z.array(language).max(routingLimits.languages).describe('Empty: the language of the desk'),
  skills: z.array(skillSchema).max(routingLimits.skills),
  cap: cap.nullable().describe('Null: the number of the team'),
};

export const personSchema = z.object({
  id,
  name: z.string(),
  role: z.string(),
  active: z.boolean(),
  signedIn: z.boolean(),
  teamIds: z.array(id),
  ...workShape,
  away: awaySchema,
  /** Within their hours at this moment. */
  working: z.boolean(),
  /** When they begin next; null while they work, and for those without hours. */
  beginsAt: instant.nullable(),
  /** New and open tickets they have. */
  load: z.number().int(),
});
export type Person = z.output<typeof personSchema>;

export const teamRoutingSchema = z.object({
  id,
  name: z.string(),
  department: z.string().nullable(),
  policy: policySchema,
  /** Tickets in its queue that the desk looks after. */
  waiting: z.number().int(),
  /** The ones at its head. */
  queue: z.array(
    z.object({
      number: z.number().int(),
      title: z.string(),
      priority: prioritySchema,
      since: instant,
      /** Why nobody has it. */
      reason: z.string(),
      /** A lead was told. */
      tooLong: z.boolean(),
    }),
  ),
});
export type TeamRouting = z.output<typeof teamRoutingSchema>;

export const getRouting = route({
  method: 'GET',
  path: '/api/v1/routing',
  summary: 'How each team’s tickets find their person, what waits in its queue, and how people work',
  tag: 'routing',
  access: 'routing:read',
  reply: z.object({
    teams: z.array(teamRoutingSchema),
    people: z.array(personSchema),
    /** Spoken by whoever names no language. */
    deskLanguage: z.string(),
  }),
  errors: [],
});

export const setPolicy = route({
  method: 'PUT',
  path: '/api/v1/routing/teams/:id',
  summary: 'Choose how a team’s tickets find their person',
  tag: 'routing',
  access: 'routing:manage',
  params: z.object({ id }),
  body: policySchema,
  reply: policySchema,
  errors: ['team-not-found'],
});

export const previewChoice = route({
  method: 'POST',
  path: '/api/v1/routing/teams/:id/preview',
  summary: 'Who of a team would get the next such ticket now, and why, line by line; nothing is changed',
  tag: 'routing',
  access: 'routing:read',
  params: z.object({ id }),
  body: z.object({
    /** Left out: the policy that holds. */
    policy: policySchema.optional(),
    topic: subject.nullable().default(null),
    language: language.nullable().default(null),
    priority: prioritySchema.default('normal'),
  }),
  reply: z.object({
    agent: z.object({ id, name: z.string() }).nullable(),
    /** One sentence, as it would stand in the timeline. */
    sentence: z.string(),
    lines: z.array(
      z.object({
        agentId: id,
        name: z.string(),
        verdict: z.enum(['chosen', 'possible', 'full', 'out']),
        notes: z.array(z.string()),
      }),
    ),
  }),
  errors: ['team-not-found'],
});

export const setWork = route({
  method: 'PUT',
  path: '/api/v1/routing/people/:id',
  summary: 'Say how a person works: hours, languages, skills and how many tickets at most',
  tag: 'routing',
  access: 'routing:manage',
  params: z.object({ id }),
  body: z.object(workShape),
  reply: personSchema,
  errors: ['person-not-found'],
});

const awayInput = z.object({
  away: z.boolean(),
  /** Left out: until somebody says that they are back. */
  until: instant.nullable().default(null),
});

export const setAway = route({
  method: 'PUT',
  path: '/api/v1/routing/people/:id/away',
  summary: 'Say that a person is away or back; tickets that wait for them go back to the queue',
  tag: 'routing',
  access: 'routing:manage',
  params: z.object({ id }),
  body: awayInput,
  reply: personSchema,
  errors: ['person-not-found'],
});

export const getMyWork = route({
  method: 'GET',
  path: '/api/v1/me/work',
  summary: 'Your working hours, languages, skills, load, and whether you are away',
  tag: 'routing',
  access: 'routing:self',
  reply: personSchema,
  errors: [],
});

export const setMyHours = route({
  method: 'PUT',
  path: '/api/v1/me/work',
  summary: 'Set your working hours and the languages you speak',
  tag: 'routing',
  access: 'routing:self',
  body: z.object({ zone: workShape.zone, hours: workShape.hours, languages: workShape.languages }),
  reply: personSchema,
  errors: [],
});

export const setMyAway = route({
  method: 'PUT',
  path: '/api/v1/me/away',
  summary: 'Say that you are away or back',
  tag: 'routing',
  access: 'routing:self',
  body: awayInput,
  reply: personSchema,
  errors: [],
});
