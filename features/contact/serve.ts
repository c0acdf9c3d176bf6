/**
 * The contact form: `GET /contact`, `POST /contact`, `GET /contact/sent`, and for its script `GET /contact/contact.js` and
 * `POST /contact/help`. Open to anybody; nobody is signed in, so there is nothing a foreign page could use (no CSRF).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fateOfForm } from '#features/mail-in/index.ts';
import { findTicketNumber } from '#features/tickets/index.ts';
import { type Desk, languageForAny, type Page } from '#features/workspace/index.ts';
import { preferredLanguages } from '#platform/http/accept-language.ts';
import { privately } from '#platform/http/private-page.ts';
import { createRateCounter } from '#platform/http/rate-count.ts';
import { newId } from '#platform/ids.ts';
import { answerForm } from './answer-form.ts';
import { formSourceKey } from './commands/send-form.ts';
import { topicOf } from './form.ts';
import { serveHelp } from './help.ts';
import { contactLimits } from './limits.ts';
import { renderForm, renderSent, renderTopics, scriptPath } from './page.ts';
import type { ContactPorts } from './ports.ts';
import { nothingYet } from './queries/read-so-far.ts';
import { makeOnceKey, readOnceKey } from './rules/once-key.ts';

type Query = { Querystring: Record<string, unknown> };

const script = readFileSync(new URL('./site/contact.js', import.meta.url));
const scriptMark = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`;

/** Adds the pages to the server. */
export function serveContact(server: FastifyInstance, desk: Desk, ports: ContactPorts): void {
  const rate = createRateCounter(desk.db);
  const hidden = { schema: { hide: true } };
  server.get<Query>('/contact', hidden, async (request, reply) => {
    await rate.count(`contact:${request.ip}`, contactLimits.pagesPerMinutePerNetwork);
    const language = languageOf(desk, request);
    const typed = textOf(request.query.topic);
    if (typed === '') return show(reply, 200, await renderTopics(desk, language));
    return show(reply, 200, await renderForm(desk, emptyForm(desk, language, topicOf(desk, typed))));
  });
  server.post('/contact', hidden, async (request, reply) => {
    const answer = await answerForm(desk, ports, rate, request);
    if ('page' in answer) return show(reply, answer.status, answer.page);
    privately(reply, "default-src 'none'");
    return reply.redirect(`/contact/sent?form=${answer.sent}&lang=${answer.language}`, 303);
  });
  server.get<Query>('/contact/sent', hidden, async (request, reply) => {
    await rate.count(`contact:${request.ip}`, contactLimits.pagesPerMinutePerNetwork);
    const once = readOnceKey(desk.keys, textOf(request.query.form), desk.clock.now());
    // An old or made-up link shows the page to begin with.
    if (once === null || once.expired) return reply.redirect('/contact', 303);
    const fate = await fateOfForm(desk.db, formSourceKey(once));
    const number = fate?.ticketId ? await findTicketNumber(desk.db, fate.ticketId) : null;
    // Read in a moment: the page asks again by itself, with and without script.
    if (fate?.waiting) reply.header('refresh', contactLimits.askAgainSeconds);
    return show(reply, 200, await renderSent(desk, languageOf(desk, request), number));
  });
  server.get(scriptPath, hidden, async (request, reply) => {
    reply.header('cache-control', 'public, max-age=300');
    reply.header('etag', scriptMark);
    if (request.headers['if-none-match'] === scriptMark) return reply.code(304).send();
    return reply.type('text/javascript; charset=utf-8').send(script);
  });
  serveHelp(server, desk, ports, rate);
}

function emptyForm(desk: Desk, language: string, topic: string | null): Parameters<typeof renderForm>[1] {
  return {
    filled: {
      language,
      topic,
      name: '',
      email: '',
      subject: '',
      description: '',
      answers: new Map(),
      files: [],
    },
    onceToken: makeOnceKey(desk.keys, newId(), desk.clock.now()),
    problems: [],
    doubt: null,
    understood: nothingYet(desk, topic),
    untouched: true,
    articles: [],
  };
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

function show(reply: FastifyReply, status: number, page: Page): FastifyReply {
  privately(reply, page.policy);
  reply.header('vary', 'accept-language');
  return reply.code(status).type('text/html; charset=utf-8').send(page.html);
}
