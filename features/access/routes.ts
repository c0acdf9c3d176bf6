/** Sign-in, people and keys over HTTP. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Call, type MountedRoute, mount } from '#platform/http/call.ts';
import { NamedError } from '#platform/named-error.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import {
  type Authenticator,
  clearSessionCookie,
  refuseForeign,
  sessionCookie,
  setSessionCookie,
} from './authenticate.ts';
import { changeAgent } from './commands/change-agent.ts';
import { createAgent } from './commands/create-agent.ts';
import { createApiKey } from './commands/create-api-key.ts';
import { requestSignInLink } from './commands/request-sign-in-link.ts';
import { revokeApiKey } from './commands/revoke-api-key.ts';
import { setPassword } from './commands/set-password.ts';
import { signIn } from './commands/sign-in.ts';
import { signOut } from './commands/sign-out.ts';
import { useSignInLink } from './commands/use-sign-in-link.ts';
import * as contract from './contract.ts';
import { showAgent, showKey, showMe, showSignedIn } from './present.ts';
import { type AgentRow, allAgents } from './store/agents.ts';
import { listKeys } from './store/api-keys.ts';
import { createThrottle } from './throttle.ts';

export function routes(desk: Desk, authenticator: Authenticator): MountedRoute[] {
  return [
    ...sessionRoutes(desk, authenticator),
    ...agentRoutes(desk, authenticator),
    ...keyRoutes(desk, authenticator),
  ];
}

function sessionRoutes(desk: Desk, authenticator: Authenticator): MountedRoute[] {
  const throttle = createThrottle(desk);
  const welcome = async (reply: FastifyReply, signedIn: { agent: AgentRow; token: string }) => {
    setSessionCookie(reply, desk, signedIn.token);
    return showSignedIn(desk, signedIn.agent);
  };
  return [
    mount(contract.getMe, (_input, { actor }) => showMe(desk, actor)),
    mount(contract.signIn, async ({ body }, { request, reply }) => {
      refuseForeign(request, desk);
      return welcome(reply, await signIn(desk, throttle, { ...body, address: request.ip }));
    }),
    mount(contract.useSignInLink, async ({ body }, { request, reply }) => {
      refuseForeign(request, desk);
      await throttle.tryLink(request.ip);
      return welcome(reply, await inTransaction(desk, (tx) => useSignInLink(tx, desk, body.token)));
    }),
    mount(contract.requestSignInLink, async ({ body }, { request }) => {
      refuseForeign(request, desk);
      await requestSignInLink(desk, throttle, { email: body.email, address: request.ip });
      return { sent: desk.settings.relay !== null };
    }),
    mount(contract.signOut, async (_input, call) => {
      agentOf(call);
      const token = cookieOf(call.request);
      if (token !== null) await inTransaction(desk, (tx) => signOut(tx, token));
      authenticator.forget();
      clearSessionCookie(call.reply, desk);
      return { signedOut: true as const };
    }),
    mount(contract.setPassword, async ({ body }, call) => {
      const sessionToken = cookieOf(call.request);
      const input = { current: body.current, next: body.next, sessionToken, address: call.request.ip };
      await setPassword(desk, throttle, agentOf(call), input);
      authenticator.forget();
      return { changed: true as const };
    }),
  ];
}

function agentRoutes(desk: Desk, authenticator: Authenticator): MountedRoute[] {
  return [
    mount(contract.listAgents, async () => ({ agents: (await allAgents(desk.db)).map(showAgent) })),
    mount(contract.createAgent, async ({ body }, { actor }) => {
      const made = await inTransaction(desk, (tx) => createAgent(tx, desk, actor, body));
      return { agent: showAgent(made.agent), signInLink: made.signInLink };
    }),
    mount(contract.changeAgent, async ({ params, body }, { actor }) => {
      const agent = await inTransaction(desk, (tx) => changeAgent(tx, desk, actor, params.id, body));
      authenticator.forget();
      return showAgent(agent);
    }),
  ];
}

function keyRoutes(desk: Desk, authenticator: Authenticator): MountedRoute[] {
  return [
    mount(contract.listApiKeys, async () => ({ keys: (await listKeys(desk.db)).map(showKey) })),
    mount(contract.createApiKey, async ({ body }, { actor }) => {
      const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
      const input = { ...body, expiresAt };
      const { row, key } = await inTransaction(desk, (tx) => createApiKey(tx, desk, actor, input));
      return { ...showKey(row), key };
    }),
    mount(contract.revokeApiKey, async ({ params }, { actor }) => {
      await inTransaction(desk, (tx) => revokeApiKey(tx, desk, actor, params.id));
      authenticator.forget();
      return { revoked: true as const };
    }),
  ];
}

function agentOf({ actor }: Call): AgentActor {
  if (actor.kind !== 'agent')
    throw new NamedError('not-allowed', 'Only a person has a session and a password.');
  return actor;
}

function cookieOf(request: FastifyRequest): string | null {
  return request.cookies[sessionCookie] ?? null;
}
