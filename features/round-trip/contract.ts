/** Tests of mailboxes and of the relay, step by step, and looks that need not wait for their time. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { stepSchema, testStates } from './rules/steps.ts';

export const roundTripErrors = {
  'mail-test-running': { status: 409, title: 'A test of this is running already' },
  'automatic-mail-stopped': { status: 409, title: 'All automatic mail is stopped' },
  'way-not-looked-at': { status: 404, title: 'There is no such way of mail that could be looked at' },
} as const satisfies ErrorTable;

const id = z.uuid();

export const mailTestSchema = z.object({
  id,
  mailboxId: id.nullable().describe('null: the relay'),
  state: z
    .enum(testStates)
    .describe('partly: what was tried works, but no mail could be sent. broken-off: its process ended'),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  steps: z.array(stepSchema),
});

export const listMailTests = route({
  method: 'GET',
  path: '/api/v1/mail-tests',
  summary: 'The last test of each mailbox and of the relay, with its steps; ask again while one is running',
  tag: 'mail-health',
  access: 'mail-test:run',
  reply: z.object({ tests: z.array(mailTestSchema) }),
  errors: [],
});

export const startMailTest = route({
  method: 'POST',
  path: '/api/v1/mail-tests',
  summary:
    'Test a mailbox both ways (a mail of the desk to itself leaves by the relay and has to come back), or the relay alone; at most 90 seconds, one at a time for each',
  tag: 'mail-health',
  access: 'mail-test:run',
  body: z.object({ mailboxId: id.nullable().describe('null: the relay') }),
  reply: z.object({ id }),
  status: 202,
  errors: ['mailbox-not-found', 'mail-test-running'],
});

export const lookNow = route({
  method: 'POST',
  path: '/api/v1/mail-health/looks',
  summary:
    'Look at a mailbox, ask the relay, or send a mail to ourselves now instead of at the next time; how it fares is at `/api/v1/mail-health` a moment later',
  tag: 'mail-health',
  access: 'mail-health:look',
  body: z.object({
    way: z.string().max(60).describe('relay, mailbox:<id>, or round-trip:<id of the mailbox>'),
  }),
  reply: z.object({ way: z.string() }),
  status: 202,
  errors: ['way-not-looked-at', 'automatic-mail-stopped'],
});

export type MailTest = z.output<typeof mailTestSchema>;
export const roundTripRoutes = { listMailTests, startMailTest, lookNow } as const;
