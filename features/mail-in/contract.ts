/** Mail that arrives: the HTTP way in, the ledger and quarantine. Browser-safe. */

import { z } from 'zod';
import { spamVerdictSchema } from '#features/spam/contract.ts';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { quarantineReasons } from './rules/quarantine-reasons.ts';

export const mailInErrors = {
  'wrong-secret': { status: 401, title: 'The mailbox secret is not right' },
  'quarantined-not-found': { status: 404, title: 'There is no such mail in quarantine' },
  'already-released': { status: 409, title: 'This mail was released already' },
  'mailbox-not-fetched': { status: 404, title: 'There is no mailbox of this id that is fetched by IMAP' },
  'storage-full': { status: 507, title: 'There is no room to keep this mail; send it again later' },
} as const satisfies ErrorTable;

const id = z.uuid();

/** The one fate of a received mail; `canary`: the desk sent it to itself, to see that it comes back. */
export const fateSchema = z.enum(['ticket', 'duplicate', 'quarantine', 'canary']);

export const receiveMime = route({
  method: 'POST',
  path: '/api/v1/inbound/mime',
  summary:
    'Hand in one raw mail (message/rfc822) with `Authorization: Bearer <mailbox secret>`; 202 once it is kept for good. At most 3,000 a minute for one mailbox; 429 says when to send again, and nothing of that mail was kept',
  tag: 'mail-in',
  access: 'public',
  raw: { takes: 'message/rfc822' },
  reply: z.object({ id, duplicate: z.boolean() }),
  status: 202,
  // From one address, for all mailboxes together and with whatever secret; each mailbox has its own limit besides
  // (features/mail-in/limits.ts).
  callsPerMinute: 6_000,
  errors: ['wrong-secret', 'storage-full', 'too-large'],
});

export const quarantinedSchema = z.object({
  id,
  reason: z.enum(quarantineReasons),
  note: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  snippet: z.string(),
  receivedAt: z.iso.datetime(),
  size: z.number().int(),
  /** When its bytes are removed, unless somebody lets it in before; never without a day's notice. */
  expiresAt: z.iso.datetime(),
  /** It was told that it leaves within the next days. */
  leavesSoon: z.boolean(),
});

export const listQuarantine = route({
  method: 'GET',
  path: '/api/v1/quarantine',
  summary: 'Mail held back, newest first, each with the reason',
  tag: 'mail-in',
  access: 'quarantine:read',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(500).optional(),
    reason: z.enum(quarantineReasons).optional(),
  }),
  reply: z.object({ mails: z.array(quarantinedSchema), nextCursor: z.string().nullable() }),
  errors: [],
});

export const getQuarantined = route({
  method: 'GET',
  path: '/api/v1/quarantine/:id',
  summary: 'One held mail to read: why it is held, its header, its words and the names of its files',
  tag: 'mail-in',
  access: 'quarantine:read',
  params: z.object({ id }),
  reply: quarantinedSchema.extend({
    headers: z.string(),
    text: z.string(),
    files: z.array(z.object({ filename: z.string(), size: z.number().int() })),
    /** What a spam filter found out, with the words that decided; null when none was asked. */
    verdict: spamVerdictSchema.nullable(),
  }),
  errors: ['quarantined-not-found'],
});

export const releaseQuarantined = route({
  method: 'POST',
  path: '/api/v1/quarantine/:id/release',
  summary: 'Let a held mail in: it becomes a ticket as if it had just arrived',
  tag: 'mail-in',
  access: 'quarantine:release',
  params: z.object({ id }),
  reply: z.object({ ticketNumber: z.number().int() }),
  errors: ['quarantined-not-found', 'already-released'],
});

const days = z.number().int().min(1).max(3650);

export const summariseQuarantine = route({
  method: 'GET',
  path: '/api/v1/quarantine/summary',
  summary: 'Held mail by reason, how long each reason is kept, and how much leaves within the next days',
  tag: 'mail-in',
  access: 'quarantine:read',
  reply: z.object({
    held: z.number().int(),
    leavesSoon: z.number().int(),
    reasons: z.array(z.object({ reason: z.enum(quarantineReasons), held: z.number().int(), keepDays: days })),
  }),
  errors: [],
});

export const quarantineActions = ['let-in', 'not-spam', 'remove', 'spam', 'spam-and-block'] as const;

export const handleQuarantined = route({
  method: 'POST',
  path: '/api/v1/quarantine/bulk',
  summary:
    'Let in, remove, or teach as spam up to 100 held mails; each stands for itself, and the reply says which were refused and why',
  tag: 'mail-in',
  access: 'quarantine:release',
  body: z.object({ ids: z.array(id).min(1).max(100), action: z.enum(quarantineActions) }),
  reply: z.object({
    done: z.number().int(),
    tickets: z.array(z.number().int()),
    refused: z.array(z.object({ id, reason: z.string() })),
  }),
  errors: [],
});

export const keepQuarantined = route({
  method: 'PUT',
  path: '/api/v1/quarantine/keeping',
  summary: 'Set for how many days held mail of a reason is kept; reasons left out are kept as before',
  tag: 'mail-in',
  access: 'quarantine:manage',
  body: z.object({ days: z.partialRecord(z.enum(quarantineReasons), days) }),
  reply: z.object({ days: z.record(z.enum(quarantineReasons), days) }),
  errors: [],
});

export const reparseMessage = route({
  method: 'POST',
  path: '/api/v1/inbound/:id/reparse',
  summary: 'Read a stored mail again from its raw bytes',
  tag: 'mail-in',
  access: 'quarantine:release',
  params: z.object({ id }),
  reply: z.object({ ticketNumber: z.number().int().nullable(), warnings: z.array(z.string()) }),
  errors: ['quarantined-not-found'],
});

export const getLedger = route({
  method: 'GET',
  path: '/api/v1/inbound/summary',
  summary: 'Received mail by fate and source: every mail has exactly one fate',
  tag: 'mail-in',
  access: 'quarantine:read',
  reply: z.object({
    received: z.number().int(),
    waiting: z.number().int(),
    fates: z.record(fateSchema, z.number().int()),
  }),
  errors: [],
});

export const reconciliationSchema = z.object({
  mailboxId: id,
  address: z.string(),
  folder: z.string(),
  at: z.iso.datetime(),
  onServer: z.number().int().describe('Mails in the folder, from the day of the mailbox on'),
  inLedger: z.number().int().describe('Of them in the ledger before'),
  filled: z.number().int().describe('Of them missing, and brought in'),
  beforeDay: z.number().int().describe('Left outside: older than the day of the mailbox'),
  unreadable: z.number().int().describe('Left outside: the server would not give them'),
  trouble: z.string().describe('Why the folder could not be compared; empty when it was'),
});

export const listReconciliations = route({
  method: 'GET',
  path: '/api/v1/reconciliations',
  summary: 'The last comparison of every IMAP folder with the ledger',
  tag: 'mail-in',
  access: 'mail-health:read',
  reply: z.object({ folders: z.array(reconciliationSchema) }),
  errors: [],
});

export const reconcileMailbox = route({
  method: 'POST',
  path: '/api/v1/mailboxes/:id/reconcile',
  summary: 'Compare the folders of a mailbox with the ledger now, and bring in what is missing',
  tag: 'mail-in',
  access: 'mail-health:look',
  params: z.object({ id }),
  reply: z.object({ mailboxId: id }),
  status: 202,
  errors: ['mailbox-not-fetched'],
});

export const mailInRoutes = {
  listReconciliations,
  reconcileMailbox,
  receiveMime,
  listQuarantine,
  getQuarantined,
  releaseQuarantined,
  summariseQuarantine,
  handleQuarantined,
  keepQuarantined,
  reparseMessage,
  getLedger,
} as const;
