/** The HTTP server: parsing, problems, security headers, OpenAPI. Knows no feature. */
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify';
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { knownErrors, NamedError } from '#platform/named-error.ts';
import { refuseWrongMethods } from './allowed-methods.ts';
import { httpLimits } from './limits.ts';
import { plainPage } from './plain-page.ts';
import { wrongInput } from './wrong-input.ts';

export type ServerOptions = {
  logger: FastifyBaseLogger;
  version: string;
  /** Peers whose X-Forwarded-* are believed; nobody unless named. */
  trustedProxies: readonly string[];
};

/** Makes the server with everything every route shares. Routes are added with `mountRoutes`. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: options.logger,
    genReqId: () => randomUUID(),
    // A line for every request says little and costs a lot; /metrics counts them, errors are logged.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: httpLimits.jsonBytes,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    // What the router itself refuses passes no error handler: a name longer than any of ours, a broken escape.
    frameworkErrors: (error, _request, reply) => sendProblem(reply, toNamedError(error)),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  server.setValidatorCompiler<z.ZodType>(({ schema }) => (data) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { value: parsed.data } : { error: wrongInput(parsed.error) };
  });
  server.setSerializerCompiler(serializerCompiler);
  // Many clients name a content type also where they send nothing.
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else parseJson(request, String(text), done);
  });
  server.addContentTypeParser(
    ['message/rfc822', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: httpLimits.rawMailBytes },
    (_request, bytes, done) => done(null, bytes),
  );
  await server.register(cookie);
  await server.register(multipart, {
    limits: { fileSize: httpLimits.uploadBytes, files: 1, fields: 10, parts: 11 },
  });
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Posthaste API',
        version: options.version,
        description: describeErrors(),
      },
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key, or a mailbox secret for inbound mail',
          },
          cookie: { type: 'apiKey', in: 'cookie', name: 'posthaste_session' },
        },
      },
      security: [{ key: [] }, { cookie: [] }],
    },
    transform: jsonSchemaTransform,
  });
  addSecurityHeaders(server);
  refuseWrongMethods(server);
  addProblems(server);
  return server;
}

function describeErrors(): string {
  const rows = [...knownErrors()].map(([name, { status, title }]) => `- \`${name}\` (${status}): ${title}`);
  return [
    'Errors are RFC 9457 problem documents; `name` is stable.',
    ...rows,
    '',
    'POST requests may carry an `Idempotency-Key` header: a repeated request answers with the first reply.',
  ].join('\n');
}

function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('x-frame-options', 'SAMEORIGIN');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  });
}

function addProblems(server: FastifyInstance): void {
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const problem = toNamedError(error);
    // Windows are a minute or a few; a client that waits this long does not make it worse.
    if (problem.status === 429) reply.header('retry-after', '60');
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, problem);
  });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    if (!path.startsWith('/api') && request.headers.accept?.includes('text/html')) {
      return plainPage(reply, 404, {
        title: 'There is no such page',
        text: 'The address may be mistyped, or the page has moved.',
        link: { href: '/', label: 'Go to the desk' },
      });
    }
    const problem = new NamedError(
      'not-found',
      `There is nothing at ${request.method} ${path.slice(0, 200)}.`,
    );
    return sendProblem(reply, problem);
  });
}

function sendProblem(reply: FastifyReply, problem: NamedError): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problem.toDocument()));
}

/** One place where anything thrown becomes a named error; what we do not know is `internal` and tells nothing. */
export function toNamedError(error: Error & { statusCode?: number; code?: string }): NamedError {
  if (error instanceof NamedError) return error;
  const status = error.statusCode ?? 500;
  if (status === 414)
    return new NamedError('not-found', 'There is nothing with a name that long.', undefined, {
      cause: error,
    });
  if (error.code === 'FST_ERR_BAD_URL')
    return new NamedError('invalid-request', 'The address holds a broken % escape.', undefined, {
      cause: error,
    });
  if (status === 413)
    return new NamedError('too-large', 'The request is larger than we take.', undefined, { cause: error });
  if (status === 429) return new NamedError('too-many-requests', error.message, undefined, { cause: error });
  if (status === 415)
    return new NamedError('unsupported-media-type', 'This takes no content of that type.', undefined, {
      cause: error,
    });
  if (error instanceof SyntaxError && status === 400)
    return new NamedError('invalid-request', 'The body is not JSON that can be read.', undefined, {
      cause: error,
    });
  if (status >= 400 && status < 500)
    return new NamedError('invalid-request', error.message, undefined, { cause: error });
  if (error.code !== undefined && unstorableText.has(error.code)) {
    return new NamedError(
      'invalid-request',
      'A text holds a character that cannot be kept (NUL).',
      undefined,
      {
        cause: error,
      },
    );
  }
  if (isDatabaseDown(error)) {
    return new NamedError(
      'unavailable',
      'The database does not answer. Nothing was changed; please try again.',
      undefined,
      {
        cause: error,
      },
    );
  }
  return new NamedError('internal', 'Nothing was changed. The log has the details.', undefined, {
    cause: error,
  });
}

/** PostgreSQL: character_not_in_repertoire and untranslatable_character; in practice U+0000. */
const unstorableText = new Set(['22021', '22P05']);

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
]);

function isDatabaseDown(error: Error & { code?: string }): boolean {
  return (
    (error.code !== undefined && connectionCodes.has(error.code)) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}
