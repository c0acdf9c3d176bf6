/** Serves the built agent app: hashed files for ever, `index.html` for the app's own pages only. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { plainPage } from '#platform/http/plain-page.ts';

/** First steps of the paths the app's router knows; a test compares them with the router. */
export const appSections = [
  'inbox',
  'tickets',
  'captured',
  'quarantine',
  'known-issues',
  'settings',
  'sign-in',
] as const;

/** The app runs its own scripts and talks to its own desk, nothing else; mail is shown in frames of our own. */
export const appPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** Names with a content hash never change; a year is what caches take as for ever (RFC 9111 knows no longer). */
const forEver = { cacheControl: true, maxAge: 31_536_000_000, immutable: true } as const;
const askAgain = 'no-cache';

/** Serves `folder` (`dist/agent-web`); while it is not there, a page says how to make it. */
export async function serveApp(server: FastifyInstance, folder: string): Promise<void> {
  // Only lends `sendFile`; without the folder it would warn on the owner's screen.
  const built = existsSync(folder);
  if (built) {
    const options = {
      root: folder,
      serve: false,
      cacheControl: false,
      dotfiles: 'deny',
      index: false,
    } as const;
    await server.register(fastifyStatic, options);
  }
  const page = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    const file = join(folder, 'index.html');
    if (!existsSync(file)) return notBuilt(reply);
    reply.header('content-security-policy', appPolicy).header('cache-control', askAgain);
    return reply.type('text/html; charset=utf-8').send(await readFile(file));
  };
  const hidden = { schema: { hide: true } };
  server.get('/', hidden, page);
  for (const section of appSections) {
    server.get(`/${section}`, hidden, page);
    server.get(`/${section}/*`, hidden, page);
  }
  if (!built) return;
  server.get<{ Params: { '*': string } }>('/assets/*', hidden, (request, reply) =>
    // Told with the file itself: on an answer that there is none it would keep a browser from ever asking again.
    reply.sendFile(`assets/${request.params['*']}`, forEver),
  );
  for (const file of ['icon.svg', 'favicon.ico', 'robots.txt', 'manifest.webmanifest']) {
    server.get(`/${file}`, hidden, (_request, reply) => {
      reply.header('cache-control', askAgain);
      return reply.sendFile(file);
    });
  }
}

function notBuilt(reply: FastifyReply): FastifyReply {
  return plainPage(reply, 503, {
    title: 'The desk runs, its screens are not built yet',
    text: 'Mail is received and the API answers at /api. Stop the desk and start it again: the start builds the screens and says what is wrong when that fails.',
  });
}
