/** For load balancers and people: `/healthz` (the process answers) and `/readyz` (it can do its work). */
import type { FastifyInstance } from 'fastify';
import type { Database } from '#platform/database/connect.ts';
import { migrationsMissing } from '#platform/database/migrate.ts';

const hidden = { schema: { hide: true } };

export function serveHealth(server: FastifyInstance, database: Database): void {
  server.get('/healthz', hidden, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'ok' };
  });
  server.get('/readyz', hidden, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      const missing = await migrationsMissing(database);
      if (missing.length === 0) return { status: 'ready' };
      return reply.code(503).send({ status: 'not ready', reason: 'The database waits for migrations.' });
    } catch (error) {
      request.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'not ready', reason: 'The database does not answer.' });
    }
  });
}
