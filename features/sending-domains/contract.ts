/** What DNS says of the domains that the desk sends from. Browser-safe. */

import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { domainLimits } from './limits.ts';
import { presetIds } from './rules/relay-presets.ts';

export const sendingDomainErrors = {
  'relay-spf-not-understood': { status: 422, title: 'This does not name a relay in SPF' },
} as const satisfies ErrorTable;

export const checkSchema = z.object({
  kind: z.enum(['spf', 'dkim', 'dmarc', 'alignment', 'mx', 'mta-sts', 'tls-rpt']),
  verdict: z
    .enum(['good', 'weak', 'missing', 'wrong', 'unknown'])
    .describe('weak: works and could be better; unknown: could not be asked'),
  optional: z.boolean(),
  summary: z.string(),
  notes: z.array(z.object({ tone: z.enum(['bad', 'warn', 'info']), words: z.string() })),
  asked: z.object({ name: z.string(), type: z.enum(['TXT', 'MX']) }).nullable(),
  found: z.array(z.string()).describe('What DNS says now; long or many records are cut'),
  publish: z
    .object({
      name: z.string(),
      shortName: z.string().describe('For providers that add the domain themselves; @ is the domain itself'),
      type: z.enum(['TXT', 'MX', 'CNAME']),
      value: z.string().nullable(),
      strings: z.array(z.string()).describe('The value in strings of 255 octets at most'),
      change: z.enum(['add', 'replace', 'remove']),
      words: z.string(),
    })
    .nullable(),
  fingerprints: z.object({ ours: z.string(), inDns: z.string().nullable() }).nullable(),
});

export const relaySpfSchema = z.object({
  preset: z.enum(presetIds).nullable(),
  terms: z.array(z.string()),
});

export const reportSchema = z.object({
  askedAt: z.iso.datetime(),
  relay: relaySpfSchema.extend({ host: z.string().nullable() }),
  domains: z.array(
    z.object({
      domain: z.string(),
      written: z.string(),
      roles: z.array(z.enum(['sends', 'published', 'signs', 'relay-login'])),
      checks: z.array(checkSchema),
    }),
  ),
});

export const getSendingDomains = route({
  method: 'GET',
  path: '/api/v1/sending-domains',
  summary: 'What DNS says of the domains we send from (SPF, DKIM, DMARC, MX), and the records to publish',
  tag: 'sending-domains',
  access: 'sending-domains:read',
  reply: reportSchema,
  errors: [],
});

export const askSendingDomains = route({
  method: 'POST',
  path: '/api/v1/sending-domains/ask',
  summary: 'Ask DNS again now, past everything remembered',
  tag: 'sending-domains',
  access: 'sending-domains:ask',
  reply: reportSchema,
  errors: [],
});

export const setRelaySpf = route({
  method: 'PUT',
  path: '/api/v1/sending-domains/relay-spf',
  summary: 'Say how the relay is named in SPF: include:, ip4:, ip6:, a: or mx: terms; none to forget it',
  tag: 'sending-domains',
  access: 'sending-domains:manage',
  body: z.object({
    preset: z.enum(presetIds).nullable(),
    terms: z.array(z.string().trim().min(1).max(domainLimits.termCharacters)).max(domainLimits.relayTerms),
  }),
  reply: relaySpfSchema,
  errors: ['relay-spf-not-understood'],
});

export type DomainCheck = z.output<typeof checkSchema>;
export type DomainsReport = z.output<typeof reportSchema>;
export type SendingDomain = DomainsReport['domains'][number];
