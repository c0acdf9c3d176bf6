/** The API's description: `/api/openapi.json` for programs, `/api` for people. */
import type { FastifyInstance } from 'fastify';
import type { RouteContract } from '#platform/http/contract.ts';
import { completeDocument, type OpenApiDocument } from './openapi-document.ts';
import { renderReference } from './reference-page.ts';

/** The page needs its own style and nothing else. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function serveReference(
  server: FastifyInstance,
  contracts: readonly RouteContract[],
  base: string,
): void {
  let made: { json: string; page: string } | null = null;
  const make = (): { json: string; page: string } => {
    // The plugin types its document by the specification; only the parts below are read.
    const document = completeDocument(server.swagger() as unknown as OpenApiDocument, contracts);
    made ??= { json: JSON.stringify(document, null, 2), page: renderReference(document, base) };
    return made;
  };
  const hidden = { schema: { hide: true } };
  server.get('/api/openapi.json', hidden, async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send((made ?? make()).json),
  );
  server.get('/api', hidden, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy)
      .header('cache-control', 'no-cache')
      .send((made ?? make()).page),
  );
}
