/** Knows the replies that stay open (live streams): ends them at a stop, and when their reader may read no longer. */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticator } from '#features/access/index.ts';
import type { RouteContract } from '#platform/http/contract.ts';
import { NamedError } from '#platform/named-error.ts';
import { may } from '#platform/permit/permit.ts';

export type OpenReplies = {
  /** Ends every live stream; the browser comes back by itself when the desk is up again. */
  endStreams(): void;
  /** Ends the streams of those who were switched off, signed out or lost the permission. Done every few seconds by itself. */
  endForbidden(): Promise<void>;
};

/** Somebody switched off is out within seconds, here too. */
const lookEveryMs = 5_000;

type Open = { request: FastifyRequest; access: RouteContract['access'] };

/** @param contracts all routes; those that give `text/event-stream` are watched. */
export function watchOpenReplies(
  server: FastifyInstance,
  contracts: readonly RouteContract[],
  authenticator: Authenticator,
): OpenReplies {
  const streams = new Map(
    contracts
      .filter((one) => one.raw?.gives === 'text/event-stream')
      .map((one) => [one.path as string, one.access]),
  );
  const open = new Map<ServerResponse, Open>();
  server.addHook('onRequest', async (request, reply) => {
    const access = streams.get(request.routeOptions.url ?? '');
    if (access === undefined) return;
    open.set(reply.raw, { request, access });
    reply.raw.once('close', () => open.delete(reply.raw));
  });
  async function endForbidden(): Promise<void> {
    for (const [reply, { request, access }] of open) {
      if (!(await stillMay(authenticator, request, access))) reply.end();
    }
  }
  const look = setInterval(() => {
    // The database is away: nothing is sent either, and the next look tells.
    endForbidden().catch((err: unknown) => server.log.warn({ err }, 'could not look at the live streams'));
  }, lookEveryMs);
  server.addHook('onClose', () => clearInterval(look));
  return {
    endForbidden,
    endStreams() {
      for (const reply of open.keys()) reply.end();
    },
  };
}

async function stillMay(
  authenticator: Authenticator,
  request: FastifyRequest,
  access: RouteContract['access'],
): Promise<boolean> {
  try {
    const actor = await authenticator.authenticate(request);
    return actor !== null && (access === 'signed-in' || may(actor, access));
  } catch (error) {
    if (error instanceof NamedError) return false;
    throw error;
  }
}
