/** Tickets over the API: shapes, routes and error names, all in one file so that one look shows them. Browser-safe. */

import { z } from 'zod';
import { customerAddressSchema } from '#features/addresses/contract.ts';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { priorities, ticketStatuses } from './rules/status.ts';

export const statusSchema = z.enum(ticketStatuses);
export const prioritySchema = z.enum(priorities);

export const ticketErrors = {
  'ticket-not-found': { status: 404, title: 'There is no such ticket' },
  'message-not-found': { status: 404, title: 'There is no such message' },
  'move-not-allowed': { status: 409, title: 'The ticket cannot move to this status from where it is' },
  'merge-not-allowed': { status: 409, title: 'These tickets cannot be merged' },
  'recipient-needs-confirm': { status: 409, title: 'A new outside recipient must be confirmed' },
  'address-needs-confirm': { status: 409, title: 'Mail to this address comes back; it must be confirmed' },
  'message-empty': { status: 422, title: 'There is nothing to send' },
  'too-late-to-undo': { status: 409, title: 'The message is already on its way' },
  'not-retryable': { status: 409, title: 'This message cannot be sent again' },
  'file-not-found': { status: 404, title: 'There is no such file' },
} as const satisfies ErrorTable;

const id = z.uuid();
const instant = z.iso.datetime();

/** How far a sender's identity is trusted; verdict names are shared by every screen. */
export const laneSchema = z.enum(['verified', 'plausible', 'unverified', 'failed']);

export const personRefSchema = z.object({ id, name: z.string(), email: z.string() });
export const agentRefSchema = z.object({ id, name: z.string() });

export const ticketSummarySchema = z.object({
  number: z.number().int(),
  title: z.string(),
  subject: z.string(),
  status: statusSchema,
  priority: prioritySchema,
  department: z.string().nullable(),
  topic: z.string().nullable(),
  team: z.object({ id, name: z.string() }).nullable(),
  assignee: agentRefSchema.nullable(),
  customer: personRefSchema.nullable(),
  tags: z.array(z.string()),
  language: z.string().nullable(),
  /** Newest words of the customer, at most 200 characters. */
  snippet: z.string(),
  messageCount: z.number().int(),
  attachmentCount: z.number().int(),
  /** True while the newest public message is the customer's and nobody answered. */
  waitingForUs: z.boolean(),
  /** Last send failed or is unknown. */
  deliveryTrouble: z.boolean(),
  mergedInto: z.number().int().nullable(),
  createdAt: instant,
  updatedAt: instant,
  lastCustomerAt: instant.nullable(),
});

export const attachmentSchema = z.object({
  id,
  filename: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  inline: z.boolean(),
  contentId: z.string().nullable(),
  /** Why the file is not offered for viewing, or null. */
  warning: z.string().nullable(),
  url: z.string(),
});

export const deliverySchema = z.object({
  state: z.enum(['scheduled', 'queued', 'sending', 'accepted', 'failed', 'unknown', 'cancelled']),
  /** Plain sentence with the reason when failed or unknown. */
  reason: z.string().nullable(),
  /** Until when the send can be undone or when it is due. */
  dueAt: instant.nullable(),
  at: instant.nullable(),
  captured: z.boolean(),
  retryable: z.boolean(),
});

export const messageSchema = z.object({
  id,
  direction: z.enum(['in', 'out', 'internal']),
  /** `auto`: written by a program, ours (`out`) or somebody's mail server or absence note (`in`). */
  kind: z.enum(['message', 'note', 'auto']),
  author: z.object({
    kind: z.enum(['customer', 'agent', 'system']),
    id: id.nullable(),
    name: z.string(),
    email: z.string().nullable(),
  }),
  /** Trust lane of the sender; null for what we wrote ourselves. */
  lane: laneSchema.nullable(),
  laneReasons: z.array(z.string()),
  to: z.array(z.object({ name: z.string(), address: z.string() })),
  cc: z.array(z.object({ name: z.string(), address: z.string() })),
  subject: z.string(),
  text: z.string(),
  visibleText: z.string(),
  quotedText: z.string(),
  signature: z.string(),
  hasHtml: z.boolean(),
  /** Remote pictures in the HTML that are blocked until asked for. */
  remoteImageCount: z.number().int(),
  attachments: z.array(attachmentSchema),
  delivery: deliverySchema.nullable(),
  mentions: z.array(agentRefSchema),
  warnings: z.array(z.object({ code: z.string(), note: z.string() })),
  messageId: z.string().nullable(),
  hasRaw: z.boolean(),
  /** Number of the ticket the message came with, when it was merged in. */
  mergedFrom: z.number().int().nullable(),
  at: instant,
});

export const eventSchema = z.object({
  id,
  kind: z.string(),
  actor: z.object({ kind: z.enum(['agent', 'customer', 'system', 'key']), name: z.string() }),
  /** One plain sentence: what happened. */
  sentence: z.string(),
  /** Why, in words a person reads; empty when a person simply did it. */
  reasons: z.array(z.string()),
  at: instant,
});

/** A way to reach a person, and whether mail arrives there. */
export const reachSchema = z.object({
  address: z.string(),
  state: z.enum(['good', 'doubtful', 'dead']),
  /** Why it is not good, in a sentence; '' when it is. */
  reason: z.string(),
  /** Its owner called mail of ours spam: no automatic mail goes there. */
  complained: z.boolean(),
});

export const participantSchema = z.object({
  person: personRefSchema,
  /** `cc`: takes part. Answers go to whoever the answered message is from or names, never to all who take part. */
  role: z.enum(['requester', 'cc', 'unverified']),
  /** Number of the merged ticket this person came with, who had no part here before; null for everybody else. */
  cameWith: z.number().int().nullable(),
  /** Every address of the person, the longest known first. */
  addresses: z.array(reachSchema),
  /** Telephone numbers in their signatures on this ticket, as they write them. */
  phones: z.array(z.string()),
});

export const ticketDetailSchema = ticketSummarySchema.extend({
  /** The number that was asked for. It differs from `number` when that ticket was merged into this one. */
  askedNumber: z.number().int(),
  /** Statuses this ticket may move to now, from the one table of moves. */
  allowedStatuses: z.array(statusSchema),
  participants: z.array(participantSchema),
  messages: z.array(messageSchema),
  events: z.array(eventSchema),
  mailbox: z.object({ id, address: z.string() }).nullable(),
  /** Other tickets of the same customer, newest first, at most 10. */
  otherTickets: z.array(
    z.object({ number: z.number().int(), title: z.string(), status: statusSchema, updatedAt: instant }),
  ),
  /** Tickets proposed as belonging together (subject number of an unknown sender, ...). */
  proposals: z.array(z.object({ number: z.number().int(), reason: z.string() })),
  mergedTickets: z.array(z.object({ number: z.number().int(), title: z.string() })),
  /** Who wrote the mail that was forwarded to us, when nothing proves that one of us forwarded it. */
  proposedCustomer: z.object({ name: z.string(), email: z.string(), reason: z.string() }).nullable(),
  version: z.number().int(),
});

const numberParam = z.object({ number: z.coerce.number().int().positive() });
const messageParam = numberParam.extend({ id });

export const viewIds = ['mine', 'unassigned', 'open', 'waiting', 'resolved', 'spam', 'all'] as const;
export const viewSchema = z.enum(viewIds);

export const listTickets = route({
  method: 'GET',
  path: '/api/v1/tickets',
  summary: 'List tickets, newest change first; `query` searches subject, text and attachment text',
  tag: 'tickets',
  access: 'ticket:read',
  query: z.object({
    query: z.string().max(500).optional(),
    status: z.string().max(200).optional().describe('One status or several with commas'),
    view: viewSchema.optional(),
    team: id.optional(),
    assignee: id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(500).optional(),
  }),
  reply: z.object({ tickets: z.array(ticketSummarySchema), nextCursor: z.string().nullable() }),
  errors: [],
});

export const getTicket = route({
  method: 'GET',
  path: '/api/v1/tickets/:number',
  summary:
    'One ticket with its messages and events; the number of a merged ticket answers with the survivor, and `askedNumber` differs from `number`',
  tag: 'tickets',
  access: 'ticket:read',
  params: numberParam,
  reply: ticketDetailSchema,
  errors: ['ticket-not-found'],
});

export const createTicket = route({
  method: 'POST',
  path: '/api/v1/tickets',
  summary: 'Open a ticket for a customer, with a first message to them or a note',
  tag: 'tickets',
  access: 'ticket:reply',
  body: z.object({
    customer: z.object({ name: z.string().max(200).default(''), email: customerAddressSchema }),
    subject: z.string().min(1).max(500),
    text: z.string().max(200_000).optional(),
    html: z.string().max(500_000).optional(),
    kind: z.enum(['reply', 'note']).default('reply'),
    priority: prioritySchema.default('normal'),
    teamId: id.nullable().optional(),
    assigneeId: id.nullable().optional(),
    tags: z.array(z.string().min(1).max(60)).max(30).default([]),
    /** Send it although mail to the address comes back. */
    confirmAddress: z.boolean().default(false),
  }),
  reply: ticketDetailSchema,
  status: 201,
  errors: ['message-empty', 'no-recipient', 'address-needs-confirm'],
});

export const ticketChangeSchema = z.strictObject({
  title: z.string().min(1).max(300).optional(),
  status: statusSchema.optional(),
  priority: prioritySchema.optional(),
  department: z.string().max(60).nullable().optional(),
  topic: z.string().max(60).nullable().optional(),
  teamId: id.nullable().optional(),
  assigneeId: id.nullable().optional(),
  addTags: z.array(z.string().min(1).max(60)).max(30).optional(),
  removeTags: z.array(z.string().min(1).max(60)).max(30).optional(),
});

export const changeTicket = route({
  method: 'PATCH',
  path: '/api/v1/tickets/:number',
  summary: 'Change status, priority, team, assignee, title or tags',
  tag: 'tickets',
  access: 'ticket:change',
  params: numberParam,
  body: ticketChangeSchema,
  reply: ticketDetailSchema,
  errors: ['ticket-not-found', 'move-not-allowed'],
});

export const changeTickets = route({
  method: 'POST',
  path: '/api/v1/tickets/bulk',
  summary: 'Change many tickets; with `preview` nothing is written and the outcome per ticket is told',
  tag: 'tickets',
  access: 'ticket:change',
  body: z.object({
    numbers: z.array(z.number().int().positive()).min(1).max(500),
    change: ticketChangeSchema,
    preview: z.boolean().default(false),
  }),
  reply: z.object({
    results: z.array(
      z.object({
        number: z.number().int(),
        outcome: z.enum(['changed', 'unchanged', 'refused']),
        reason: z.string().nullable(),
      }),
    ),
  }),
  errors: [],
});

export const getRecipients = route({
  method: 'GET',
  path: '/api/v1/tickets/:number/recipients',
  summary: 'Who an answer would go to, computed from the message being answered, and why',
  tag: 'tickets',
  access: 'ticket:reply',
  params: numberParam,
  query: z.object({ messageId: id.optional() }),
  reply: z.object({
    from: z.object({ name: z.string(), address: z.string() }),
    to: z.array(z.object({ name: z.string(), address: z.string(), reason: z.string() })),
    cc: z.array(z.object({ name: z.string(), address: z.string(), reason: z.string() })),
  }),
  errors: ['ticket-not-found', 'message-not-found'],
});

/** Most of each in one answer. */
export const answerLimits = { htmlCharacters: 500_000, files: 50, copies: 20, without: 50 } as const;

export const addMessage = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/messages',
  summary: 'Answer the customer or leave an internal note; an answer can be undone until `delivery.dueAt`',
  tag: 'tickets',
  access: 'ticket:reply',
  params: numberParam,
  body: z.object({
    kind: z.enum(['reply', 'note']).default('reply'),
    text: z.string().max(200_000).optional(),
    html: z.string().max(answerLimits.htmlCharacters).optional(),
    /** Message being answered; the newest of the customer when absent. */
    answering: id.optional(),
    includeQuote: z.boolean().default(false),
    fileIds: z.array(id).max(answerLimits.files).default([]),
    /** Extra recipients beside the computed ones; new outside ones need `confirmRecipients`. */
    cc: z.array(customerAddressSchema).max(answerLimits.copies).default([]),
    bcc: z.array(customerAddressSchema).max(answerLimits.copies).default([]),
    /** Recipients computed by the server that the agent took off. */
    without: z.array(z.string().max(320)).max(answerLimits.without).default([]),
    confirmRecipients: z.boolean().default(false),
    /** Send it although mail to one of the addresses comes back. */
    confirmAddress: z.boolean().default(false),
    mentions: z.array(id).max(50).default([]),
    sendAt: instant.optional(),
    setStatus: statusSchema.optional(),
  }),
  reply: messageSchema,
  status: 201,
  errors: [
    'ticket-not-found',
    'message-empty',
    'recipient-needs-confirm',
    'address-needs-confirm',
    'move-not-allowed',
    'file-not-found',
    'no-recipient',
  ],
});

export const draftSchema = z.object({
  kind: z.enum(['reply', 'note']),
  html: z.string().max(answerLimits.htmlCharacters),
  fileIds: z.array(id).max(answerLimits.files).default([]),
  cc: z.array(z.string().max(320)).max(answerLimits.copies).default([]),
  bcc: z.array(z.string().max(320)).max(answerLimits.copies).default([]),
  /** Recipients computed by the server that were taken off. */
  without: z.array(z.string().max(320)).max(answerLimits.without).default([]),
  /** The message it answers; null: the newest. */
  answering: id.nullable().default(null),
});

const keptDraftSchema = z.object({
  draft: draftSchema.nullable(),
  files: z.array(z.object({ id, filename: z.string(), size: z.number().int(), contentType: z.string() })),
  savedAt: instant.nullable(),
});

export const undoSend = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/messages/:id/undo',
  summary:
    'Take an answer back before it leaves; text, files and copies return to your draft, above what stands there',
  tag: 'tickets',
  access: 'ticket:reply',
  params: messageParam,
  reply: keptDraftSchema,
  errors: ['ticket-not-found', 'message-not-found', 'too-late-to-undo'],
});

export const retrySend = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/messages/:id/retry',
  summary: 'Send a failed or unknown message again',
  tag: 'tickets',
  access: 'ticket:reply',
  params: messageParam,
  body: z
    .object({
      confirmAddress: z.boolean().default(false).describe('Send it although mail to a recipient comes back'),
    })
    .nullish(),
  reply: messageSchema,
  errors: ['ticket-not-found', 'message-not-found', 'not-retryable', 'address-needs-confirm'],
});

export const getDraft = route({
  method: 'GET',
  path: '/api/v1/tickets/:number/draft',
  summary: 'Your unfinished answer on this ticket, kept on the server',
  tag: 'tickets',
  access: 'ticket:reply',
  params: numberParam,
  reply: keptDraftSchema,
  errors: ['ticket-not-found'],
});

export const saveDraft = route({
  method: 'PUT',
  path: '/api/v1/tickets/:number/draft',
  summary: 'Keep your unfinished answer; null throws it away',
  tag: 'tickets',
  access: 'ticket:reply',
  params: numberParam,
  body: z.object({ draft: draftSchema.nullable() }),
  reply: z.object({ savedAt: instant.nullable() }),
  errors: ['ticket-not-found'],
});

export const mergeTickets = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/merge',
  summary: 'Merge this ticket into another; it can be undone',
  tag: 'tickets',
  access: 'ticket:merge',
  params: numberParam,
  body: z.object({ into: z.number().int().positive() }),
  reply: ticketDetailSchema,
  errors: ['ticket-not-found', 'merge-not-allowed'],
});

export const unmergeTicket = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/unmerge',
  summary: 'Undo a merge: the messages go back to the ticket they came with',
  tag: 'tickets',
  access: 'ticket:merge',
  params: numberParam,
  reply: ticketDetailSchema,
  errors: ['ticket-not-found', 'merge-not-allowed'],
});

export const makeCustomer = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/customer',
  summary: 'Make somebody the customer of this ticket; who was it before stays on it as unverified',
  tag: 'tickets',
  access: 'ticket:change',
  params: numberParam,
  body: z.object({ name: z.string().max(200).default(''), email: z.email().max(320) }),
  reply: ticketDetailSchema,
  errors: ['ticket-not-found'],
});

export const setPresence = route({
  method: 'POST',
  path: '/api/v1/tickets/:number/presence',
  summary: 'Say that you are viewing, typing on, or leaving this ticket (repeat every 20 s)',
  tag: 'live',
  access: 'ticket:read',
  params: numberParam,
  body: z.object({ state: z.enum(['viewing', 'typing', 'left']) }),
  reply: z.object({
    others: z.array(z.object({ agent: agentRefSchema, state: z.enum(['viewing', 'typing']) })),
  }),
  errors: ['ticket-not-found'],
});

export const getViews = route({
  method: 'GET',
  path: '/api/v1/views',
  summary: 'Views with their counters; counting stops at 1,000 (`more` is then true)',
  tag: 'tickets',
  access: 'ticket:read',
  reply: z.object({
    views: z.array(
      z.object({ id: z.string(), label: z.string(), count: z.number().int(), more: z.boolean() }),
    ),
  }),
  errors: [],
});

export type TicketSummary = z.output<typeof ticketSummarySchema>;
export type TicketDetail = z.output<typeof ticketDetailSchema>;
export type TicketMessage = z.output<typeof messageSchema>;
export type TicketEvent = z.output<typeof eventSchema>;
export type TicketChange = z.output<typeof ticketChangeSchema>;
export type Lane = z.output<typeof laneSchema>;
export type Draft = z.output<typeof draftSchema>;
export type KeptDraft = z.output<typeof keptDraftSchema>;

/** All routes of the feature, for mounting, reference page and the matrix test. */
export const ticketRoutes = {
  listTickets,
  getTicket,
  createTicket,
  changeTicket,
  changeTickets,
  getRecipients,
  addMessage,
  undoSend,
  retrySend,
  getDraft,
  saveDraft,
  mergeTickets,
  unmergeTicket,
  makeCustomer,
  setPresence,
  getViews,
} as const;
