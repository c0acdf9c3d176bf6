/** What all pages behind a tracking link share: opening it, slowing down, and answers that nobody stores or frames. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Desk, Page } from '#features/workspace/index.ts';
import { privately } from '#platform/http/private-page.ts';
import type { RateCounter } from '#platform/http/rate-count.ts';
import { NamedError } from '#platform/named-error.ts';
import { portalLimits } from './limits.ts';
import { renderInvalid } from './page.ts';
import { type OpenedLink, openLink } from './queries/open-link.ts';

/** The length of a link is seen by whoever sends it, so it may decide what is read; the work stays the same. */
export async function open(desk: Desk, token: string): Promise<OpenedLink | null> {
  return openLink(desk, token.length <= portalLimits.tokenLength ? token : '');
}

export async function isTooFast(rate: RateCounter, network: string, who: string): Promise<boolean> {
  try {
    await rate.count(`portal-write:${network}`, portalLimits.writesPerMinutePerNetwork);
    await rate.count(`portal-write:${who}`, portalLimits.writesPerMinute);
    return false;
  } catch (error) {
    if (error instanceof NamedError && error.problem === 'too-many-requests') return true;
    throw error;
  }
}

export async function notFound(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return show(reply, 404, await renderInvalid(desk, request.headers['accept-language']));
}

export function show(reply: FastifyReply, status: number, page: Page): FastifyReply {
  privately(reply, page.policy);
  return reply.code(status).type('text/html; charset=utf-8').send(page.html);
}

/** To another page of the same link, after a form or in place of a page that has nothing to show. */
export function goTo(reply: FastifyReply, path: string): FastifyReply {
  privately(reply, "default-src 'none'");
  return reply.redirect(path, 303);
}
