/** The shape of `inbound_mail.auth`. */
import { z } from 'zod';
import { authVerdicts, type SenderAuth } from '#mail/sender-auth.ts';

const verdict = z.enum(authVerdicts);
const stated = z.object({
  authservId: z.string().nullable(),
  results: z.array(
    z.object({
      method: z.string(),
      result: z.string(),
      properties: z.record(z.string(), z.string()),
      comment: z.string(),
    }),
  ),
});

const schema: z.ZodType<SenderAuth> = z.object({
  by: z.enum(['us', 'server', 'nobody']),
  server: z.string().nullable(),
  spf: z.object({ result: verdict, domain: z.string().nullable() }),
  dkim: z.array(z.object({ result: verdict, domain: z.string(), aligned: z.boolean() })),
  dmarc: z.object({
    result: verdict,
    domain: z.string().nullable(),
    policy: z.enum(['none', 'quarantine', 'reject']).nullable(),
  }),
  arc: z.object({
    result: verdict,
    sets: z.array(z.object({ instance: z.number(), sealer: z.string(), stated: stated.nullable() })),
  }),
});

/** Null for a row that has none, or one of another version of the desk. */
export function storedAuth(column: unknown): SenderAuth | null {
  return schema.safeParse(column).data ?? null;
}
