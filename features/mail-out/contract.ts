/** Mail that leaves: what was captured instead of sent, and the state of the outbox. Browser-safe. */

import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';

export const mailOutErrors = {
  'captured-not-found': { status: 404, title: 'There is no such captured mail' },
  'test-mail-not-found': { status: 404, title: 'There is no such test mail' },
  'no-recipient': { status: 422, title: 'There is nobody to send this to' },
} as const satisfies ErrorTable;

const id = z.uuid();

export const capturedSchema = z.object({
  id,
  to: z.array(z.string()),
  from: z.string(),
  subject: z.string(),
  at: z.iso.datetime(),
  ticketNumber: z.number().int().nullable(),
  kind: z.enum(['reply', 'acknowledgement', 'notification']),
  size: z.number().int(),
});

export const listCaptured = route({
  method: 'GET',
  path: '/api/v1/captured',
  summary: 'Mail kept instead of sent while no relay is set, newest first',
  tag: 'mail-out',
  access: 'mail-out:read',
  query: z.object({
    ticket: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(500).optional(),
  }),
  reply: z.object({ captured: z.array(capturedSchema), nextCursor: z.string().nullable() }),
  errors: [],
});

export const getCaptured = route({
  method: 'GET',
  path: '/api/v1/captured/:id',
  summary: 'One captured mail to read; `/api/v1/captured/{id}.eml` downloads its bytes',
  tag: 'mail-out',
  access: 'mail-out:read',
  params: z.object({ id }),
  reply: capturedSchema.extend({ headers: z.string(), text: z.string(), html: z.string().nullable() }),
  errors: ['captured-not-found'],
});

export const downloadCaptured = route({
  method: 'GET',
  path: '/api/v1/captured/:id.eml',
  summary: 'The bytes of a captured mail, as they would have left',
  tag: 'mail-out',
  access: 'mail-out:read',
  params: z.object({ id }),
  reply: z.unknown(),
  raw: { gives: 'message/rfc822' },
  errors: ['captured-not-found'],
});

export const getSending = route({
  method: 'GET',
  path: '/api/v1/sending',
  summary: 'How mail leaves: relay or capture, queue length and age, last failures, DKIM',
  tag: 'mail-out',
  access: 'mail-out:read',
  reply: z.object({
    mode: z.enum(['capture', 'relay']),
    host: z.string().nullable(),
    dkim: z
      .object({
        domain: z.string(),
        selector: z.string(),
        /** The TXT record to publish; null when the key cannot be read with this data folder's secret. */
        record: z.object({ name: z.string(), value: z.string() }).nullable(),
      })
      .nullable(),
    queued: z.number().int(),
    oldestQueuedSeconds: z.number().int().nullable(),
    failed: z.number().int(),
    unknown: z.number().int(),
    lastError: z.string().nullable(),
  }),
  errors: [],
});

export const testMailSchema = z.object({
  id,
  to: z.string(),
  progress: z.enum(['leaving', 'put-off', 'taken', 'kept', 'failed', 'unknown']),
  /** What the relay said, when it did not take it. */
  reason: z.string().nullable(),
});

export const sendTestMail = route({
  method: 'POST',
  path: '/api/v1/sending/test-mails',
  summary: 'Send a test mail to your own address, by the way every answer takes',
  tag: 'mail-out',
  access: 'mail-out:test',
  reply: z.object({ id, to: z.string() }),
  status: 201,
  errors: [],
});

export const watchTestMail = route({
  method: 'GET',
  path: '/api/v1/sending/test-mails/:id',
  summary: 'What became of a test mail',
  tag: 'mail-out',
  access: 'mail-out:test',
  params: z.object({ id }),
  reply: testMailSchema,
  errors: ['test-mail-not-found'],
});

export type TestMail = z.output<typeof testMailSchema>;
export type Captured = z.output<typeof capturedSchema>;
export const mailOutRoutes = {
  listCaptured,
  getCaptured,
  downloadCaptured,
  getSending,
  sendTestMail,
  watchTestMail,
} as const;
