/** Which methods a path knows, so that a wrong one is told from a wrong path (RFC 9110 section 15.5.6). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NamedError } from '#platform/named-error.ts';

type Known = { pattern: RegExp; methods: Set<string> };

/** Answers 405 with Allow where the path exists and the method does not. Call before routes are added. */
export function refuseWrongMethods(server: FastifyInstance): void {
  const paths = new Map<string, Known>();
  server.addHook('onRoute', ({ url, method }) => {
    // A wildcard stands for files, whose names decide whether there is something.
    if (url.includes('*')) return;
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) known.methods.add(one);
    paths.set(url, known);
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const allowed = methodsAt(request, paths);
    if (allowed.length === 0) return;
    reply.header('allow', allowed.join(', '));
    throw new NamedError(
      'method-not-allowed',
      `This address takes ${allowed.join(', ')}, not ${request.method}.`,
    );
  });
}

function methodsAt(request: FastifyRequest, paths: ReadonlyMap<string, Known>): string[] {
  const path = (request.url.split('?')[0] ?? '').replace(/(?<=.)\/$/, '');
  const found = [...paths.values()].filter(({ pattern }) => pattern.test(path));
  return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
}

/** `/tickets/:number/raw.eml` as an expression; a parameter is one segment, so it is linear. */
function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/(?<=.)\/$/, '');
  return new RegExp(`^${escaped.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`);
}
