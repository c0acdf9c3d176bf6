/** The whole web server on a test desk, for tests over HTTP: every feature, real database, no socket. */
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterAll } from 'vitest';
import { createAgent, createApiKey, type Role, sessionCookie } from '#features/access/index.ts';
import { type TestDesk, testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { permissionTables } from './features.ts';
import { createWebServer, type WebServer } from './roles/web.ts';

export type TestReply = {
  status: number;
  headers: Record<string, unknown>;
  /** Parsed when it is JSON, text otherwise. Tests look into it freely. */
  body: Record<string, unknown>;
  text: string;
  /** The session token that was set, null when none was. */
  session: string | null;
};

export type Caller = { key: string } | { session: string } | null;

export type TestWeb = {
  desk: TestDesk;
  server: WebServer['server'];
  contracts: WebServer['contracts'];
  replies: WebServer['replies'];
  /** `call('GET', '/api/v1/me', {as: {key}})` */
  call(
    method: InjectOptions['method'],
    path: string,
    options?: {
      as?: Caller;
      body?: unknown;
      headers?: Record<string, string>;
      /** Network address of the caller. */
      from?: string;
    },
  ): Promise<TestReply>;
  /** An API key of this role. */
  key(role: Role, options?: { scopes?: string[]; expiresAt?: Date }): Promise<string>;
  /** A signed-in person of this role. */
  person(role: Role, name?: string): Promise<{ id: string; email: string; session: string }>;
};

let made = 0;

/** Call it at the top of a test file. */
export async function testWeb(): Promise<TestWeb> {
  const desk = await testDesk({ permissions: permissionTables });
  const appFolder = join(desk.dataDir, 'no-app');
  const { server, contracts, replies } = await createWebServer({
    desk,
    database: desk.database,
    trustedProxies: [],
    appFolder,
  });
  await server.ready();
  afterAll(() => server.close());
  const root = systemActor('test');

  const call: TestWeb['call'] = async (
    method,
    path,
    { as = null, body, headers = {}, from = '127.0.0.1' } = {},
  ) => {
    const who: Record<string, string> =
      as === null
        ? {}
        : 'key' in as
          ? { authorization: `Bearer ${as.key}` }
          : { cookie: `${sessionCookie}=${as.session}` };
    const reply = await server.inject({
      method: method ?? 'GET',
      url: path,
      remoteAddress: from,
      headers: { ...who, ...headers },
      // Whatever JSON a hostile client may send.
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const cookie = reply.cookies.find((one) => one.name === sessionCookie);
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: String(reply.headers['content-type']).includes('json') ? reply.json() : {},
      text: reply.payload,
      session: cookie?.value ? cookie.value : null,
    };
  };

  return {
    desk,
    server,
    contracts,
    replies,
    call,
    async key(role, { scopes = [], expiresAt } = {}) {
      const input = { name: `${role} key`, role, scopes, expiresAt: expiresAt ?? null };
      return (await inTransaction(desk, (tx) => createApiKey(tx, desk, root, input))).key;
    },
    async person(role, name = `Test ${role}`) {
      made += 1;
      const email = `${role}${made}@example.com`;
      const input = { name, email, role, teamIds: [] };
      const { agent, signInLink } = await inTransaction(desk, (tx) => createAgent(tx, desk, root, input));
      const token = new URL(signInLink).searchParams.get('token');
      // Each from an address of its own, so that many of them are not one address trying too often.
      const from = `2001:db8::${made.toString(16)}`;
      const { session } = await call('POST', '/api/v1/session/link', { body: { token }, from });
      if (session === null) throw new Error('The test person could not sign in');
      return { id: agent.id, email, session };
    },
  };
}
