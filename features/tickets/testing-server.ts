/** The routes of a feature on a real server, called by injection as an actor the test names. */
import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';
import type { TestDesk } from '#features/workspace/testing.ts';
import type { MountedRoute } from '#platform/http/call.ts';
import { createServer } from '#platform/http/create-server.ts';
import { createIdempotencyStore } from '#platform/http/idempotency.ts';
import { mountRoutes } from '#platform/http/mount-routes.ts';
import { createRateCounter } from '#platform/http/rate-count.ts';
import type { Actor } from '#platform/permit/actor.ts';

export type Answer = {
  status: number;
  headers: Record<string, string>;
  /** Parsed JSON, or the text when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape, and a wrong look fails them
  body: any;
  bytes: Buffer;
};

export type TestServer = {
  server: FastifyInstance;
  /** One request as `actor`; null is nobody. */
  call(
    actor: Actor | null,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
};

/** Who calls is told by a header only this server knows: how people sign in is tested with the feature access. */
export async function testServer(desk: TestDesk, routes: readonly MountedRoute[]): Promise<TestServer> {
  const server = await createServer({ logger: desk.log, version: 'test', trustedProxies: [] });
  const actors = new Map<string, Actor>();
  mountRoutes(server, routes, {
    authenticate: async (request) => actors.get(String(request.headers['x-test-actor'])) ?? null,
    idempotency: createIdempotencyStore(desk.db),
    rate: createRateCounter(desk.db),
  });
  await server.ready();
  afterAll(async () => {
    // A stream a failed test left open would keep the server from closing.
    server.server.closeAllConnections();
    await server.close();
  });
  return {
    server,
    async call(actor, method, url, body, headers = {}) {
      if (actor) actors.set(JSON.stringify([actor.kind, actor.name]), actor);
      const reply = await server.inject({
        method,
        url,
        headers: {
          ...(actor ? { 'x-test-actor': JSON.stringify([actor.kind, actor.name]) } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as string }),
      });
      const type = String(reply.headers['content-type'] ?? '');
      return {
        status: reply.statusCode,
        headers: Object.fromEntries(
          Object.entries(reply.headers).map(([key, value]) => [key, String(value)]),
        ),
        body: type.includes('json') ? JSON.parse(reply.body) : reply.body,
        bytes: reply.rawPayload,
      };
    },
  };
}
