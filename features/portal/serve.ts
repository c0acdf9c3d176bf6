/**
 * The public page of a ticket: `GET /t/:token`, `POST /t/:token`, `GET /t/:token/files/:id`, and the page of questions below it
 * (`serve-answers.ts`). Open to whoever has the link;
 * the token in the path is the proof, so there is no cookie and nothing a foreign page could use (no CSRF).
 */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '#features/workspace/index.ts';
import { privately } from '#platform/http/private-page.ts';
import { createRateCounter, type RateCounter } from '#platform/http/rate-count.ts';
import { newId } from '#platform/ids.ts';
import { writeBack } from './commands/write-back.ts';
import { readForm } from './form.ts';
import { portalLimits } from './limits.ts';
import { renderTicket } from './page.ts';
import { goTo, isTooFast, notFound, open, show } from './public-reply.ts';
import { openAnswers } from './queries/open-answers.ts';
import { isPicture } from './rules/visible.ts';
import { serveAnswers } from './serve-answers.ts';

type Link = { Params: { token: string } };
type FileLink = { Params: { token: string; id: string } };
type Asked = FastifyRequest<Link & { Querystring: { sent?: string } }>;

/** Adds the pages to the server. */
export function servePortal(server: FastifyInstance, desk: Desk): void {
  const rate = createRateCounter(desk.db);
  const hidden = { schema: { hide: true } };
  server.get<Link>('/t/:token', hidden, async (request, reply) => {
    await rate.count(`portal-read:${request.ip}`, portalLimits.readsPerMinutePerNetwork);
    const { token } = request.params;
    const link = await open(desk, token);
    if (!link) return notFound(desk, request, reply);
    // The query is anybody's; all it does is to show one line.
    const sent = (request as Asked).query.sent === '1';
    const asks = link.viewer !== null && (await openAnswers(desk, link)).asked.length > 0;
    const view = { token, link, once: newId(), draft: null, sent, asks };
    return show(reply, 200, await renderTicket(desk, view));
  });
  // Longer than any parameter, or with more behind it: no link of ours, but told and looked up like one.
  server.all('/t/*', hidden, async (request, reply) => {
    await rate.count(`portal-read:${request.ip}`, portalLimits.readsPerMinutePerNetwork);
    await open(desk, '');
    return notFound(desk, request, reply);
  });
  server.post<Link>('/t/:token', hidden, (request, reply) => answer(desk, rate, request, reply));
  serveAnswers(server, desk, rate);
  server.get<FileLink>('/t/:token/files/:id', hidden, async (request, reply) => {
    await rate.count(`portal-read:${request.ip}`, portalLimits.readsPerMinutePerNetwork * 5);
    const link = await open(desk, request.params.token);
    const file = link?.messages
      .flatMap((message) => message.files)
      .find(({ id }) => id === request.params.id);
    if (!file) return notFound(desk, request, reply);
    const shown = isPicture(file) && file.sniffedType !== null;
    privately(reply, "default-src 'none'; sandbox");
    reply.header('content-type', shown ? file.sniffedType : 'application/octet-stream');
    const name = encodeURIComponent(file.filename).replace(
      /['()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16)}`,
    );
    reply.header('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`);
    reply.header('content-length', file.size);
    return reply.send(Readable.from(desk.files.open(file.sha256), { objectMode: false }));
  });
}

async function answer(
  desk: Desk,
  rate: RateCounter,
  request: FastifyRequest<Link>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token } = request.params;
  const link = await open(desk, token);
  const viewer = link?.viewer;
  if (!link || !viewer) return notFound(desk, request, reply);
  const tooFast = await isTooFast(rate, request.ip, `${link.ticketId}:${viewer.address}`);
  const form = await readForm(request, tooFast ? null : desk.files);
  const problem = tooFast ? 'notSent' : form.problem;
  if (problem !== null) {
    const draft = { text: form.text.slice(0, portalLimits.messageLength * 2), problem };
    const page = await renderTicket(desk, { token, link, once: newId(), draft, sent: false, asks: false });
    return show(reply, tooFast ? 429 : 422, page);
  }
  await writeBack(desk, link, viewer, form);
  return goTo(reply, `/t/${token}?sent=1#sent`);
}
