/**
 * The public pages about our addresses: `/addresses`, `/addresses/check`, `/write` with its codes, and
 * `/.well-known/support-addresses.json` (a well-known path, RFC 8615). Open to anybody; a check tells only what is in our own register.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Desk, languageForAny, type Page } from '#features/workspace/index.ts';
import { preferredLanguages } from '#platform/http/accept-language.ts';
import { createRateCounter, type RateCounter } from '#platform/http/rate-count.ts';
import { NamedError } from '#platform/named-error.ts';
import { addressLimits } from './limits.ts';
import { renderCheck, renderList, renderWrite } from './page.ts';
import { qrPng, qrSvg } from './qr-picture.ts';
import { knownAddresses } from './queries/known-addresses.ts';
import { addressWords, tellCheck } from './queries/tell-check.ts';
import { topicCode } from './queries/topic-letters.ts';
import { publishedAddresses } from './rules/published.ts';

type Query = { Querystring: Record<string, unknown> };

/** Adds the pages to the server. */
export function serveAddresses(server: FastifyInstance, desk: Desk): void {
  const rate = createRateCounter(desk.db);
  const hidden = { schema: { hide: true } };
  server.get<Query>('/addresses', hidden, async (request, reply) => {
    await rate.count(`addresses:${request.ip}`, addressLimits.pagesPerMinutePerNetwork);
    const { addresses } = await knownAddresses(desk);
    return show(reply, 200, await renderList(desk, languageOf(desk, request), addresses));
  });
  server.get<Query>('/addresses/check', hidden, async (request, reply) => {
    const typed = textOf(request.query.address);
    const language = languageOf(desk, request);
    const most = addressLimits.checksPerMinutePerNetwork;
    const tooMany = !(await rate.within(`address-check:${request.ip}`, most));
    const result =
      tooMany || typed.trim() === ''
        ? null
        : await tellCheck(desk, typed, await addressWords(desk, language));
    return show(reply, tooMany ? 429 : 200, await renderCheck(desk, language, { typed, result, tooMany }));
  });
  server.get('/.well-known/support-addresses.json', hidden, async (request, reply) => {
    await rate.count(`addresses:${request.ip}`, addressLimits.pagesPerMinutePerNetwork);
    const { addresses } = await knownAddresses(desk);
    const list = publishedAddresses(desk.brand.name, desk.settings.publicUrl, addresses);
    return publish(request, reply, JSON.stringify(list, null, 2));
  });
  serveWrite(server, desk, rate);
}

/** `/write`, and `/write/<topic>.svg` and `.png`: the codes of its topics. */
function serveWrite(server: FastifyInstance, desk: Desk, rate: RateCounter): void {
  const hidden = { schema: { hide: true } };
  server.get<Query>('/write', hidden, async (request, reply) => {
    await rate.count(`addresses:${request.ip}`, addressLimits.pagesPerMinutePerNetwork);
    return show(reply, 200, await renderWrite(desk, languageOf(desk, request)));
  });
  server.get<Query & { Params: { code: string } }>('/write/:code', hidden, async (request, reply) => {
    await rate.count(`write-code:${request.ip}`, addressLimits.codesPerMinutePerNetwork);
    const [, topic = '', kind = ''] = /^([a-z0-9-]{1,60})\.(svg|png)$/.exec(request.params.code) ?? [];
    const link = kind === '' ? null : await topicCode(desk, languageOf(desk, request), topic);
    if (link === null) throw new NamedError('not-found', 'There is no such code.');
    reply.header('cache-control', `public, max-age=${addressLimits.publishedSeconds}`);
    reply.header('vary', 'accept-language');
    reply.header('content-security-policy', "default-src 'none'");
    reply.header('content-disposition', `inline; filename="${topic}.${kind}"`);
    return kind === 'svg'
      ? reply.type('image/svg+xml').send(qrSvg(link))
      : reply.type('image/png').send(qrPng(link));
  });
}

/** `?lang=` first, then what the browser asks for. */
function languageOf(desk: Pick<Desk, 'profile'>, request: FastifyRequest<Query>): string {
  const wanted = preferredLanguages(request.headers['accept-language']);
  const asked = textOf(request.query.lang).slice(0, 20);
  return languageForAny(desk.profile, asked === '' ? wanted : [asked, ...wanted]);
}

/** A parameter given twice comes as a list; it is read as if it were not there. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** For programs of any site, and for caches. */
function publish(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const mark = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  reply.header('cache-control', `public, max-age=${addressLimits.publishedSeconds}`);
  reply.header('access-control-allow-origin', '*');
  reply.header('etag', mark);
  if (request.headers['if-none-match'] === mark) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(body);
}

/** What was asked is nobody else's business: it is not kept, and not told to other sites. */
function show(reply: FastifyReply, status: number, page: Page): FastifyReply {
  reply.header('content-security-policy', page.policy);
  reply.header('referrer-policy', 'no-referrer');
  reply.header('x-frame-options', 'DENY');
  reply.header('cache-control', 'no-store');
  reply.header('vary', 'accept-language');
  return reply.code(status).type('text/html; charset=utf-8').send(page.html);
}
