/** Automatic mail: its budgets, and the breaker that stops it. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';

export const acknowledgementErrors = {
  'breaker-not-open': { status: 409, title: 'Automatic mail is not stopped' },
} as const satisfies ErrorTable;

const reply = z.object({
  /** Automatic mails of the last hour, and the most there may be. */
  lastHour: z.number().int(),
  perHour: z.number().int(),
  perRecipientAndDay: z.number().int(),
  perTicketAndDay: z.number().int(),
  /** The last time it was stopped; null: never. */
  breaker: z
    .object({
      open: z.boolean(),
      openedAt: z.iso.datetime(),
      reason: z.string(),
      closedBy: z.string().nullable(),
    })
    .nullable(),
});

export const getAutomaticMail = route({
  method: 'GET',
  path: '/api/v1/automatic-mail',
  summary: 'How much automatic mail left within the hour, its limits, and whether it was stopped',
  tag: 'acknowledgement',
  access: 'automatic-mail:read',
  reply,
  errors: [],
});

export const closeBreaker = route({
  method: 'POST',
  path: '/api/v1/automatic-mail/close-breaker',
  summary: 'Let automatic mail go on; the budget of the hour begins anew',
  tag: 'acknowledgement',
  access: 'automatic-mail:manage',
  reply,
  errors: ['breaker-not-open'],
});
