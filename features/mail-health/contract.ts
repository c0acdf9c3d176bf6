/** Whether mail comes in and leaves: every way of mail with its state. Browser-safe. */

import { z } from 'zod';
import { route } from '#platform/http/contract.ts';
import { wayKinds, wayStates } from './rules/judge-way.ts';

export const waySchema = z.object({
  id: z.string().describe('smtp, http, relay, mailbox:<id>, or round-trip:<id of the mailbox>'),
  kind: z.enum(wayKinds),
  label: z.string(),
  state: z.enum(wayStates),
  reason: z.string().describe('Why it is not ok, in a sentence; empty while it is'),
  since: z.iso.datetime(),
  lastSuccessAt: z.iso.datetime().nullable(),
  lastFailureAt: z.iso.datetime().nullable(),
  lastError: z.string(),
  lagSeconds: z.number().int().describe('Since the last success, or since the oldest mail waits'),
  alarmedAt: z.iso.datetime().nullable().describe('When this trouble was told'),
  decidedAt: z.iso.datetime().nullable().describe('When it was judged last'),
  /** Mails of the desk to itself within the last day, oldest first; null for every other way. */
  roundTrips: z
    .object({
      lastSeconds: z.number().nullable().describe('Of the last one that came back'),
      medianSeconds: z.number().nullable(),
      lost: z.number().int().describe('Not back in time, or never sent'),
      mails: z.array(
        z.object({
          at: z.iso.datetime(),
          state: z.enum(['under-way', 'returned', 'failed', 'overdue']),
          seconds: z.number().nullable(),
        }),
      ),
    })
    .nullable(),
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
    canaryMinutes: z
      .number()
      .int()
      .nullable()
      .describe('From one mail of the desk to itself to the next; null: none is sent'),
  }),
  errors: [],
});

export type Way = z.output<typeof waySchema>;
export const mailHealthRoutes = { getMailHealth } as const;
