/** Whether mail comes in and leaves: every way of mail with its state. Browser-safe. */

import { z } from 'zod';
import { route } from '#platform/http/contract.ts';
import { wayStates } from './rules/judge-way.ts';

export const waySchema = z.object({
  id: z.string().describe('smtp, http, relay, or mailbox:<id>'),
  kind: z.enum(['mailbox', 'smtp', 'http', 'relay']),
  label: z.string(),
  state: z.enum(wayStates),
  reason: z.string().describe('Why it is not ok, in a sentence; empty while it is'),
  since: z.iso.datetime(),
  lastSuccessAt: z.iso.datetime().nullable(),
  lastFailureAt: z.iso.datetime().nullable(),
  lastError: z.string(),
  lagSeconds: z.number().int().describe('Since the last success, or since the oldest mail waits'),
  alarmedAt: z.iso.datetime().nullable().describe('When this trouble was told'),
  /** The worst of every ten minutes of the last day, oldest first. */
  samples: z.array(
    z.object({ at: z.iso.datetime(), state: z.enum(wayStates), lagSeconds: z.number().int() }),
  ),
});

export const getMailHealth = route({
  method: 'GET',
  path: '/api/v1/mail-health',
  summary: 'Every way of mail (mailboxes, SMTP, HTTP, relay): how it fares, since when, and its last day',
  tag: 'mail-health',
  access: 'mail-health:read',
  reply: z.object({
    ways: z.array(waySchema),
    alarm: z.object({
      afterMinutes: z.number().int(),
      by: z.array(z.enum(['webhook', 'mail'])),
    }),
  }),
  errors: [],
});

export type Way = z.output<typeof waySchema>;
export const mailHealthRoutes = { getMailHealth } as const;
