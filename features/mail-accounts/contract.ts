/** Accounts at mail providers that the desk signs in to by OAuth2. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { flows, providerIds } from './rules/providers.ts';

export const mailAccountErrors = {
  'mail-account-not-found': { status: 404, title: 'There is no such mail account' },
  'mail-account-name-taken': { status: 409, title: 'Another mail account already has this name' },
  'mail-account-in-use': { status: 409, title: 'This mail account is in use' },
  'session-required': { status: 403, title: 'Only a person who is signed in here can do this' },
} as const satisfies ErrorTable;

const id = z.uuid();

export const accountStates = ['new', 'signed-in', 'failing', 'refused'] as const;

export const mailAccountSchema = z.object({
  id,
  name: z.string(),
  provider: z.enum(providerIds),
  flow: z.enum(flows).describe('code: a person signs in once; client-credentials: the application itself'),
  tenant: z.string().nullable(),
  clientId: z.string(),
  hasSecret: z.boolean(),
  state: z.enum(accountStates),
  note: z.string().describe('Why it is not signed in, and what to do; empty while it is'),
  signedInAt: z.iso.datetime().nullable(),
  tokenEndsAt: z.iso.datetime().nullable().describe('When the access token ends; it is renewed before'),
  nextTryAt: z.iso.datetime().nullable(),
  mailHosts: z.array(z.string()).describe('The only mail servers that its tokens are shown to'),
  usedBy: z.array(z.string()).describe('Addresses of mailboxes that fetch with it, and "relay"'),
});

export const listMailAccounts = route({
  method: 'GET',
  path: '/api/v1/mail-accounts',
  summary: 'Mail accounts with their state; never a token or secret',
  tag: 'mail-accounts',
  access: 'mail-accounts:manage',
  reply: z.object({
    accounts: z.array(mailAccountSchema),
    redirectUri: z.string().describe('What to register at the provider'),
  }),
  errors: [],
});

const url = z.string().trim().max(2000);

export const mailAccountInputSchema = z.object({
  name: z.string().trim().min(1).max(320).describe('Usually the address of the account'),
  provider: z.enum(providerIds),
  flow: z.enum(flows).default('code'),
  tenant: z
    .string()
    .trim()
    .max(100)
    .regex(/^[A-Za-z0-9.-]+$/, 'is an id or a domain such as example.com')
    .nullable()
    .default(null)
    .describe('The organisation at Microsoft; left out: any account'),
  clientId: z.string().trim().min(1).max(500),
  clientSecret: z.string().max(1000).default('').describe('Empty: a public client, protected by PKCE alone'),
  authorizationUrl: url.nullable().default(null).describe('Of another provider, as are the next three'),
  tokenUrl: url.nullable().default(null),
  scopes: z.array(z.string().trim().min(1).max(300)).max(30).default([]),
  mailHosts: z.array(z.string().trim().toLowerCase().min(1).max(255)).max(10).default([]),
});

export const createMailAccount = route({
  method: 'POST',
  path: '/api/v1/mail-accounts',
  summary: 'Add a mail account; nobody is signed in yet',
  tag: 'mail-accounts',
  access: 'mail-accounts:manage',
  body: mailAccountInputSchema,
  reply: mailAccountSchema,
  status: 201,
  errors: ['mail-account-name-taken'],
});

export const changeMailAccount = route({
  method: 'PATCH',
  path: '/api/v1/mail-accounts/:id',
  summary: 'Give a mail account a new client secret',
  tag: 'mail-accounts',
  access: 'mail-accounts:manage',
  params: z.object({ id }),
  body: z.object({ clientSecret: z.string().min(1).max(1000) }),
  reply: mailAccountSchema,
  errors: ['mail-account-not-found'],
});

export const removeMailAccount = route({
  method: 'DELETE',
  path: '/api/v1/mail-accounts/:id',
  summary: 'Remove a mail account with its tokens',
  tag: 'mail-accounts',
  access: 'mail-accounts:manage',
  params: z.object({ id }),
  reply: z.object({ removed: z.boolean() }),
  errors: ['mail-account-not-found', 'mail-account-in-use'],
});

export const signInMailAccount = route({
  method: 'POST',
  path: '/api/v1/mail-accounts/:id/sign-in',
  summary: 'Begin to sign in: the page of the provider to open, good once in this session',
  tag: 'mail-accounts',
  access: 'mail-accounts:manage',
  params: z.object({ id }),
  reply: z.object({ url: z.string() }),
  secret: true,
  errors: ['mail-account-not-found', 'session-required'],
});

export const renewMailAccount = route({
  method: 'POST',
  path: '/api/v1/mail-accounts/:id/renew',
  summary: 'Ask the provider for a new token now; with client credentials this signs in',
  tag: 'mail-accounts',
  access: 'mail-accounts:manage',
  params: z.object({ id }),
  reply: mailAccountSchema,
  errors: ['mail-account-not-found'],
});

export type MailAccount = z.output<typeof mailAccountSchema>;
export type MailAccountInput = z.output<typeof mailAccountInputSchema>;

export const mailAccountRoutes = {
  listMailAccounts,
  createMailAccount,
  changeMailAccount,
  removeMailAccount,
  signInMailAccount,
  renewMailAccount,
} as const;
