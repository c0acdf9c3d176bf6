/** Figures for Prometheus at `/metrics`: HTTP by route, the process, and how old the queues are. Never public. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Authenticator } from '#features/access/index.ts';
import { lastRoundTrips, listWays } from '#features/mail-health/index.ts';
import type { Database } from '#platform/database/connect.ts';
import { log } from '#platform/log.ts';
import { NamedError } from '#platform/named-error.ts';
import { may } from '#platform/permit/permit.ts';

/** One row each: name, what it counts, and the SQL that gives `waiting` and `oldest` (seconds). */
const queues = [
  {
    name: 'jobs',
    sql: `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(run_at)), 0)::float as oldest
            from graphile_worker.jobs where run_at <= now() and attempts < max_attempts and locked_at is null`,
  },
  {
    name: 'failed-jobs',
    sql: `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(created_at)), 0)::float as oldest
            from graphile_worker.jobs where attempts >= max_attempts`,
  },
  {
    name: 'inbound',
    sql: `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(received_at)), 0)::float as oldest
            from inbound_mail where state = 'received'`,
  },
  {
    name: 'outbound',
    sql: `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(due_at)), 0)::float as oldest
            from outbound_mail where state = 'queued' and due_at <= now()`,
  },
  {
    name: 'outbound-trouble',
    sql: `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(created_at)), 0)::float as oldest
            from outbound_mail where state in ('failed', 'unknown')`,
  },
  {
    name: 'quarantine-leaving',
    sql: `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(expiry_told_at)), 0)::float as oldest
            from inbound_mail where fate = 'quarantine' and removed_at is null and expiry_told_at is not null`,
  },
  {
    name: 'automatic-mail-stopped',
    sql: `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(opened_at)), 0)::float as oldest
            from automatic_mail_breaker where closed_at is null and opened_at > now() - interval '24 hours'`,
  },
] as const;

/** Seconds; a list should take under 30 ms, a search under 80. */
const buckets = [0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.15, 0.3, 0.6, 1.5, 5];

export function serveMetrics(
  server: FastifyInstance,
  database: Database,
  authenticator: Authenticator,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureRequests(server, registry);
  const measureQueues = queueGauges(registry, database);
  server.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    await refuseStrangers(request, authenticator);
    await measureQueues();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function measureRequests(server: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'posthaste_http_request_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    // The pattern, never the path: paths hold numbers and tokens, and would make a series each.
    const route = request.routeOptions.url ?? 'none';
    seconds.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });
}

/** @returns what measures the queues anew; called before each reading. */
function queueGauges(registry: Registry, database: Database): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge('posthaste_database_up', '1 while the database answers');
  const waiting = gauge('posthaste_queue_waiting', 'Entries that wait', ['queue']);
  const oldest = gauge('posthaste_queue_oldest_seconds', 'How long the oldest entry has waited', ['queue']);
  const well = gauge('posthaste_mail_way_ok', '1 while this way of mail works', ['way', 'state']);
  const lag = gauge(
    'posthaste_mail_way_lag_seconds',
    'Since its last success, or since its oldest mail waits',
    ['way'],
  );
  const roundTrip = gauge(
    'posthaste_canary_round_trip_seconds',
    'How long the last mail of the desk to itself was on its way, out by the relay and back in by this mailbox',
    ['mailbox'],
  );
  return async () => {
    try {
      // A way that was taken away leaves no figure behind.
      well.reset();
      lag.reset();
      roundTrip.reset();
      for (const [mailbox, seconds] of await lastRoundTrips(database.db)) roundTrip.set({ mailbox }, seconds);
      for (const { id, state, lagSeconds } of await listWays(database.db)) {
        well.set({ way: id, state }, state === 'ok' ? 1 : 0);
        lag.set({ way: id }, lagSeconds);
      }
      for (const { name, sql } of queues) {
        const { rows } = await database.pool.query<{ waiting: number; oldest: number }>(sql);
        waiting.set({ queue: name }, rows[0]?.waiting ?? 0);
        oldest.set({ queue: name }, rows[0]?.oldest ?? 0);
      }
      up.set(1);
    } catch (error) {
      // The other figures are wanted most when the database is away.
      log.warn({ err: error }, 'could not measure the queues');
      up.set(0);
    }
  };
}

/** This machine itself, or a key with `metrics:read`. A proxy's word for who asks is a stranger's word here. */
async function refuseStrangers(request: FastifyRequest, authenticator: Authenticator): Promise<void> {
  const peer = request.socket.remoteAddress ?? '';
  const direct = request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
  if (direct && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(peer)) return;
  const actor = await authenticator.authenticate(request);
  if (!actor)
    throw new NamedError('sign-in-required', 'Figures are for this machine, or a key with metrics:read.');
  if (!may(actor, 'metrics:read'))
    throw new NamedError('not-allowed', 'This needs the permission "metrics:read".');
}
