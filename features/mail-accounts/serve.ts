/**
 * `GET /oauth/callback`: where a provider sends a person back to. The address holds a code, so it is not kept by any
 * cache, told to no other page, and never logged; the page says in plain words what came of it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Authenticator, sessionCookie } from '#features/access/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { plainPage } from '#platform/http/plain-page.ts';
import { createRateCounter } from '#platform/http/rate-count.ts';
import { callbackPath } from './commands/begin-sign-in.ts';
import { type Finished, finishSignIn } from './commands/finish-sign-in.ts';
import { accountLimits } from './limits.ts';

const part = z.string().max(8192).optional();
const query = z.object({
  state: z.string().max(200),
  code: part,
  error: part,
  error_description: part,
  iss: part,
});

const settings = { href: '/settings/mail-accounts', label: 'Back to the mail accounts' };

/** Adds the page to the server. */
export function serveOAuth(server: FastifyInstance, desk: Desk, authenticator: Authenticator): void {
  const rate = createRateCounter(desk.db);
  server.get(callbackPath, { schema: { hide: true } }, async (request, reply) => {
    reply.header('referrer-policy', 'no-referrer');
    await rate.count(`oauth-callback:${request.ip}`, accountLimits.callbacksPerMinute);
    const actor = await authenticator.authenticate(request);
    const session = request.cookies[sessionCookie];
    if (actor === null || session === undefined) {
      return plainPage(reply, 401, {
        title: 'Sign in to the desk first',
        text: 'A sign-in to a mail account ends in the browser it was begun in. Sign in to the desk, then begin again.',
        link: { href: '/sign-in', label: 'Sign in' },
      });
    }
    return show(reply, await finish(desk, request, actor, session));
  });
}

type Actor = NonNullable<Awaited<ReturnType<Authenticator['authenticate']>>>;

async function finish(desk: Desk, request: FastifyRequest, actor: Actor, session: string): Promise<Finished> {
  // The same name twice is a list, and no answer of any provider.
  const parsed = query.safeParse(request.query);
  if (!parsed.success) return { problem: 'This address is no return from a sign-in.' };
  const { state, code = null, error = null, error_description: description = null, iss = null } = parsed.data;
  return finishSignIn(desk, actor, session, {
    state,
    code: code === '' ? null : code,
    error,
    errorDescription: description,
    issuer: iss,
  });
}

function show(reply: FastifyReply, finished: Finished): FastifyReply {
  if ('signedIn' in finished) {
    return plainPage(reply, 200, {
      title: `Signed in as ${finished.signedIn}`,
      text: 'The desk can now fetch and send mail with this account. You can close this window.',
      link: settings,
    });
  }
  return plainPage(reply, 400, { title: 'You are not signed in', text: finished.problem, link: settings });
}
