/** Who may come in and what they may do: sign-in, agents, API keys. Browser-safe. */

import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { roles } from './rules/roles.ts';

export const accessErrors = {
  'wrong-credentials': { status: 401, title: 'E-mail or password is not right' },
  'link-not-valid': { status: 410, title: 'This sign-in link was used already or has expired' },
  'agent-not-found': { status: 404, title: 'There is no such agent' },
  'key-not-found': { status: 404, title: 'There is no such key' },
  'email-taken': { status: 409, title: 'Somebody already has this e-mail address' },
  'last-admin': { status: 409, title: 'The desk needs at least one admin' },
  'password-too-weak': { status: 422, title: 'This password is too easy to guess' },
} as const satisfies ErrorTable;

const id = z.uuid();
export const roleSchema = z.enum(roles);

/**
 * Where a one-time link leads in the agent app. Opening it uses nothing up: only the page's POST does, so mail
 * scanners that follow links do no harm.
 */
export function signInLinkPath(token: string): string {
  return `/sign-in?token=${encodeURIComponent(token)}`;
}

export const meSchema = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  teamIds: z.array(id),
  /** Names of permissions this person has: the screen hides what is not in here. */
  permissions: z.array(z.string()),
  hasPassword: z.boolean(),
});

export const getMe = route({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is signed in',
  tag: 'access',
  access: 'signed-in',
  reply: meSchema,
  errors: [],
});

export const signIn = route({
  method: 'POST',
  path: '/api/v1/session',
  summary: 'Sign in with e-mail and password; sets a cookie',
  tag: 'access',
  access: 'public',
  body: z.object({ email: z.string().max(320), password: z.string().max(1000) }),
  reply: meSchema,
  errors: ['wrong-credentials'],
});

export const useSignInLink = route({
  method: 'POST',
  path: '/api/v1/session/link',
  summary: 'Sign in with a one-time link; it works once',
  tag: 'access',
  access: 'public',
  body: z.object({ token: z.string().max(200) }),
  reply: meSchema,
  errors: ['link-not-valid'],
});

export const requestSignInLink = route({
  method: 'POST',
  path: '/api/v1/session/link/request',
  summary: 'Have a sign-in link mailed; the answer is the same whether the address is known or not',
  tag: 'access',
  access: 'public',
  body: z.object({ email: z.string().max(320) }),
  reply: z.object({
    sent: z.boolean().describe('False when no relay is set, so this desk mails no links to anybody'),
  }),
  status: 202,
  errors: [],
});

export const signOut = route({
  method: 'DELETE',
  path: '/api/v1/session',
  summary: 'Sign out',
  tag: 'access',
  access: 'signed-in',
  reply: z.object({ signedOut: z.literal(true) }),
  errors: [],
});

export const setPassword = route({
  method: 'PUT',
  path: '/api/v1/me/password',
  summary: 'Set or change your password; other sessions are signed out',
  tag: 'access',
  access: 'signed-in',
  body: z.object({ current: z.string().max(1000).optional(), next: z.string().min(10).max(1000) }),
  reply: z.object({ changed: z.literal(true) }),
  errors: ['wrong-credentials', 'password-too-weak'],
});

export const agentSchema = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  teamIds: z.array(id),
  active: z.boolean(),
  lastSeenAt: z.iso.datetime().nullable(),
});

export const listAgents = route({
  method: 'GET',
  path: '/api/v1/agents',
  summary: 'People who work on this desk',
  tag: 'access',
  access: 'signed-in',
  reply: z.object({ agents: z.array(agentSchema) }),
  errors: [],
});

const agentInput = z.object({
  name: z.string().min(1).max(200),
  email: z.email().max(320),
  role: roleSchema,
  teamIds: z.array(id).max(100).default([]),
});

export const createAgent = route({
  method: 'POST',
  path: '/api/v1/agents',
  summary: 'Invite a person; a one-time sign-in link is made',
  tag: 'access',
  access: 'access:manage',
  body: agentInput,
  reply: z.object({ agent: agentSchema, signInLink: z.string() }),
  status: 201,
  secret: true,
  errors: ['email-taken'],
});

export const changeAgent = route({
  method: 'PATCH',
  path: '/api/v1/agents/:id',
  summary: 'Change name, role, teams, or switch a person off',
  tag: 'access',
  access: 'access:manage',
  params: z.object({ id }),
  // Without the default of `teamIds`: what is left out stays as it is.
  body: agentInput
    .extend({ teamIds: z.array(id).max(100) })
    .partial()
    .extend({ active: z.boolean().optional() }),
  reply: agentSchema,
  errors: ['agent-not-found', 'email-taken', 'last-admin'],
});

export const apiKeySchema = z.object({
  id,
  name: z.string(),
  /** First characters, to recognise it. */
  prefix: z.string(),
  role: roleSchema,
  scopes: z.array(z.string()).describe('Permission names; empty = all of the role'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});

export const listApiKeys = route({
  method: 'GET',
  path: '/api/v1/keys',
  summary: 'API keys (never their secrets)',
  tag: 'access',
  access: 'access:manage',
  reply: z.object({ keys: z.array(apiKeySchema) }),
  errors: [],
});

export const createApiKey = route({
  method: 'POST',
  path: '/api/v1/keys',
  summary: 'Make an API key; its secret is shown once',
  tag: 'access',
  access: 'access:manage',
  body: z.object({
    name: z.string().min(1).max(100),
    role: roleSchema.default('agent'),
    scopes: z.array(z.string().max(60)).max(50).default([]),
    expiresAt: z.iso.datetime().nullable().default(null),
  }),
  reply: apiKeySchema.extend({ key: z.string() }),
  status: 201,
  secret: true,
  errors: [],
});

export const revokeApiKey = route({
  method: 'DELETE',
  path: '/api/v1/keys/:id',
  summary: 'Revoke an API key at once',
  tag: 'access',
  access: 'access:manage',
  params: z.object({ id }),
  reply: z.object({ revoked: z.literal(true) }),
  errors: ['key-not-found'],
});

export type Me = z.output<typeof meSchema>;
export type Agent = z.output<typeof agentSchema>;
export type ApiKey = z.output<typeof apiKeySchema>;

export const accessRoutes = {
  getMe,
  signIn,
  useSignInLink,
  requestSignInLink,
  signOut,
  setPassword,
  listAgents,
  createAgent,
  changeAgent,
  listApiKeys,
  createApiKey,
  revokeApiKey,
} as const;
