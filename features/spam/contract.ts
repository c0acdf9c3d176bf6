/** The spam filter: how spam is looked for, and what it has learnt. Browser-safe. */
import { z } from 'zod';
import { route } from '#platform/http/contract.ts';

export { spamVerdictSchema } from './rules/spam-verdict.ts';

const url = z
  .string()
  .trim()
  .max(500)
  .refine((text) => {
    const parsed = URL.parse(text);
    return (
      parsed !== null &&
      ['http:', 'https:'].includes(parsed.protocol) &&
      parsed.username === '' &&
      parsed.password === ''
    );
  }, 'Write an address like http://127.0.0.1:11333.');

const rspamdInput = z.object({
  url,
  /** Its controller, which is taught what people mark; null: it is only asked. */
  teachUrl: url.nullable().default(null),
  /** Left out: the one kept for this address stays; null: none. */
  password: z.string().max(500).nullable().optional(),
  timeoutMs: z.number().int().min(100).max(30_000).default(5_000),
});

const filterReply = z.object({
  /** Our own filter is on; it rests while rspamd is set. */
  own: z.boolean(),
  taught: z.object({ spam: z.number().int(), ham: z.number().int() }),
  needed: z.object({ spam: z.number().int(), ham: z.number().int() }),
  rspamd: z
    .object({
      url: z.string(),
      teachUrl: z.string().nullable(),
      hasPassword: z.boolean(),
      timeoutMs: z.number().int(),
      health: z
        .object({ state: z.enum(['ok', 'trouble']), note: z.string(), at: z.iso.datetime() })
        .nullable(),
      /** How the last lesson went; null while there was none. */
      teaching: z
        .object({ state: z.enum(['ok', 'trouble']), note: z.string(), at: z.iso.datetime() })
        .nullable(),
    })
    .nullable(),
});

export const getSpamFilter = route({
  method: 'GET',
  path: '/api/v1/spam-filter',
  summary: 'How spam is looked for, how much was taught, and whether rspamd answers',
  tag: 'spam',
  access: 'spam-filter:read',
  reply: filterReply,
  errors: [],
});

export const saveSpamFilter = route({
  method: 'PUT',
  path: '/api/v1/spam-filter',
  summary: 'Switch our own filter on or off, and set or end the use of rspamd',
  tag: 'spam',
  access: 'spam-filter:manage',
  body: z.object({ own: z.boolean(), rspamd: rspamdInput.nullable() }),
  reply: filterReply,
  errors: [],
});

export const tryRspamd = route({
  method: 'POST',
  path: '/api/v1/spam-filter/try',
  summary: 'Ask an rspamd about a mail of our own, before it is trusted',
  tag: 'spam',
  access: 'spam-filter:manage',
  body: rspamdInput,
  reply: z.object({ works: z.boolean(), note: z.string() }),
  errors: [],
});
