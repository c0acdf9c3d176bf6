/** Knows the replies that stay open (live streams), so that a stop can end them instead of waiting for ever. */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

export type OpenReplies = {
  /** Ends every live stream; the browser comes back by itself when the desk is up again. */
  endStreams(): void;
};

/** @param streams patterns of the routes that answer with a live stream. */
export function watchOpenReplies(server: FastifyInstance, streams: ReadonlySet<string>): OpenReplies {
  const open = new Set<ServerResponse>();
  server.addHook('onRequest', async (request, reply) => {
    if (!streams.has(request.routeOptions.url ?? '')) return;
    open.add(reply.raw);
    reply.raw.once('close', () => open.delete(reply.raw));
  });
  return {
    endStreams() {
      for (const reply of open) reply.end();
    },
  };
}
