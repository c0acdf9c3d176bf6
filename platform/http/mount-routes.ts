/** Puts contracts on the server: authenticate, authorise, count, replay, call, present. */

import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { type Tx, withWitness } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { actorKey } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { MountedRoute } from './call.ts';
import type { RouteContract, RouteParsed } from './contract.ts';
import type { IdempotencyStore } from './idempotency.ts';
import { requestHash } from './idempotency.ts';
import { httpLimits } from './limits.ts';
import type { RateCounter } from './rate-count.ts';
import { namesOf, refuseUnknown } from './refuse-unknown.ts';

export type MountOptions = {
  /** Who calls: by cookie or key; null for nobody. Throws `sign-in-required` for a wrong key. */
  authenticate(request: FastifyRequest): Promise<Actor | null>;
  idempotency: IdempotencyStore;
  rate: RateCounter;
};

const anonymous: Actor = { kind: 'customer', id: null, name: '', email: '', ticketId: '' };

/** Mounts every route. Order does not matter. */
export function mountRoutes(
  server: FastifyInstance,
  routes: readonly MountedRoute[],
  options: MountOptions,
): void {
  const callers = new WeakMap<FastifyRequest, Actor>();
  for (const { contract, handler } of routes) {
    const known = { query: namesOf(contract.query), body: contract.body ? namesOf(contract.body) : null };
    server.route({
      method: contract.method,
      url: contract.path,
      schema: toSchema(contract),
      // Before the body is read: a stranger's megabytes are not parsed, and learn nothing about the right form.
      onRequest: async (request) => {
        const actor = await authorise(contract, request, options);
        callers.set(request, actor);
        await countRequest(contract, actor, request, options.rate);
        refuseWrongType(contract, request);
      },
      preValidation: async (request) => {
        refuseUnknown(request.query, known.query);
        if (!contract.raw?.takes) refuseUnknown(request.body, known.body);
      },
      handler: async (request, reply) => {
        const actor = callers.get(request) ?? anonymous;
        const input = {
          params: request.params,
          query: request.query,
          body: request.body,
        } as RouteParsed<RouteContract>;
        const run = () => handler(input, { actor, request, reply });
        const answer = await replayed(contract, actor, request, options.idempotency, run);
        return send(contract, reply, answer);
      },
    });
  }
}

function toSchema(contract: RouteContract): FastifySchema {
  return {
    summary: contract.summary,
    tags: [contract.tag],
    description: describe(contract),
    ...(contract.params ? { params: contract.params } : {}),
    ...(contract.query ? { querystring: contract.query } : {}),
    ...(contract.body ? { body: contract.body } : {}),
    // What is not JSON goes out as the handler made it.
    ...(contract.raw?.gives ? {} : { response: { [contract.status ?? 200]: contract.reply } }),
    ...(contract.raw?.takes ? { consumes: [contract.raw.takes] } : {}),
    ...(contract.raw?.gives ? { produces: [contract.raw.gives] } : {}),
  } as FastifySchema;
}

function describe(contract: RouteContract): string {
  const access =
    contract.access === 'public'
      ? 'Open to anybody.'
      : contract.access === 'signed-in'
        ? 'Needs sign-in or a key.'
        : `Needs \`${contract.access}\`.`;
  return contract.errors.length > 0
    ? `${access} Errors: ${contract.errors.map((name) => `\`${name}\``).join(', ')}.`
    : access;
}

async function authorise(
  contract: RouteContract,
  request: FastifyRequest,
  options: MountOptions,
): Promise<Actor> {
  if (contract.access === 'public') return anonymous;
  const actor = await options.authenticate(request);
  if (actor === null)
    throw new NamedError('sign-in-required', 'Sign in, or send an API key as `Authorization: Bearer`.');
  if (contract.access !== 'signed-in') permit(actor, contract.access);
  return actor;
}

async function countRequest(
  contract: RouteContract,
  actor: Actor,
  request: FastifyRequest,
  rate: RateCounter,
): Promise<void> {
  if (actor.kind === 'key') {
    await rate.count(`key:${actor.id}`, httpLimits.requestsPerMinutePerKey);
  } else if (actor === anonymous && contract.callsPerMinute !== undefined) {
    await rate.count(`public:${request.ip}:${contract.path}`, contract.callsPerMinute);
  } else if (actor === anonymous) {
    await rate.count(`public:${request.ip}`, httpLimits.publicRequestsPerMinute);
  }
}

/** Before the body is read (RFC 9110 section 15.5.16): a parser for another route must not take it. */
function refuseWrongType(contract: RouteContract, request: FastifyRequest): void {
  const sent = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const wanted = contract.raw?.takes ?? (contract.body ? 'application/json' : null);
  // Many clients name a type also where they send nothing.
  if (sent === undefined || wanted === null || sent === wanted) return;
  // Seen in practice: mail gateways that know no better name for bytes.
  if (wanted === 'message/rfc822' && sent === 'application/octet-stream') return;
  throw new NamedError(
    'unsupported-media-type',
    `This takes ${wanted}, and the request says it is ${sent.slice(0, 100)}.`,
  );
}

type Answer = { status: number; body: unknown };

async function replayed(
  contract: RouteContract,
  actor: Actor,
  request: FastifyRequest,
  store: IdempotencyStore,
  run: () => Promise<unknown>,
): Promise<Answer> {
  const status = contract.status ?? 200;
  const key = request.headers['idempotency-key'];
  if (contract.method !== 'POST' || contract.raw || typeof key !== 'string' || actor === anonymous) {
    return { status, body: await run() };
  }
  if (key.length === 0 || key.length > 200) {
    throw new NamedError('invalid-request', 'An idempotency key has 1 to 200 characters.');
  }
  const hash = requestHash(request.method, request.url, request.body);
  const earlier = await store.begin(actorKey(actor), key, hash);
  if (earlier && contract.secret) {
    throw new NamedError(
      'conflict',
      'This was done already with this key. Its secret was shown then, and is not kept.',
    );
  }
  if (earlier) return earlier;
  try {
    // The mark commits with what the handler does: a process or a database that dies at that instant leaves no doubt.
    const mark = (tx: Tx): Promise<void> => store.mark(tx, actorKey(actor), key, status);
    const body = contract.reply.parse(await withWitness(mark, run));
    await store.finish(actorKey(actor), key, status, contract.secret ? null : body);
    return { status, body };
  } catch (error) {
    if (error instanceof NamedError) await store.forget(actorKey(actor), key);
    else await store.forgetUnlessDone(actorKey(actor), key);
    throw error;
  }
}

function send(contract: RouteContract, reply: FastifyReply, answer: Answer): FastifyReply {
  // A stream of its own (server-sent events) was hijacked or sent by the handler.
  if (contract.raw?.gives && (reply.sent || answer.body === reply)) return reply;
  return reply.code(answer.status).send(answer.body);
}
