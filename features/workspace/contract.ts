/** The desk itself: brand, teams, mailboxes, settings. Browser-safe. */

import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';

export { type FactKey, factKeys, factOf, isFactKey } from './profile/fact-keys.ts';

export const workspaceErrors = {
  'mailbox-not-found': { status: 404, title: 'There is no such mailbox' },
  'address-taken': { status: 409, title: 'Another mailbox already has this address' },
} as const satisfies ErrorTable;

const id = z.uuid();

export const teamSchema = z.object({
  id,
  key: z.string(),
  name: z.string(),
  department: z.string().nullable(),
});

export const mailboxSchema = z.object({
  id,
  address: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  teamId: id.nullable(),
  /** True when `local+token@domain` reaches this mailbox, so Reply-To may carry a token. */
  plusAddressing: z.boolean(),
  /** Names of servers (authserv-id) whose topmost Authentication-Results is believed in mail by IMAP and HTTP. */
  trustedServers: z.array(z.string()),
  imap: z
    .object({
      host: z.string(),
      port: z.number().int(),
      secure: z.boolean(),
      user: z.string(),
      folders: z.array(z.string()),
      since: z.iso.date().nullable(),
      mailAccountId: id.nullable(),
    })
    .nullable(),
  health: z.object({
    state: z.enum(['ok', 'trouble', 'off']),
    note: z.string(),
    lastMailAt: z.iso.datetime().nullable(),
    lastCheckAt: z.iso.datetime().nullable(),
  }),
});

/** Everything the agent app needs once, after sign-in. */
export const getWorkspace = route({
  method: 'GET',
  path: '/api/v1/workspace',
  summary: 'Brand, teams, agents, departments, topics and the table of status moves',
  tag: 'workspace',
  access: 'signed-in',
  reply: z.object({
    brand: z.object({
      key: z.string(),
      name: z.string(),
      disclaimer: z.string().nullable(),
      supportAddress: z.string(),
      languages: z.array(z.string()),
      accent: z.string(),
    }),
    teams: z.array(teamSchema),
    agents: z.array(
      z.object({ id, name: z.string(), email: z.string(), role: z.string(), teamIds: z.array(id) }),
    ),
    departments: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        /** Key of the team whose work it is. */
        team: z.string(),
        topics: z.array(z.object({ id: z.string(), label: z.string() })),
      }),
    ),
    moves: z.record(z.string(), z.array(z.string())),
    sending: z.object({ mode: z.enum(['capture', 'relay']), host: z.string().nullable() }),
    undoSeconds: z.number().int(),
    /** The desk was filled with the profile's demo: people, mails and answers are made up. */
    demo: z.boolean(),
  }),
  errors: [],
});

export const listMailboxes = route({
  method: 'GET',
  path: '/api/v1/mailboxes',
  summary: 'Mailboxes with their health',
  tag: 'workspace',
  access: 'signed-in',
  reply: z.object({ mailboxes: z.array(mailboxSchema) }),
  errors: [],
});

const imapInputSchema = z.object({
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65535).default(993),
  secure: z.boolean().default(true),
  user: z.string().min(1).max(320),
  /** Left out on change = keep the one we have. */
  password: z.string().max(1000).optional(),
  mailAccountId: id
    .nullable()
    .default(null)
    .describe('The mail account that signs in by OAuth2; then no password is needed or kept'),
  folders: z.array(z.string().min(1).max(255)).min(1).max(20).default(['INBOX']),
  since: z.iso
    .date()
    .nullable()
    .default(null)
    .describe('Mail from this day on is fetched; left out: since yesterday'),
});

export const mailboxInputSchema = z.object({
  address: z.email().max(320),
  name: z.string().max(200).default(''),
  aliases: z.array(z.email().max(320)).max(100).default([]),
  teamId: id.nullable().default(null),
  plusAddressing: z.boolean().default(true),
  trustedServers: z
    .array(z.string().trim().toLowerCase().min(1).max(255))
    .max(20)
    .default([])
    .describe(
      'Names (authserv-id of RFC 8601) of the mail servers in front of this mailbox whose word about senders is taken; "none" for one that writes no name',
    ),
  imap: imapInputSchema.nullable().default(null),
});

export const createMailbox = route({
  method: 'POST',
  path: '/api/v1/mailboxes',
  summary: 'Add a mailbox; mail to its address and aliases becomes tickets',
  tag: 'workspace',
  access: 'workspace:manage',
  body: mailboxInputSchema,
  reply: mailboxSchema.extend({
    inboundSecret: z.string().describe('Shown once: secret for POST /api/v1/inbound/mime'),
  }),
  status: 201,
  secret: true,
  errors: ['address-taken'],
});

export const changeMailbox = route({
  method: 'PUT',
  path: '/api/v1/mailboxes/:id',
  summary: 'Change a mailbox',
  tag: 'workspace',
  access: 'workspace:manage',
  params: z.object({ id }),
  body: mailboxInputSchema,
  reply: mailboxSchema,
  errors: ['mailbox-not-found', 'address-taken'],
});

export const checkImap = route({
  method: 'POST',
  path: '/api/v1/mailboxes/check-imap',
  summary: 'Try IMAP settings without saving them: signs in and looks at the folders',
  tag: 'workspace',
  access: 'workspace:manage',
  body: z.object({
    mailboxId: id.nullable().default(null).describe('Whose password is tried when none is given'),
    imap: imapInputSchema,
  }),
  reply: z.object({ works: z.boolean(), note: z.string() }),
  errors: ['mailbox-not-found'],
});

export const renewInboundSecret = route({
  method: 'POST',
  path: '/api/v1/mailboxes/:id/inbound-secret',
  summary: 'Make a new inbound secret; the old one stops working',
  tag: 'workspace',
  access: 'workspace:manage',
  params: z.object({ id }),
  reply: z.object({ inboundSecret: z.string() }),
  secret: true,
  errors: ['mailbox-not-found'],
});

export type Mailbox = z.output<typeof mailboxSchema>;
export type MailboxInput = z.output<typeof mailboxInputSchema>;

export const workspaceRoutes = {
  getWorkspace,
  listMailboxes,
  createMailbox,
  changeMailbox,
  checkImap,
  renewInboundSecret,
} as const;
